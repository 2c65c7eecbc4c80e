"""Dates as a calendar file (RFC 5545), one way for all that the portal dates.

A calendar that reads the file again finds what it has by `uid`, and takes the version with the higher `sequence`: what
moved is moved, what was cancelled is struck out.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class Dated:
    """Something with a date. `name` tells it from all else in the portal; `sequence` counts what changed since it began.

    It lasts from `begins` until `ends`: moments, or two days, of which the last is no longer part of it.

    `warn` is how long before the begin a calendar gives a sign, and in which words.
    """

    name: str
    title: str
    begins: date
    ends: date
    changed_at: datetime
    sequence: int = 0
    cancelled: bool = False
    where: str = ""
    about: str = ""
    address: str = ""
    warn: tuple[timedelta, str] | None = None


def calendar_file(dates: Iterable[Dated], *, title: str = "") -> bytes:
    """The bytes of the file. Moments are in UTC, so that every calendar shows the right hour."""
    from icalendar import Calendar  # noqa: PLC0415 - slow to load, seldom needed

    calendar = Calendar()
    calendar.add("prodid", "-//PIO//PIO-portaal//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if title:
        calendar.add("x-wr-calname", title)
    for dated in dates:
        calendar.add_component(_event(dated))
    return calendar.to_ical()


def _event(dated: Dated):
    from icalendar import Event  # noqa: PLC0415 - as above

    event = Event()
    event.add("uid", f"{dated.name}@{urlsplit(settings.PORTAL_URL).hostname}")
    event.add("summary", dated.title)
    event.add("dtstamp", dated.changed_at.astimezone(UTC))
    event.add("last-modified", dated.changed_at.astimezone(UTC))
    event.add("sequence", dated.sequence)
    event.add("status", "CANCELLED" if dated.cancelled else "CONFIRMED")
    event.add("dtstart", _universal(dated.begins))
    event.add("dtend", _universal(dated.ends))
    for name, value in (("location", dated.where), ("description", dated.about), ("url", dated.address)):
        if value:
            event.add(name, value)
    if dated.warn and not dated.cancelled:
        event.add_component(_alarm(*dated.warn))
    return event


def _universal(when: date) -> date:
    """A moment in UTC; a day is a day everywhere."""
    return when.astimezone(UTC) if isinstance(when, datetime) else when


def _alarm(before: timedelta, words: str):
    from icalendar import Alarm  # noqa: PLC0415 - as above

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", -before)
    return alarm
