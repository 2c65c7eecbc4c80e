"""Preparing, announcing and holding events."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
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
from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at
from pio_portal.audit.workflow import timeline
from pio_portal.change import available
from pio_portal.registrations.views.staff import OccasionPages
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from pio_portal.ui.shapes import Event as Line
from projects.linking import ProjectLinkForm
from projects.views.staff.links import ProjectLinks


class EventList(StaffList):
    """`/beheer/activiteiten/`."""

    title = gettext_lazy("Activiteiten")
    nouns = gettext_lazy("activiteit"), gettext_lazy("activiteiten")
    queryset = staticmethod(
        lambda user: Event.objects.visible_to(user).select_related("occasion").prefetch_related("partners").with_seats()
    )
    filterset_class = EventFilter
    table_class = EventTable
    extra_columns = ("capacity",)
    state_field, states = "status", EventStatus
    similar_fields = ("occasion__title",)
    search_hint = gettext_lazy("Zoek op titel of referentie")
    order_text = gettext_lazy("laatste datum eerst")
    empty_text = gettext_lazy("Maak de eerste activiteit: mensen kunnen zich daarna inschrijven.")
    template_name = "outreach/staff/events.html"


def home() -> Crumb:
    """The list of events."""
    return Crumb(label=EventList.title, url=reverse("outreach:staff_events"))


occasions = OccasionPages(
    rows=Event.objects.visible_to, home=home, namespace="outreach", counted_fields=("total", "source")
)
links = ProjectLinks(
    row=occasions.owner,
    crumbs=occasions.crumbs,
    link_verb=lambda event, **given: link_event(event=event, **given),
    unlink_verb=lambda event, **given: unlink_event(event=event, **given),
)


def create(request: HttpRequest) -> HttpResponse:
    """`/beheer/activiteiten/nieuw/`, with `?project=P-2026-0012` from a project's page."""
    return form_page(
        request,
        form=NewEventForm(*sent(request), initial={"project": query_text(request, "project")}, user=request.user),
        change=create_event,
        done=_("De activiteit is bewaard. Ze is nog niet publiek."),
        back=Event.get_staff_url,
        title=_("Nieuwe activiteit"),
        crumbs=[home()],
    )


def edit(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/activiteiten/<ref>/bewerken/`."""
    event = occasions.owner(request, ref)
    return occasions.form_page(
        request,
        event,
        form=EventForm.of(event, *sent(request)),
        change=partial(change_event, event=event),
        done=_("De wijzigingen zijn bewaard."),
        title=_("Activiteit bewerken"),
    )


def event(request: HttpRequest, ref: str) -> HttpResponse:
    """`/beheer/activiteiten/<ref>/`: how it stands and what can be done."""
    event = occasions.owner(request, ref)
    actions = available(event, "status", by=request.user)
    context = {
        "event": event,
        "occasion": event.occasion,
        "tabs": occasions.tabs(event, "summary"),
        "crumbs": occasions.crumbs(event, at_it=True),
        "actions": actions,
        "awaits_mark": "hold" in actions and event.occasion.has_ended(arrived_at(request)),
        "partners": event.partners.all(),
        "projects": event.projects.select_related("organisation").order_by("ref"),
        "link_form": ProjectLinkForm(user=request.user).posted_to(reverse("outreach:link_event", args=[ref])),
        "events": [Line(at=line.at, text=line.sentence) for line in timeline(event)],
    }
    return render(request, "outreach/staff/event.html", context)


def publish(request: HttpRequest, ref: str) -> HttpResponse:
    """Announce it."""
    event = occasions.owner(request, ref)
    return button(
        request,
        change=partial(publish_event, event=event),
        done=_("De activiteit staat op de publieke site. Mensen kunnen zich inschrijven."),
        back=event.get_staff_url(),
    )


def hold(request: HttpRequest, ref: str) -> HttpResponse:
    """Note that it took place."""
    event = occasions.owner(request, ref)
    return button(
        request,
        change=partial(hold_event, event=event),
        done=_("Genoteerd: de activiteit is gehouden."),
        back=event.get_staff_url(),
    )


def cancel(request: HttpRequest, ref: str) -> HttpResponse:
    """Call it off, with a reason."""
    return occasions.cancel(
        request,
        ref,
        verb=lambda event, **given: cancel_event(event=event, **given),
        title=_("Activiteit annuleren"),
        done=_("De activiteit is geannuleerd. Wie ingeschreven is, krijgt een mail."),
    )
