"""Working days: neither a weekend nor a Belgian holiday. The one place that knows which days those are."""

from datetime import date, datetime, timedelta

import holidays
from django.utils import timezone

SATURDAY = 5
DAY = timedelta(days=1)
HOLIDAYS = holidays.country_holidays(
    "BE"
)  # the ten of the law, and the Sundays of Easter and Pentecost; by year, when asked


def is_working_day(day: date) -> bool:
    """Whether people are at work on this day."""
    return day.weekday() < SATURDAY and day not in HOLIDAYS


def working_day_from(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def working_days_after(day: date, number: int) -> date:
    """The working day that is so many working days after this day: 1 is the next one."""
    for _each in range(number):
        day = working_day_from(day + DAY)
    return day


def one_working_day_before(now: datetime) -> datetime:
    """The same hour on the working day before this one."""
    before = timezone.localtime(now) - DAY
    while not is_working_day(before.date()):
        before -= DAY
    return before
