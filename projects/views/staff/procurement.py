"""Procurements: the list, those of one project, one with its course, and what staff records about it."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.arrival import arrived_on
from pio_portal.change import available
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.enums import ParticipantRole, ProcurementStatus, ProjectState
from projects.models import Participant, Procurement
from projects.procurement.forms import (
    AwardForm,
    CancelForm,
    DeliverForm,
    EndForm,
    LaunchForm,
    NewProcurementForm,
    ParticipantForm,
    ProcurementForm,
    TerminateForm,
)
from projects.procurement.participants import add_participant, remove_participant
from projects.procurement.workflow import (
    award_procurement,
    cancel_procurement,
    deliver_procurement,
    edit_procurement,
    launch_procurement,
    record_procurement,
    relaunch_procurement,
    report_no_tenders,
    terminate_procurement,
)
from projects.views.progress import timeline_events
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
FORWARD = {"launch", "award", "deliver"}


class ProcurementList(StaffList):
    """Every procurement that this user may see."""

    title = gettext_lazy("Opdrachten")
    nouns = (gettext_lazy("opdracht"), gettext_lazy("opdrachten"))
    queryset = staticmethod(lambda user: Procurement.objects.visible_to(user).for_list())
    filterset_class = ProcurementFilter
    table_class = ProcurementTable
    state_field, states = "status", ProcurementStatus
    similar_fields = ("title", "project__title")
    full_text = True
    search_hint = gettext_lazy("Zoek op titel, klant of referentie")
    order_text = gettext_lazy("jongste lancering eerst")
    empty_text = gettext_lazy("Een opdracht wordt vastgelegd bij haar project.")

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
    participants = list(shown.participants.all())
    context = {
        "procurement": shown,
        "project": shown.project,
        "participants": participants,
        "enterprises": _count_enterprises(participants),
        "relaunches": shown.relaunches.order_by("ref"),
        "requests": shown.cofinancing_requests.order_by("-requested_at"),
        "decisions": shown.cofinancing_decisions.order_by("-decided_on", "-ref"),
        "timeline": timeline_events(shown),
        "crumbs": [
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=shown.project.ref, url=shown.project.get_staff_url()),
            Crumb(label=shown.ref),
        ],
        **_possible_actions(request, shown),
    }
    return render(request, "projects/staff/procurement.html", context)


def _count_enterprises(participants: list[Participant]) -> int:
    """Distinct enterprises that applied or tendered, as I07 counts them."""
    return len({p.identity for p in participants if p.role != ParticipantRole.SUBCONTRACTOR})


def _possible_actions(request: HttpRequest, shown: Procurement) -> dict[str, Any]:
    """What this user can do now, drawn from the table of transitions; nothing when the project does not run."""
    if shown.project.state != ProjectState.ACTIVE:
        return {"primary": None, "others": [], "may_change": False}
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
        "may_relaunch": may_handle and failed and shown.launched_on is not None,
    }


# What is recorded


def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a project plans a procurement."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=NewProcurementForm(*sent(request), initial={"title": project.title}),
        change=partial(record_procurement, project=project),
        done=_("De opdracht is vastgelegd."),
        back=Procurement.get_staff_url,
        title=_("Opdracht vastleggen"),
        crumbs=project_crumbs(project),
    )


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct what is planned."""
    shown = _visible_procurement(request, ref)
    return _record_page(
        request,
        shown,
        form_class=ProcurementForm,
        initial={name: getattr(shown, name) for name in ("title", "procedure", "cpv", "estimate")},
        form_options={"about": shown.project},
        change=edit_procurement,
        title=_("Gegevens van de opdracht"),
        done=_("De gegevens zijn bewaard."),
    )


def launch(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the notice went out."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=LaunchForm,
        initial={"launched_on": arrived_on(request)},
        change=launch_procurement,
        title=_("Lancering vastleggen"),
        done=_("De opdracht is gelanceerd."),
    )


def award(request: HttpRequest, ref: str) -> HttpResponse:
    """Record who got the contract."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=AwardForm,
        initial={"awarded_on": arrived_on(request)},
        change=award_procurement,
        title=_("Gunning vastleggen"),
        done=_("De opdracht is gegund."),
    )


def deliver(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that the whole result was accepted."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=DeliverForm,
        initial={"delivered_on": arrived_on(request)},
        change=deliver_procurement,
        title=_("Oplevering vastleggen"),
        done=_("De opdracht is opgeleverd. Plan nu hoe de ervaring wordt gedeeld."),
    )


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the procurement up before its award."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=CancelForm,
        initial={"ended_on": arrived_on(request)},
        change=cancel_procurement,
        title=_("Opdracht annuleren"),
        intro=_("Een geannuleerde opdracht komt niet terug. Was ze al gelanceerd, dan kunt u ze opnieuw lanceren."),
        done=_("De opdracht is geannuleerd."),
    )


def no_tenders(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that there were no tenders, or none that could be used."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=EndForm,
        initial={"ended_on": arrived_on(request)},
        change=report_no_tenders,
        title=_("Geen geschikte offertes"),
        done=_("Vastgelegd: geen geschikte offertes."),
    )


def terminate(request: HttpRequest, ref: str) -> HttpResponse:
    """End the contract before its delivery."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=TerminateForm,
        initial={"ended_on": arrived_on(request)},
        change=terminate_procurement,
        title=_("Opdracht beëindigen"),
        intro=_("De uitvoering stopt voor de oplevering. Dit kan niet ongedaan worden gemaakt."),
        done=_("De opdracht is beëindigd."),
    )


def relaunch(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare a failed procurement anew."""
    failed = _visible_procurement(request, ref)
    return button(
        request,
        change=partial(relaunch_procurement, procurement=failed),
        done=_("De herlancering staat klaar. Vul de gegevens aan."),
        back=Procurement.get_staff_url,
        otherwise=failed.get_staff_url(),
    )


def participant(request: HttpRequest, ref: str) -> HttpResponse:
    """Record an enterprise that applied or tendered."""
    return _record_page(
        request,
        _visible_procurement(request, ref),
        form_class=ParticipantForm,
        change=add_participant,
        title=_("Deelnemer toevoegen"),
        done=_("De deelnemer is toegevoegd."),
    )


def participant_remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take out an enterprise that was recorded by mistake."""
    shown = _visible_procurement(request, ref)
    rows = Participant.objects.select_related("procurement__project")
    return button(
        request,
        change=partial(remove_participant, participant=get_object_or_404(rows, procurement=shown, pk=pk)),
        done=_("De deelnemer is verwijderd."),
        back=shown.get_staff_url(),
    )


def _record_page(
    request: HttpRequest,
    shown: Procurement,
    *,
    form_class: type[forms.Form],
    change: Callable[..., Any],
    title: str,
    done: str,
    initial: Mapping[str, Any] | None = None,
    form_options: Mapping[str, Any] | None = None,
    intro: str = "",
) -> HttpResponse:
    """A page with one form that changes one procurement, below its dossier."""
    return form_page(
        request,
        form=form_class(*sent(request), initial=initial, **form_options or {}),
        change=partial(change, procurement=shown),
        done=done,
        back=shown.get_staff_url(),
        title=title,
        intro=intro,
        crumbs=[
            Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
            Crumb(label=shown.ref, url=shown.get_staff_url()),
        ],
    )


def _visible_procurement(request: HttpRequest, ref: str) -> Procurement:
    """The procurement, when this user may see it; else 404."""
    return get_object_or_404(Procurement.objects.visible_to(request.user).select_related("project"), ref=ref)
