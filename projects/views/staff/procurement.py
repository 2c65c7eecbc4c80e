"""What staff does with a procurement."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act, press
from pio_portal.ui.shapes import Crumb
from projects.models import Participant, Procurement, Project
from projects.procurement.forms import AwardForm, DeliverForm, EndForm, LaunchForm, ParticipantForm, ProcurementForm
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
from projects.views.dossier import crumbs_of


def found(request: HttpRequest, ref: str) -> Procurement:
    """The procurement, when this user may see it."""
    return get_object_or_404(Procurement.objects.visible_to(request.user).select_related("project"), ref=ref)


def crumbs(procurement: Procurement) -> list[Crumb]:
    """The way to a page below a procurement."""
    return [
        Crumb(label=_("Opdrachten"), url=reverse("projects:staff_procurements")),
        Crumb(label=procurement.ref, url=procurement.get_staff_url()),
    ]


def record(request: HttpRequest, ref: str) -> HttpResponse:
    """Record that a project plans a procurement."""
    project = get_object_or_404(Project.objects.visible_to(request.user), ref=ref)
    return act(
        request,
        form=ProcurementForm(request.POST or None, initial={"title": project.title}),
        change=partial(record_procurement, project=project),
        title=_("Opdracht vastleggen"),
        submit=_("Opdracht vastleggen"),
        done=_("De opdracht is vastgelegd."),
        back=lambda made: made.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def on_procurement(
    request: HttpRequest,
    ref: str,
    *,
    form: type[forms.Form],
    change: Callable[..., Any],
    title: str,
    done: str,
    initial: Callable[[Procurement], dict[str, Any]] = lambda _procurement: {},
    **page: Any,
) -> HttpResponse:
    """A page with one form that changes one procurement."""
    procurement = found(request, ref)
    return act(
        request,
        form=form(request.POST or None, initial=initial(procurement)),
        change=partial(change, procurement=procurement),
        title=title,
        done=done,
        back=procurement.get_staff_url(),
        crumbs=crumbs(procurement),
        **page,
    )


def today(name: str) -> Callable[[Procurement], dict[str, Any]]:
    """A form that begins with today in this field."""
    return lambda _procurement: {name: localdate()}


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Correct what is planned."""
    return on_procurement(
        request,
        ref,
        form=ProcurementForm,
        change=edit_procurement,
        title=_("Gegevens van de opdracht"),
        done=_("De gegevens zijn bewaard."),
        initial=lambda p: {name: getattr(p, name) for name in ("title", "procedure", "cpv", "estimate")},
    )


def launch(request: HttpRequest, ref: str) -> HttpResponse:
    """The notice went out."""
    return on_procurement(
        request,
        ref,
        form=LaunchForm,
        change=launch_procurement,
        title=_("Lancering vastleggen"),
        done=_("De opdracht is gelanceerd."),
        initial=today("launched_on"),
    )


def award(request: HttpRequest, ref: str) -> HttpResponse:
    """The contract was given."""
    return on_procurement(
        request,
        ref,
        form=AwardForm,
        change=award_procurement,
        title=_("Gunning vastleggen"),
        done=_("De opdracht is gegund."),
        initial=today("awarded_on"),
    )


def deliver(request: HttpRequest, ref: str) -> HttpResponse:
    """The result was accepted."""
    return on_procurement(
        request,
        ref,
        form=DeliverForm,
        change=deliver_procurement,
        title=_("Oplevering vastleggen"),
        done=_("De opdracht is opgeleverd. Plan nu hoe de ervaring wordt gedeeld."),
        initial=today("delivered_on"),
    )


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Give the procurement up."""
    return on_procurement(
        request,
        ref,
        form=EndForm,
        change=cancel_procurement,
        title=_("Opdracht annuleren"),
        intro=_("Een geannuleerde opdracht komt niet terug. Was ze al gelanceerd, dan kunt u ze opnieuw lanceren."),
        submit=_("Opdracht annuleren"),
        destroy=True,
        done=_("De opdracht is geannuleerd."),
        initial=today("ended_on"),
    )


def no_tenders(request: HttpRequest, ref: str) -> HttpResponse:
    """Nobody tendered, or nobody usably."""
    return on_procurement(
        request,
        ref,
        form=EndForm,
        change=report_no_tenders,
        title=_("Geen geschikte offertes"),
        done=_("Vastgelegd: geen geschikte offertes."),
        initial=today("ended_on"),
    )


def terminate(request: HttpRequest, ref: str) -> HttpResponse:
    """End the contract before it delivered."""
    return on_procurement(
        request,
        ref,
        form=EndForm,
        change=terminate_procurement,
        title=_("Opdracht beëindigen"),
        intro=_("De uitvoering stopt voor de oplevering. Dit kan niet ongedaan worden gemaakt."),
        submit=_("Opdracht beëindigen"),
        destroy=True,
        done=_("De opdracht is beëindigd."),
        initial=today("ended_on"),
    )


def relaunch(request: HttpRequest, ref: str) -> HttpResponse:
    """Prepare a failed procurement anew."""
    procurement = found(request, ref)
    return press(
        request,
        change=partial(relaunch_procurement, procurement=procurement),
        done=_("De herlancering staat klaar. Vul de gegevens aan."),
        back=lambda made: made.get_staff_url(),
        otherwise=procurement.get_staff_url(),
    )


def participant(request: HttpRequest, ref: str) -> HttpResponse:
    """Record an enterprise that applied or tendered."""
    return on_procurement(
        request,
        ref,
        form=ParticipantForm,
        change=add_participant,
        title=_("Deelnemer toevoegen"),
        submit=_("Toevoegen"),
        done=_("De deelnemer is toegevoegd."),
    )


def take_out(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take out an enterprise that was recorded by mistake."""
    procurement = found(request, ref)
    row = get_object_or_404(Participant.objects.select_related("procurement__project"), procurement=procurement, pk=pk)
    return press(
        request,
        change=partial(remove_participant, participant=row),
        done=_("De deelnemer is weggehaald."),
        back=procurement.get_staff_url(),
    )
