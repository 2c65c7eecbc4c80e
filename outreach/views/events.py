"""Preparing, announcing and holding events."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.enums import EventStatus
from outreach.filters import EventFilter
from outreach.forms import EventForm, NewEventForm
from outreach.models import Event
from outreach.tables import EventTable
from outreach.workflow.event import (
    cancel_event,
    change_event,
    create_event,
    hold_event,
    link_event,
    publish_event,
    unlink_event,
)
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.registrations.forms import ReasonForm
from pio_portal.registrations.views.desk import RegistrationDesk
from pio_portal.ui.acting import pressed, submitted
from pio_portal.ui.lists import StaffList
from pio_portal.ui.shapes import Event as Line
from pio_portal.ui.shapes import Tab
from projects.linking import ProjectLinkForm
from projects.models import Project


class EventList(StaffList):
    """`/beheer/activiteiten/`."""

    title = gettext_lazy("Activiteiten")
    nouns = gettext_lazy("activiteit"), gettext_lazy("activiteiten")
    queryset = staticmethod(
        lambda user: Event.objects.visible_to(user).select_related("occasion").prefetch_related("partners").with_seats()
    )
    filterset_class = EventFilter
    table_class = EventTable
    state_field, states = "status", EventStatus
    similar_fields = ("occasion__title",)
    search_hint = gettext_lazy("Zoek op titel of referentie")
    order_text = gettext_lazy("laatste datum eerst")
    empty_text = gettext_lazy("Maak de eerste activiteit: mensen kunnen zich daarna inschrijven.")
    template_name = "outreach/staff/events.html"


def tabs_of(event: Event, current: str) -> list[Tab]:
    """The pages of one event. Needs `with_seats()`."""
    return [
        Tab(label=_("Overzicht"), url=event.get_staff_url(), current=current == "summary"),
        Tab(
            label=_("Inschrijvingen"),
            url=reverse("outreach:registrations", args=[event.ref]),
            current=current == "registrations",
            count=event.seats_taken + event.waiting,
        ),
    ]


desk = RegistrationDesk(
    queryset=Event.objects.visible_to,
    list_name="outreach:registrations",
    cancel_name="outreach:registration_cancel",
    counted_name="outreach:counted",
    counted_fields=("total", "source"),
    tabs=tabs_of,
)


def create(request: HttpRequest) -> HttpResponse:
    """`/beheer/activiteiten/nieuw/`, with `?project=P-2026-0012` from a project's page."""
    initial = {"project": request.GET.get("project", "")}
    form = NewEventForm(request.POST or None, initial=initial, user=request.user)
    made: list[Event] = []

    def change(data: dict) -> None:
        project = data["project"]
        made.append(create_event(**form.event_data, project=project, by=request.user, at=timezone.now()))

    if submitted(request, form, change, _("De activiteit is bewaard. Ze is nog niet publiek.")):
        return redirect(made[0].get_staff_url())
    context = {"form": form, "title": _("Nieuwe activiteit"), "cancel_url": reverse("outreach:staff_events")}
    return render(request, "beheer/form.html", context)


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/activiteiten/<ref>/bewerken/`."""
    shown = _event(request, ref)
    form = EventForm.of(shown, request.POST or None)

    def change(_data: dict) -> None:
        change_event(event=shown, **form.event_data, by=request.user, at=timezone.now())

    if submitted(request, form, change, _("De wijzigingen zijn bewaard.")):
        return redirect(shown.get_staff_url())
    context = {"form": form, "title": shown.title, "cancel_url": shown.get_staff_url()}
    return render(request, "beheer/form.html", context)


def event(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/activiteiten/<ref>/`: how it stands and what can be done."""
    shown = _event(request, ref)
    actions = available(shown, "status", by=request.user)
    context = {
        "event": shown,
        "occasion": shown.occasion,
        "tabs": tabs_of(shown, "summary"),
        "actions": actions,
        "awaits_mark": "hold" in actions and shown.occasion.has_ended(timezone.now()),
        "partners": shown.partners.all(),
        "projects": shown.projects.select_related("organisation").order_by("ref"),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("outreach:link_event", args=[ref])),
        "events": [Line(at=line.at, text=line.sentence) for line in timeline(shown)],
    }
    return render(request, "outreach/staff/event.html", context)


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Announce it."""
    shown = _event(request, ref)
    pressed(
        request,
        lambda: publish_event(event=shown, by=request.user, at=timezone.now()),
        _("De activiteit staat op de publieke site. Mensen kunnen zich inschrijven."),
    )
    return redirect(shown.get_staff_url())


def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that it took place."""
    shown = _event(request, ref)
    pressed(
        request,
        lambda: hold_event(event=shown, by=request.user, at=timezone.now()),
        _("Genoteerd: de activiteit is gehouden."),
    )
    return redirect(shown.get_staff_url())


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call it off, with a reason."""
    shown = _event(request, ref)
    form = ReasonForm(request.POST or None)

    def change(data: dict) -> None:
        cancel_event(event=shown, reason=data["reason"], by=request.user, at=timezone.now())

    if submitted(request, form, change, _("De activiteit is geannuleerd. Wie ingeschreven is, krijgt een mail.")):
        return redirect(shown.get_staff_url())
    form.helper.cancel_url = shown.get_staff_url()
    context = {"owner": shown, "form": form, "title": _("Activiteit annuleren"), "intro": ""}
    return render(request, "registrations/staff/form.html", context)


def link(request: HttpRequest, ref: str) -> HttpResponse:
    """Link a project."""
    shown = _event(request, ref)
    form = ProjectLinkForm(request.POST, user=request.user)
    if not form.is_valid():
        context = {"form": form, "title": shown.title, "cancel_url": shown.get_staff_url()}
        return render(request, "beheer/form.html", context)
    project = form.cleaned_data["project"]
    pressed(
        request,
        lambda: link_event(event=shown, project=project, by=request.user, at=timezone.now()),
        _("Project %(ref)s is gekoppeld.") % {"ref": project.ref},
    )
    return redirect(shown.get_staff_url())


def unlink(request: HttpRequest, ref: str, project: str) -> HttpResponse:
    """Take the link of a project away."""
    shown = _event(request, ref)
    linked = get_object_or_404(Project.objects.visible_to(request.user), ref=project)
    pressed(
        request,
        lambda: unlink_event(event=shown, project=linked, by=request.user, at=timezone.now()),
        _("Project %(ref)s is ontkoppeld.") % {"ref": linked.ref},
    )
    return redirect(shown.get_staff_url())


def _event(request: HttpRequest, ref: str) -> Event:
    return get_object_or_404(Event.objects.visible_to(request.user).select_related("occasion").with_seats(), ref=ref)
