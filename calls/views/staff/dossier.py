"""What every page of an application's dossier shows staff: header, next step, tabs."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from calls.assessment.eligibility import CHECKABLE, Standing, standing_of
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application, CompletionRequest
from calls.selection.decision import TRANSITIONS, possible_outcomes
from calls.views.staff.crumbs import applications_crumb
from pio_portal.arrival import arrived_on
from pio_portal.change import available
from pio_portal.correspondence.models import Message, Note
from pio_portal.formats import day_text, moment_text
from pio_portal.ui.pages import Change, Told, form_page
from pio_portal.ui.shapes import Crumb, Tab

TABS = [
    ("calls:staff_application", gettext_lazy("Overzicht")),
    ("calls:staff_application_answers", gettext_lazy("Antwoorden")),
    ("calls:staff_application_eligibility", gettext_lazy("Ontvankelijkheid")),
    ("calls:staff_application_assessment", gettext_lazy("Beoordeling")),
    ("calls:staff_application_documents", gettext_lazy("Documenten")),
    ("calls:staff_application_messages", gettext_lazy("Berichten")),
    ("calls:staff_application_notes", gettext_lazy("Notities")),
    ("calls:staff_application_history", gettext_lazy("Verloop")),
]
COUNTED = {
    "calls:staff_application_messages": "unread_messages",
    "calls:staff_application_notes": "number_of_notes",
}
DECISIONS = {name: status for status, name in TRANSITIONS.items()}


@dataclass(frozen=True)
class Step:
    """Something that can be done now. `post` does it at once; else the address is a page with a form."""

    label: str
    url: str
    post: bool = False


def application_for(request: HttpRequest, ref: str) -> Application:
    """The submitted application behind a staff address. Drafts and those of a conflict do not exist here.

    It knows how many messages PIO did not read and how many notes there are: the numbers on the tabs.
    """
    rows = Application.objects.visible_to(request.user).submitted()
    rows = rows.annotate(
        unread_messages=Message.objects.unread_by(pio=True).counted_for(Application),
        number_of_notes=Note.objects.counted_for(Application),
    )
    rows = rows.with_completion().with_decision().with_draft()
    related = ("organisation", "call", "round__call", "theme", "policy_domain", "handler", "submitted_by")
    rows = rows.select_related("decision__published_by", "decision_draft__prepared_by")
    return get_object_or_404(rows.select_related(*related).prefetch_related("partners"), ref=ref)


def dossier_context(request: HttpRequest, application: Application, here: str = "") -> dict[str, Any]:
    """What the head of the dossier and its tabs show; `here` is the name of the current tab's route."""
    allowed = available(application, "status", by=request.user)
    assignments = list(
        application.assignments.select_related("adviser").prefetch_related("scores").order_by("assigned_at", "pk")
    )
    standing = standing_of(application) if application.status in CHECKABLE else Standing((), (), ())
    primary, hint = next_step(application, allowed, assignments, standing, today=arrived_on(request))
    return {
        "application": application,
        "assignments": assignments,
        "about": ", ".join([str(application.organisation), *(p.name for p in application.partners.all())]),
        "allowed": allowed,
        "standing": standing,
        "primary": primary,
        "hint": hint,
        "more": [
            step
            for step in other_steps(application, allowed, assignments)
            if primary is None or step.url != primary.url
        ],
        "tabs": [
            Tab(
                label=label,
                url=reverse(name, args=[application.ref]),
                current=name == here,
                count=getattr(application, COUNTED.get(name, ""), None),
            )
            for name, label in TABS
        ],
        "crumbs": [applications_crumb(), Crumb(label=application.ref)],
    }


def without_steps(context: dict[str, Any]) -> dict[str, Any]:
    """The same dossier on a page that has a form of its own: that is what is to be done there."""
    return context | {"more": [], "primary": None}


def dossier_form_page(
    request: HttpRequest,
    application: Application,
    *,
    form: BaseForm,
    change: Change,
    done: Told,
    title: str,
    intro: str = "",
    back: str = "",
    leads_to: str = "",
    template: str = "calls/staff/form.html",
) -> HttpResponse:
    """A page of the dossier with one form. It lies below the overview, or below the page `back`.

    Both ways out go there: the change, unless it `leads_to` another page, and the link below the buttons.
    """
    return form_page(
        request,
        form=form,
        change=change,
        done=done,
        back=leads_to or back or application.get_staff_url(),
        cancel_url=back or application.get_staff_url(),
        title=title,
        intro=intro,
        template=template,
        context=lambda: without_steps(dossier_context(request, application)),
    )


def assessment_url(application: Application) -> str:
    """The tab with the scores and the advices."""
    return _url("staff_application_assessment", application)


def outcomes(allowed: set[str]) -> list[Status]:
    """The decisions that are possible now."""
    return [status for name, status in DECISIONS.items() if name in allowed]


def next_step(
    application: Application, allowed: set[str], assignments: list, standing: Standing, *, today: dt.date
) -> tuple[Step | None, str]:
    """The one thing to do now, with a sentence that says where the application stands."""
    match application.status:
        case Status.SUBMITTED if not standing.is_met:
            step = Step(_("Ontvankelijkheid nagaan"), _url("staff_application_eligibility", application))
            return step, told_of(standing)
        case Status.SUBMITTED:
            step = Step(_("Ontvankelijk verklaren"), _url("declare_eligible", application), post=True)
            return step, _("Ga na of de aanvraag aan de voorwaarden van de oproep voldoet.")
        case Status.REOPENED:
            closes = moment_text(application.closes_at)
            return None, _("De aanvrager wijzigt de aanvraag, tot %(closes)s. De laatst ingediende versie telt.") % {
                "closes": closes
            }
        case Status.INFO_REQUESTED:
            return None, _completion_hint(application.completion, today)
        case Status.ELIGIBLE:
            return _step_of_assessment(application, allowed, assignments)
    return None, ""


def told_of(standing: Standing) -> str:
    """How far the check of eligibility is: what failed, and what nobody decided yet, are two things."""
    told = []
    if failed := len(standing.failed):
        told.append(
            ngettext("Aan één voorwaarde is niet voldaan.", "Aan %(n)d voorwaarden is niet voldaan.", failed)
            % {"n": failed}
        )
    if left := standing.to_check:
        told.append(ngettext("Nog één voorwaarde na te gaan.", "Nog %(n)d voorwaarden na te gaan.", left) % {"n": left})
    return " ".join(told) or _("Aan alle voorwaarden is voldaan.")


def _completion_hint(request: CompletionRequest, today: dt.date) -> str:
    day = day_text(request.due_on)
    if request.due_on < today:
        return _("De aanvulling had er moeten zijn op %(day)s. Geef meer tijd, of ga verder zonder.") % {"day": day}
    return _("De aanvrager vult aan, ten laatste op %(day)s. U leest intussen de laatst ingediende versie.") % {
        "day": day
    }


def _step_of_assessment(application: Application, allowed: set[str], assignments: list) -> tuple[Step | None, str]:
    if waiting := [a.adviser.name for a in assignments if a.status in AssignmentStatus.waiting()]:
        return None, _("Wacht op advies van %(names)s.") % {"names": ", ".join(waiting)}
    if not any(a.status == AssignmentStatus.ADVISED for a in assignments):
        step = Step(_("Beoordelaars toewijzen"), _url("assign_advisers", application))
        return step, _("Nog niemand beoordeelt deze aanvraag.")
    if outcomes(allowed):
        return Step(_("Beslissen"), _url("decide", application)), _("Alle adviezen zijn binnen.")
    return None, _("Alle adviezen zijn binnen. De programmaleider beslist.")


def other_steps(application: Application, allowed: set[str], assignments: list) -> list[Step]:
    """What else can be done, behind one button."""
    steps = [Step(_("Behandelaar kiezen"), _url("assign_handler", application))]
    if application.status == Status.ELIGIBLE:
        steps.append(Step(_("Beoordelaars toewijzen"), _url("assign_advisers", application)))
    if "reconsider" in allowed and not assignments and application.decision_draft is None:
        steps.append(Step(_("Ontvankelijkheid terugnemen"), _url("reconsider_eligibility", application)))
    if "stop_waiting" in allowed:
        steps.append(Step(_("Opnieuw vragen of meer tijd geven"), _url("request_info", application)))
        steps.append(Step(_("Verder zonder aanvulling"), _url("stop_waiting", application)))
    elif "request_info" in allowed:
        steps.append(Step(_("Aanvulling vragen"), _url("request_info", application)))
    if outcomes(allowed) == [Status.INELIGIBLE]:
        steps.append(Step(_("Onontvankelijk verklaren"), _url("decide", application)))
    elif outcomes(allowed):
        steps.append(Step(_("Beslissen"), _url("decide", application)))
    if application.partners.all() and application.status != Status.VOID:
        steps.append(Step(_("Partner uit de aanvraag halen"), _url("staff_application_partner", application)))
    if possible_outcomes(application):
        steps.append(Step(_("Beslissing voorbereiden"), _url("draft_decision", application)))
    if "void" in allowed:
        steps.append(Step(_("Nietig verklaren"), _url("void", application)))
    steps.append(Step(_("Ik heb een belang bij deze aanvraag"), _url("declare_own_interest", application)))
    return steps


def _url(name: str, application: Application) -> str:
    return reverse(f"calls:{name}", args=[application.ref])
