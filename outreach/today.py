"""What events put on Vandaag."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from outreach.enums import EventStatus
from outreach.models import Event
from outreach.rules import TELLERS
from pio_portal.ui.registry import ASKED, Item, Span, register_dates, register_task


@register_task("outreach.hold", roles=TELLERS)
def to_mark_held(_user, now: datetime) -> list[Item]:
    """Past, but nobody noted whether it took place: the projects wait for it."""
    past = Event.objects.awaiting_mark(now).select_related("occasion").past(now)
    return [
        Item(
            title=_("Noteer of “%(title)s” gehouden is") % {"title": event.title},
            url=event.get_staff_url(),
            due=timezone.localdate(event.occasion.starts_at),
            tone="warn",
            tag=_("Activiteit"),
            source=event.ref,
        )
        for event in past[:ASKED]
        if event.occasion.has_ended(now)
    ]


@register_dates("outreach.events", roles=TELLERS)
def sessions(_user, span: Span) -> list[Item]:
    """The events that are announced or were held."""
    rows = Event.objects.filter(span.of("occasion__starts_at"), status__in=EventStatus.taking_place())
    return [
        Item(
            title=event.title,
            url=event.get_staff_url(),
            due=event.occasion.starts_at,
            until=event.occasion.ends_at,
            source=event.ref,
            tag=event.get_kind_display(),
        )
        for event in rows.select_related("occasion").order_by("occasion__starts_at", "pk")[: span.most]
    ]
