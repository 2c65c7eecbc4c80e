"""Which days people work, and counting in them."""

import ast
import datetime as dt
from pathlib import Path

import pytest

from pio_portal.workdays import is_working_day, one_working_day_before, working_day_from, working_days_after

BASE = Path(__file__).resolve().parent.parent
CODE = ("pio_portal", "calls", "projects", "consultations", "cofinancing", "outreach", "reporting", "demo")


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "works"),
    [
        ("2026-03-03", True),
        ("2026-03-07", False),  # Saturday
        ("2026-04-06", False),  # Easter Monday
        ("2026-05-14", False),  # Ascension
        ("2026-07-21", False),
        ("2026-12-25", False),
        ("2031-04-14", False),  # Easter Monday, years ahead
        ("2026-07-14", True),  # a holiday elsewhere
    ],
)
def test_weekends_and_belgian_holidays_are_no_working_days(text, works):
    assert is_working_day(day(text)) is works


@pytest.mark.parametrize(
    ("begin", "number", "end"),
    [
        ("2026-03-03", 1, "2026-03-04"),
        ("2026-03-06", 1, "2026-03-09"),  # over a weekend
        ("2026-04-02", 2, "2026-04-07"),  # over Easter
        ("2026-04-04", 1, "2026-04-07"),  # from a Saturday
        ("2026-03-06", 10, "2026-03-20"),
    ],
)
def test_counting_working_days_goes_over_weekends_and_holidays(begin, number, end):
    assert working_days_after(day(begin), number) == day(end)


def test_the_first_working_day_from_a_day_may_be_that_day():
    assert working_day_from(day("2026-03-03")) == day("2026-03-03")
    assert working_day_from(day("2026-04-04")) == day("2026-04-07")


@pytest.mark.parametrize(
    ("now", "before"),
    [
        ("2026-03-03 10:00", "2026-03-02 10:00"),  # Tuesday: Monday
        ("2026-03-02 10:00", "2026-02-27 10:00"),  # Monday: Friday
        ("2026-03-01 10:00", "2026-02-27 10:00"),  # Sunday: Friday
        ("2026-01-02 10:00", "2025-12-31 10:00"),  # the day after New Year
    ],
)
def test_the_working_day_before_skips_weekends_and_holidays(now, before):
    zone = dt.timezone(dt.timedelta(hours=1))
    moment = dt.datetime.strptime(now, "%Y-%m-%d %H:%M").replace(tzinfo=zone)
    assert one_working_day_before(moment) == dt.datetime.strptime(before, "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def test_nothing_else_decides_which_days_people_work():
    """A module that asks which day of the week it is, to skip weekends, knows no holidays."""
    asks = {
        str(path.relative_to(BASE))
        for app in CODE
        for path in (BASE / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Attribute) and node.attr in {"weekday", "isoweekday"}
    }
    assert asks == {"pio_portal/workdays.py"}
