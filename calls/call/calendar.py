"""The dates of a call as a calendar file."""

from datetime import UTC, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from calls.models import Call

WARN_BEFORE = timedelta(days=7)


def of_call(call: Call, address: str) -> bytes:
    """An .ics file with each closing moment (in UTC, so that every calendar shows the right hour) and a warning."""
    from icalendar import Alarm, Calendar, Event  # noqa: PLC0415 - slow to load, seldom needed

    calendar = Calendar()
    calendar.add("prodid", "-//PIO//Portaal//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", call.title)
    for current in call.rounds.all():
        event = Event()
        event.add("uid", f"indiendatum-{call.code}-{current.number}@pio")
        event.add("summary", _("Indiendatum %(n)d, %(call)s") % {"n": current.number, "call": call.title})
        event.add("description", _("Tot dit moment kunt u een aanvraag indienen: %(address)s") % {"address": address})
        event.add("url", address)
        event.add("dtstamp", (call.published_at or timezone.now()).astimezone(UTC))
        event.add("dtstart", current.closes_at.astimezone(UTC))
        event.add("dtend", current.closes_at.astimezone(UTC))
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _("Nog een week om in te dienen"))
        alarm.add("trigger", -WARN_BEFORE)
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar.to_ical()
