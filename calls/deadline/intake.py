"""How a submission round fills: what was begun and handed in per day, and which reminders left."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.deadline.forms import before_text
from calls.enums import ApplicationStatus as Status
from calls.enums import ReminderKind
from calls.models import Application, Reminder, Round
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Bar

TOLD = 2  # days that are named when they are alike
SHOWN = 14  # days of the picture; the table has all days on which something happened


@dataclass(frozen=True)
class Day:
    """What happened on one day, in Brussels."""

    day: dt.date
    begun: int = 0
    submitted: int = 0


@dataclass(frozen=True)
class Moment:
    """One reminder of a round: how long before, when that is, and how many drafts it left for."""

    before: str
    at: dt.datetime
    over: bool
    sent: int


def days(shown: Round, now: dt.datetime) -> list[Day]:
    """The days on which an application was begun or handed in, and the last days that the round was open. Two queries."""
    rows = Application.objects.filter(round=shown).exclude(status=Status.VOID)
    begun, submitted = _per_day(rows, "created_at"), _per_day(rows, "submitted_at")
    last = timezone.localdate(min(now, shown.closes_at))
    first = max(timezone.localdate(shown.opens_at), last - dt.timedelta(days=SHOWN - 1))
    shown_days = {first + dt.timedelta(days=n) for n in range((last - first).days + 1)} if first <= last else set()
    return [Day(day, begun[day], submitted[day]) for day in sorted(shown_days | begun.keys() | submitted.keys())]


def bars(filled: list[Day]) -> list[Bar]:
    """The last days as bars of what was handed in, the newest in accent; a label is the day of the month."""
    last = filled[-SHOWN:]
    return [Bar(label=d.day.day, value=d.submitted, current=d is last[-1]) for d in last]


def reminders(shown: Round, now: dt.datetime) -> list[Moment]:
    """The reminders before the closing of today, the earliest first, with the number of drafts that each was sent for.

    Those sent before an earlier closing of the round count too. One query.
    """
    left = Reminder.objects.filter(application__round=shown, kind=ReminderKind.CLOSING).values_list("hours")
    sent = dict(left.annotate(n=Count("application", distinct=True)))
    moments = [(hours, shown.closes_at - dt.timedelta(hours=hours)) for hours in sorted(shown.reminder_hours)[::-1]]
    return [Moment(before_text(hours), at, at <= now, sent.get(hours, 0)) for hours, at in moments]


def _per_day(rows, field: str) -> Counter[dt.date]:
    found = rows.filter(**{f"{field}__isnull": False}).annotate(day=TruncDate(field)).values_list("day")
    return Counter(dict(found.annotate(n=Count("pk")).order_by("day")))


def headline(filled: list[Day]) -> str:
    """From when to when the picture runs, and its busiest day or days, in two sentences."""
    if not any(d.submitted for d in filled):
        return _("Er is nog niets ingediend.")
    last = filled[-SHOWN:]
    picture = _("Het beeld toont %(first)s tot %(last)s.") % {
        "first": day_text(last[0].day),
        "last": day_text(last[-1].day),
    }
    return f"{picture} {_busiest(last)}"


def _busiest(shown: list[Day]) -> str:
    """The busiest day of the picture. Two that are alike are both named, more are counted."""
    most = max(d.submitted for d in shown)
    if not most:
        return _("In die dagen kwam er niets binnen.")
    days = [day_text(d.day) for d in shown if d.submitted == most]
    if most == 1:
        if len(days) == 1:
            return _("In die dagen kwam er één aanvraag binnen, op %(day)s.") % {"day": days[0]}
        return _("In die dagen kwamen er %(n)d aanvragen binnen, telkens één per dag.") % {"n": len(days)}
    if len(days) > TOLD:
        return _("Op %(days)d dagen kwamen er het meest aanvragen binnen, telkens %(n)d.") % {
            "days": len(days),
            "n": most,
        }
    if len(days) == TOLD:
        return _("De meeste aanvragen kwamen binnen op %(one)s en %(other)s, telkens %(n)d.") % {
            "one": days[0],
            "other": days[1],
            "n": most,
        }
    return _("De meeste aanvragen (%(n)d) kwamen binnen op %(day)s.") % {"n": most, "day": days[0]}
