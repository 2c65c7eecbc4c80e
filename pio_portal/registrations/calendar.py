"""An occasion as a file for one's own calendar."""

from datetime import datetime, timedelta

from pio_portal.correspondence.outbox import link
from pio_portal.registrations.models import Occasion

LASTS = timedelta(hours=2)  # where no end is known


def calendar_of(occasion: Occasion, *, address: str, at: datetime) -> bytes:
    """An iCalendar file (RFC 5545) with the occasion; the occasion has a start."""
    from icalendar import Calendar, Event  # noqa: PLC0415 - slow to load, seldom needed

    event = Event()
    event.add("uid", f"bijeenkomst-{occasion.pk}@{link('').split('//')[-1].split(':')[0]}")
    event.add("summary", occasion.title)
    event.add("dtstamp", at)
    event.add("dtstart", occasion.starts_at)
    event.add("dtend", occasion.ends_at or occasion.starts_at + LASTS)
    if occasion.where:
        event.add("location", occasion.where)
    event.add("url", link(address))
    calendar = Calendar()
    calendar.add("prodid", "-//PIO//PIO-portaal//NL")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()
