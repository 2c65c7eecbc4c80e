"""The applications as staff reads them: the list, and the tabs of one dossier."""

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from calls.application.completion import asked_titles
from calls.application.revisions import Submitted, handed_in_documents, sent_along, submitted_version
from calls.assessment.scoring import scoreboard
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus, FieldKind
from calls.models import Application
from calls.views.staff.dossier import application_for, dossier_context, outcomes
from calls.views.staff.family import facts_for_staff
from calls.views.staff.filters import ApplicationFilter
from calls.views.staff.tables import ApplicationTable
from pio_portal.addresses import query_int
from pio_portal.arrival import arrived_at
from pio_portal.audit.workflow import timeline
from pio_portal.correspondence.models import Message
from pio_portal.formats import day_text
from pio_portal.organisations.models import Membership
from pio_portal.ui.lists import StaffList, joined
from pio_portal.ui.shapes import Event, Phase
from pio_portal.ui.similarity import Subject, find_doubles


def _ranked(rows: QuerySet, _request: HttpRequest) -> QuerySet:
    return rows.ranked()


class ApplicationList(StaffList):
    """Everything that was handed in."""

    title = _("Aanvragen")
    nouns = _("aanvraag"), _("aanvragen")
    queryset = staticmethod(
        lambda user: (
            Application.objects.visible_to(user)
            .submitted()
            .select_related("organisation")
            .defer("withdrawal_reason", "void_reason", "import_remark")
        )
    )
    ranked = True
    filterset_class = ApplicationFilter
    table_class = ApplicationTable
    extra_columns = (
        "theme", "round", "policy_domain", "province", "amount", "total", "spread", "time_in_state", "unread",
        "eligible_at", "decided_on",
    )  # fmt: skip
    column_needs = {
        "advices": lambda rows, _request: rows.prefetch_related(Prefetch("assignments", to_attr="advisers_asked")),
        "theme": joined("theme"),
        "handler": joined("handler"),
        "round": joined("round__call"),
        "policy_domain": joined("policy_domain"),
        "amount": lambda rows, _request: rows.with_estimate(),
        "total": _ranked,
        "spread": _ranked,
        "time_in_state": lambda rows, request: rows.with_time_in_state(arrived_at(request)),
        "unread": lambda rows, _request: rows.annotate(
            unread=Message.objects.unread_by(pio=True).counted_for(Application)
        ),
    }
    state_field, states, absent_states = "status", Status, (Status.DRAFT,)
    full_text = True
    search_hint = _("Zoek op titel, organisatie, inhoud")
    order_text = _("jongste eerst")
    empty_text = _("Zodra iemand een aanvraag indient, staat ze hier.")
    bulk = (
        "calls.assign_advisers", "calls.assign_handler", "calls.declare_eligible", "calls.send_message",
        "calls.request_completion", "calls.remind", "calls.bundle",
    )  # fmt: skip

    def search(self, rows: QuerySet, q: str) -> QuerySet:
        """Full text, in Dutch, over the answers too."""
        return rows.matching(q)


def overview(request: HttpRequest, ref: str) -> HttpResponse:
    """Where the application stands, who works on it, and what is expected."""
    application = application_for(request, ref)
    context = dossier_context(request, application, "calls:staff_application")
    context["events"] = events(application, limit=6)
    context["advised"] = sum(a.status == AssignmentStatus.ADVISED for a in context["assignments"])
    context["asked"] = sum(a.status not in AssignmentStatus.gone() for a in context["assignments"])
    context["board"] = scoreboard(list(application.call.criteria.all()), context["assignments"])
    context["phases"] = phases(application)
    context["submitted"] = submitted_version(application)
    context["gist"] = opening_answers(context["submitted"])
    if application.completion is not None:
        context["asked_titles"] = asked_titles(application.completion)
    context["family"] = facts_for_staff(request.user, application)
    context["doubles"] = find_doubles(request.user, Subject.of(application), staff=True)
    return render(request, "calls/staff/application.html", context)


def application_answers(request: HttpRequest, ref: str) -> HttpResponse:
    """The answers as they were submitted; `versie` chooses an earlier version."""
    application = application_for(request, ref)
    context = dossier_context(request, application, "calls:staff_application_answers")
    context["submitted"] = submitted_version(application, query_int(request, "versie"))
    return render(request, "calls/staff/application_answers.html", context)


def application_assessment(request: HttpRequest, ref: str) -> HttpResponse:
    """Who judges, what they say, and how far they differ."""
    application = application_for(request, ref)
    context = dossier_context(request, application, "calls:staff_application_assessment")
    context["board"] = scoreboard(list(application.call.criteria.all()), context["assignments"])
    context["outcomes"] = outcomes(context["allowed"])
    context["conflicts"] = application.conflicts.select_related("user").order_by("declared_at", "pk")
    context["insiders"] = insiders(application)
    context["may_direct"] = application.status == Status.ELIGIBLE and bool(context["outcomes"])
    context["draft"] = application.decision_draft
    return render(request, "calls/staff/application_assessment.html", context)


def insiders(application: Application) -> set[int]:
    """Advisers who were asked and now work for one of those who apply: they see nothing of it any more."""
    concerned = [application.organisation_id, *(partner.pk for partner in application.partners.all())]
    members = Membership.objects.active().filter(organisation__in=concerned)
    return set(members.filter(user__assignments__application=application).values_list("user", flat=True))


def application_documents(request: HttpRequest, ref: str) -> HttpResponse:
    """Attachments, receipts and letters, and what came along with messages."""
    application = application_for(request, ref)
    context = dossier_context(request, application, "calls:staff_application_documents")
    newest = ("-created_at", "pk")
    context["documents"] = handed_in_documents(application).select_related("created_by").order_by(*newest)
    context["sent_along"] = sent_along(application).select_related("created_by").order_by(*newest)
    return render(request, "calls/staff/application_documents.html", context)


def application_history(request: HttpRequest, ref: str) -> HttpResponse:
    """Everything that happened, newest first."""
    application = application_for(request, ref)
    context = dossier_context(request, application, "calls:staff_application_history")
    context["events"] = events(application, limit=500)
    return render(request, "calls/staff/application_history.html", context)


def opening_answers(submitted: Submitted | None, number: int = 2) -> list[dict]:
    """The first long answers: enough to remember what the application is about."""
    if submitted is None:
        return []
    answers = [answer for section in submitted.content["sections"] for answer in section["answers"]]
    return [answer for answer in answers if answer["kind"] == FieldKind.LONG and answer["shown"]][:number]


def phases(application: Application) -> list[Phase]:
    """The way of an application on a line; what ended early ends there."""
    decided = application.decided_on
    eligible = application.eligible_at
    ineligible = application.status == Status.INELIGIBLE
    checking = application.status in (Status.SUBMITTED, Status.INFO_REQUESTED)
    judging = application.status == Status.ELIGIBLE
    return [
        Phase(
            label=_("Ingediend"),
            state="now" if application.status == Status.REOPENED else "done",
            note=day_text(application.submitted_at),
        ),
        Phase(
            label=_("Ontvankelijkheid"),
            state="now" if checking else "done" if eligible or ineligible else "",
            note=day_text(eligible) if eligible else "",
        ),
        Phase(label=_("Beoordeling"), state="now" if judging else "done" if eligible and decided else ""),
        Phase(
            label=application.get_status_display() if decided else _("Beslissing"),
            state="done" if decided else "",
            note=day_text(decided) if decided else "",
        ),
    ]


def events(application: Application, *, limit: int) -> list[Event]:
    """The timeline as the component shows it, with the extensions of its round."""
    beside = [application.round] if application.round else []
    return [Event(at=line.at, text=line.sentence) for line in timeline(application, beside=beside, limit=limit)]
