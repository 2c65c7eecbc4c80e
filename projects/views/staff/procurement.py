"""Procurements: the list, those of one project, one with its course, and what staff records about it."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.arrival import arrived_on
from pio_portal.change import available
from pio_portal.documents.models import Document
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.enums import ParticipantRole, ProcurementStatus, ProjectState
from projects.models import Lot, Participant, Procurement, Threshold
from projects.procurement.cpv import cpv_doubt, cpv_title
from projects.procurement.forms import LotAwardForm, LotForm, NewProcurementForm
from projects.procurement.interest import reach_of
from projects.procurement.lots import award_lot, change_lot, remove_lot
from projects.procurement.participants import remove_participant
from projects.procurement.regime import estimate_doubt, lots_doubt, procedure_doubt, regime_of
from projects.procurement.workflow import record_procurement, relaunch_procurement
from projects.views.documents import documents_of
from projects.views.procurement_changes import change_page, contract_facts
from projects.views.progress import procurement_line, timeline_events
from projects.views.staff.dossier import dossier, project_crumbs, visible_project
from projects.views.staff.filters import ProcurementFilter
from projects.views.staff.tables import ProcurementTable

# What leads to each transition: its address and its label.
LINKS = {
    "launch": ("projects:launch", gettext_lazy("Lancering vastleggen")),
    "award": ("projects:award", gettext_lazy("Gunning vastleggen")),
    "deliver": ("projects:deliver", gettext_lazy("Oplevering vastleggen")),
    "report_no_tenders": ("projects:no_tenders", gettext_lazy("Geen offertes melden")),
    "cancel": ("projects:cancel", gettext_lazy("Opdracht annuleren")),
    "terminate": ("projects:terminate", gettext_lazy("Opdracht beëindigen")),
}
LAUNCHED = [status for status in ProcurementStatus if status != ProcurementStatus.PREPARED]
# What can be recorded beside the transitions: its address, its label, and in which states.
MORE = (
    ("projects:change_notice", gettext_lazy("Aankondiging verbeteren"), [ProcurementStatus.LAUNCHED]),
    ("projects:sign_contract", gettext_lazy("Contract vastleggen"), [ProcurementStatus.AWARDED]),
    ("projects:amend_contract", gettext_lazy("Contract wijzigen"), [ProcurementStatus.AWARDED]),
    ("projects:deliver_part", gettext_lazy("Deel opleveren"), [ProcurementStatus.AWARDED]),
    ("projects:note_lessons", gettext_lazy("Lessen noteren"), LAUNCHED),
)
LAST_LINES = 5  # of its timeline: the story of the project has all
FORWARD = {"launch", "award", "deliver"}


class ProcurementList(StaffList):
    """Every procurement that this user may see."""

    title = gettext_lazy("Opdrachten")
    nouns = (gettext_lazy("opdracht"), gettext_lazy("opdrachten"))
    queryset = staticmethod(lambda user: Procurement.objects.visible_to(user).for_list())
    filterset_class = ProcurementFilter
    table_class = ProcurementTable
    extra_columns = ("procedure",)
    state_field, states = "status", ProcurementStatus
    similar_fields = ("title", "project__title")
    full_text = True
    search_hint = gettext_lazy("Zoek op titel, klant of referentie")
    order_text = gettext_lazy("jongste lancering eerst")
    empty_text = gettext_lazy("Een opdracht wordt vastgelegd bij haar project.")
    template_name = "projects/staff/procurement_list.html"

    def search(self, rows, q: str):
        return rows.matching(q)


def of_project(request: HttpRequest, ref: str) -> HttpResponse:
    """The procurements of one project."""
    _project, head = dossier(request, ref)
    return render(request, "projects/staff/procurements.html", head)


def procurement(request: HttpRequest, ref: str) -> HttpResponse:
    """One procurement: its dates, its money, who took part, what happened."""
    rows = Procurement.objects.visible_to(request.user).select_related("project__organisation", "relaunch_of")
    shown = get_object_or_404(rows, ref=ref)
    participants, lots = list(shown.participants.all()), list(shown.lots.all())
    for participant in participants:
        participant.procurement = shown
    is_pio = request.user.has_perm("projects.handle_project", shown.project)
    context = {
        "reached": reach_of(shown.project.consultations.all(), participants) if is_pio else [],
        **_judged(shown, lots, shown.launched_on or arrived_on(request)),
        **contract_facts(shown),
        "documents": documents_of(request, shown),
        "letters": Document.objects.of(shown).open_to(request.user).select_related("created_by"),
        "page_url": "projects:staff_document",
        "version_url": "projects:add_version",
        "add_url": reverse("projects:add_procurement_document", args=[ref]),
        "may_give": is_pio and shown.project.state != ProjectState.CLOSED,
        "lots": lots,
        "procurement": shown,
        "project": shown.project,
        "participants": participants,
        "enterprises": _count_enterprises(participants),
        "relaunches": shown.relaunches.order_by("ref"),
        "requests": shown.cofinancing_requests.order_by("-requested_at"),
        "decisions": shown.cofinancing_decisions.order_by("-decided_on", "-ref"),
        "phases": procurement_line(shown),
        "timeline": timeline_events(shown, limit=LAST_LINES),
        "crumbs": [
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=shown.project.ref, url=shown.project.get_staff_url()),
            Crumb(label=shown.ref),
        ],
        **_possible_actions(request, shown),
    }
    return render(request, "projects/staff/procurement.html", context)


def _judged(shown: Procurement, lots: list[Lot], day: date) -> dict[str, Any]:
    """The rules that it falls under on this day, and what does not fit together. Two queries."""
    facts = {"estimate": shown.estimate, "procedure": shown.procedure, "cpv": shown.cpv}
    amounts = Threshold.objects.on(day)
    doubts = [
        estimate_doubt(shown.estimate),
        procedure_doubt(**facts, amounts=amounts),
        lots_doubt(shown.estimate, lots),
    ]
    if (title := cpv_title(shown.cpv)) == "":
        doubts.append(cpv_doubt(shown.cpv))
    return {
        "regime": regime_of(**facts, amounts=amounts),
        "regime_on": day,
        "cpv_title": title,
        "doubts": [doubt for doubt in doubts if doubt],
    }


def _count_enterprises(participants: list[Participant]) -> int:
    """Distinct enterprises that applied or tendered, as I07 counts them."""
    return len({p.identity for p in participants if p.role != ParticipantRole.SUBCONTRACTOR})


def _possible_actions(request: HttpRequest, shown: Procurement) -> dict[str, Any]:
    """What this user can do now, drawn from the table of transitions; nothing when the project does not run."""
    if shown.project.state != ProjectState.ACTIVE:
        return {"primary": None, "others": [], "more": [], "may_change": False}
    possible = available(shown, "status", by=request.user)
    links = {
        transition: (reverse(name, args=[shown.ref]), label)
        for transition, (name, label) in LINKS.items()
        if transition in possible
    }
    may_handle = request.user.has_perm("projects.handle_procurement", shown)
    failed = shown.status in (ProcurementStatus.CANCELLED, ProcurementStatus.NO_TENDERS)
    return {
        "primary": next((link for transition, link in links.items() if transition in FORWARD), None),
        "others": [link for transition, link in links.items() if transition not in FORWARD],
        "may_change": may_handle,
        "may_edit": may_handle and shown.status == ProcurementStatus.PREPARED,
        "more": [
            (reverse(name, args=[shown.ref]), label)
            for name, label, statuses in MORE
            if may_handle and shown.status in statuses
        ],
        "may_award_lots": may_handle and shown.status in (ProcurementStatus.LAUNCHED, ProcurementStatus.AWARDED),
        "may_relaunch": may_handle and failed and shown.launched_on is not None,
    }


# What is recorded


def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a project plans a procurement."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=NewProcurementForm(*sent(request), initial={"title": project.title}, today=arrived_on(request)),
        change=partial(record_procurement, project=project),
        done=_("De opdracht is vastgelegd."),
        back=Procurement.get_staff_url,
        title=_("Opdracht vastleggen"),
        crumbs=project_crumbs(project),
    )


def change(request: HttpRequest, ref: str, *, what: str) -> HttpResponse:
    """Record one thing about a procurement: its plan, its launch, its award and so on."""
    shown = visible_procurement(request, ref)
    return change_page(
        request,
        shown,
        what,
        back=shown.get_staff_url(),
        crumbs=procurement_crumbs(shown),
        template="ui/staff/form_page.html",
    )


def relaunch(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare a failed procurement anew."""
    failed = visible_procurement(request, ref)
    return button(
        request,
        change=partial(relaunch_procurement, procurement=failed),
        done=_("De herlancering staat klaar. Vul de gegevens aan."),
        back=Procurement.get_staff_url,
        otherwise=failed.get_staff_url(),
    )


def participant_remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take out an enterprise that was recorded by mistake."""
    shown = visible_procurement(request, ref)
    rows = Participant.objects.select_related("procurement__project")
    return button(
        request,
        change=partial(remove_participant, participant=get_object_or_404(rows, procurement=shown, pk=pk)),
        done=_("De deelnemer is verwijderd."),
        back=shown.get_staff_url(),
    )


def _lot(request: HttpRequest, ref: str, pk: int) -> Lot:
    """A lot of a procurement that this user may see; else 404."""
    rows = Lot.objects.select_related("procurement__project")
    return get_object_or_404(rows, procurement=visible_procurement(request, ref), pk=pk)


def lot_change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Correct a planned lot."""
    lot = _lot(request, ref, pk)
    return form_page(
        request,
        form=LotForm(*sent(request), initial={"title": lot.title, "estimate": lot.estimate}),
        change=partial(change_lot, lot=lot),
        done=_("Het perceel is bewaard."),
        back=lot.procurement.get_staff_url(),
        title=str(lot),
        crumbs=procurement_crumbs(lot.procurement),
    )


def lot_award(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Record who got this lot."""
    lot = _lot(request, ref, pk)
    initial = {"awarded_on": lot.awarded_on or arrived_on(request), "award_value": lot.award_value}
    return form_page(
        request,
        form=LotAwardForm(*sent(request), initial=initial | {"contractor_name": lot.contractor_name}),
        change=partial(award_lot, lot=lot),
        done=_("De gunning van het perceel is bewaard."),
        back=lot.procurement.get_staff_url(),
        title=_("Gunning van perceel %(lot)s") % {"lot": lot},
        crumbs=procurement_crumbs(lot.procurement),
    )


def lot_remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take out a planned lot."""
    lot = _lot(request, ref, pk)
    return button(
        request,
        change=partial(remove_lot, lot=lot),
        done=_("Het perceel is verwijderd."),
        back=lot.procurement.get_staff_url(),
    )


def procurement_crumbs(shown: Procurement) -> list[Crumb]:
    """The way to a page below a procurement."""
    return [
        Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
        Crumb(label=shown.ref, url=shown.get_staff_url()),
    ]


def visible_procurement(request: HttpRequest, ref: str) -> Procurement:
    """The procurement, when this user may see it; else 404."""
    return get_object_or_404(Procurement.objects.visible_to(request.user).select_related("project"), ref=ref)
