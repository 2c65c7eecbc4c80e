"""The agenda of staff: every date that the apps tell of (`register_dates`), by month, and as a calendar file."""

import calendar
import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from pio_portal.calendar_file import Dated, calendar_file
from pio_portal.correspondence.outbox import link
from pio_portal.formats import as_date
from pio_portal.ui.models import CalendarLink
from pio_portal.ui.registry import Item, Span, found, registered

MOST = 300  # of one kind in a month: more than anybody reads
OF_DAY = 4  # shown in the square of a day
BACK, AHEAD = dt.timedelta(days=30), dt.timedelta(days=400)  # what a calendar is told
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, kw_only=True)
class Day:
    """One square of the month. `more` counts the items that do not fit in it."""

    day: dt.date
    items: list[Item]
    is_in_month: bool
    is_today: bool
    more: int = 0

    @property
    def classes(self) -> str:
        """What its square looks like."""
        chosen = (("other", not self.is_in_month), ("today", self.is_today), ("free", not self.items))
        return " ".join(name for name, holds in chosen if holds)


@dataclass(frozen=True, kw_only=True)
class Month:
    """A month with the days around it that fill its weeks. `is_cut`: there is more than is shown."""

    first: dt.date
    days: list[Day]
    is_cut: bool

    @property
    def previous(self) -> dt.date:
        return (self.first - dt.timedelta(days=1)).replace(day=1)

    @property
    def next(self) -> dt.date:
        return (self.first + dt.timedelta(days=31)).replace(day=1)

    @property
    def is_empty(self) -> bool:
        return not any(day.items for day in self.days if day.is_in_month)


def month_of(user, day: dt.date, *, today: dt.date, own: bool, whole: bool = False) -> Month:
    """The month in which a day falls, with what this user may see; `whole` leaves out no item of a day.

    One query for each kind of date.
    """
    weeks = calendar.Calendar().monthdatescalendar(day.year, day.month)
    days = [one for week in weeks for one in week]
    span = Span(begins=_midnight(days[0]), ends=_midnight(days[-1] + dt.timedelta(days=1)), most=MOST, own=own)
    items = found(registered.dates, user, span)
    of_day: dict[dt.date, list[Item]] = {one: [] for one in days}
    for item in items:
        if item.due is not None:
            of_day[as_date(item.due)].append(item)
    shown = None if whole else OF_DAY
    return Month(
        first=day.replace(day=1),
        days=[
            Day(
                day=one,
                items=of_day[one][:shown],
                is_in_month=one.month == day.month,
                is_today=one == today,
                more=0 if whole else max(0, len(of_day[one]) - OF_DAY),
            )
            for one in days
        ],
        is_cut=_is_cut(items),
    )


def file_for(subscription: CalendarLink, now: dt.datetime, *, title: str) -> bytes:
    """What the owner of a link may see from a month ago on, as a calendar file."""
    span = Span(begins=now - BACK, ends=now + AHEAD, most=MOST, own=subscription.own)
    items = found(registered.dates, subscription.user, span)
    return calendar_file([_dated(item, item.due, now) for item in items if item.due is not None], title=title)


def _dated(item: Item, due: dt.date, now: dt.datetime) -> Dated:
    """An item in the calendar of a subscriber, who gets all of it again each time: no version is counted."""
    begins = timezone.localtime(due) if isinstance(due, dt.datetime) else due
    after = begins + HOUR if isinstance(begins, dt.datetime) else begins + dt.timedelta(days=1)
    return Dated(
        name=hashlib.sha256(f"{item.kind}|{item.url}|{item.title}".encode()).hexdigest()[:24],
        title=f"{item.tag}: {item.title}" if item.tag else str(item.title),
        begins=begins,
        ends=item.until if item.until and item.until > due else after,  # type: ignore[operator]  # until is of a moment
        changed_at=now,
        about=str(item.source),
        address=link(item.url),
    )


def _is_cut(items: Iterable[Item]) -> bool:
    numbers: dict[str, int] = {}
    for item in items:
        numbers[item.kind] = numbers.get(item.kind, 0) + 1
    return any(number >= MOST for number in numbers.values())


def _midnight(day: dt.date) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
