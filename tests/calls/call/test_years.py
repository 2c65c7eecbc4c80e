"""The years of the open call side by side."""

import datetime as dt

import pytest
import time_machine
from django.utils import timezone

from calls.call import years
from calls.call.workflow import Period
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Call, Theme
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import organisation, user
from tests.pages import text
from tests.queries import steady

pytestmark = pytest.mark.django_db
DAY = make.DAY
NOW = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)


def noon(year, month, day):
    return dt.datetime(year, month, day, 12, tzinfo=timezone.get_default_timezone())


def call_of(year, *closings, **fields):
    """A published call with a round of a month before each closing."""
    rounds = [Period(closes - 30 * DAY, closes) for closes in closings]
    return make.call(year=year, rounds=rounds, at=closings[0] - 40 * DAY, **fields)


def handed_in(call, number, submitted_at, *, decided_on=None, handler=None, status=None):
    """An application as it would be after its handling: only its dates matter here."""
    status = status or (Status.SELECTED if decided_on else Status.SUBMITTED)
    made = Application.objects.create(
        ref=f"A-{Application.objects.count()}",
        call=call,
        round=call.rounds.get(number=number),
        form=call.form,
        organisation=organisation(),
        title="Test",
        handler=handler,
    )
    return make.in_state(made, status, at=submitted_at, decided_on=decided_on)


def test_nothing_yet():
    assert years.years(NOW) == []
    assert years.in_words([]) == "Vergelijken kan nog niet: er is geen afgesloten jaar met twee of drie indiendata."


def test_a_year_counts_its_dates_and_what_came_in_the_last_day():
    closes = noon(2024, 3, 15)
    call = call_of(2024, closes, noon(2024, 9, 15))
    for before in (dt.timedelta(seconds=1), dt.timedelta(hours=24), dt.timedelta(hours=24, seconds=1)):
        handed_in(call, 1, closes - before)
    handed_in(call, 1, closes + dt.timedelta(hours=3))  # with an extension
    handed_in(call, 2, None, status=Status.DRAFT)

    (year,) = years.years(NOW)

    assert [(d.number, d.applications, d.last_day, d.over) for d in year.dates] == [(1, 4, 2, True), (2, 0, 0, True)]
    assert (year.applications, year.per_date, year.last_day_share) == (4, 2.0, 0.5)


def test_days_to_a_decision_are_median_and_mean():
    call = call_of(2024, noon(2024, 3, 15))
    for before, after in ((5, 10), (3, 20), (1, 60)):
        decided = noon(2024, 3, 15).date() + after * DAY
        handed_in(call, 1, noon(2024, 3, 15) - before * DAY, decided_on=decided)
    handed_in(call, 1, noon(2024, 3, 1))

    (year,) = years.years(NOW)

    assert (year.decided, year.median_days, year.mean_days) == (3, 23.0, 33.0)
    assert (year.median_from_closing, year.mean_from_closing) == (20.0, 30.0)


def test_what_is_unknown_is_not_zero():
    (year,) = years.years(NOW) if call_of(2024, noon(2024, 3, 15)) else ()
    unknown = (year.last_day_share, year.median_days, year.mean_from_closing, year.per_handler, year.busiest)
    assert unknown == (None, None, None, None, None)
    assert (year.applications, year.per_date) == (0, 0.0)


def test_an_imported_row_without_its_moment_counts_and_its_share_stays_unknown():
    call = call_of(2024, noon(2024, 3, 15))
    row = handed_in(call, 1, noon(2024, 3, 1))
    Application.objects.filter(pk=row.pk).update(imported=True, submitted_at=None)
    (year,) = years.years(NOW)
    assert (year.applications, year.last_day_share) == (1, None)


def test_a_date_that_is_still_open_counts_no_last_day():
    call = call_of(2026, NOW + 5 * DAY)
    handed_in(call, 1, NOW - DAY)
    (year,) = years.years(NOW)
    assert (year.is_over, year.applications, year.per_date, year.last_day_share) == (False, 1, None, None)


def test_a_year_that_runs_has_all_its_dates_and_a_year_that_has_not_begun_is_left_out():
    call_of(2026, NOW - 5 * DAY, NOW + 100 * DAY)
    call_of(2027, NOW + 400 * DAY)
    assert [(y.year, len(y.dates), y.is_over) for y in years.years(NOW)] == [(2026, 2, False)]


def test_load_is_the_month_with_most_in_hand_over_months_without_movement():
    call = call_of(2024, noon(2024, 3, 15))
    handed_in(call, 1, noon(2024, 3, 1), decided_on=dt.date(2024, 6, 3))
    handed_in(call, 1, noon(2024, 3, 2), decided_on=dt.date(2024, 3, 30))
    handed_in(call, 1, noon(2024, 3, 3))
    year = years.years(NOW)[0]
    assert (year.busiest_month, year.busiest) == (dt.date(2024, 3, 1), 3)
    call_of(2025, noon(2025, 3, 15))
    assert [(y.year, y.busiest_month, y.busiest) for y in years.years(NOW)][1] == (2025, dt.date(2025, 1, 1), 1)


def test_load_per_handler():
    call, a, b = call_of(2024, noon(2024, 3, 15)), user(Role.STAFF), user(Role.STAFF)
    for handler in (a, a, b, None):
        handed_in(call, 1, noon(2024, 3, 1), handler=handler)
    assert years.years(NOW)[0].per_handler == 1.5


def test_thematic_calls_and_what_is_not_published_stay_out():
    call_of(2024, noon(2024, 3, 15), kind="thematic", theme=Theme.objects.first())
    Call.objects.update(imported=True)
    call = call_of(2023, noon(2023, 3, 15), published=False)
    assert call.rounds.count() == 1
    assert years.years(NOW) == []


def test_two_against_three_in_words():
    two = call_of(2023, noon(2023, 3, 15), noon(2023, 9, 15))
    three = call_of(2024, noon(2024, 3, 15), noon(2024, 9, 15), noon(2024, 12, 15))
    handed_in(two, 1, noon(2023, 3, 1), decided_on=dt.date(2023, 6, 9))
    for month in (3, 9):
        handed_in(three, 1, noon(2024, month, 1), decided_on=dt.date(2024, month, 1) + 50 * DAY)
    assert years.in_words(years.years(NOW)) == (
        "Met drie indiendata kwamen er gemiddeld 2 aanvragen per jaar, met twee 1. "
        "Van indienen tot beslissen duurde het met drie data 50 dagen, met twee 100: sneller. "
        "In de drukste maand lagen er met drie data 1 aanvragen tegelijk op tafel, met twee 1."
    )


def test_page_without_years_says_so(desk):
    assert "Er is nog geen open oproep begonnen" in text(desk.get("/beheer/oproepen/jaren/"))


def test_page_shows_each_year_and_a_question_mark_for_the_unknown(desk):
    handed_in(call_of(2024, noon(2024, 3, 15)), 1, noon(2024, 3, 1))
    with time_machine.travel(NOW, tick=False):
        page = text(desk.get("/beheer/oproepen/jaren/"))
    assert "2024 1 1 1 1 0 %" in page
    assert "2024 0 ? (?) ? (?) 1 in maart ?" in page


def test_page_needs_as_many_queries_for_many(desk):
    call = call_of(2024, noon(2024, 3, 15))
    handed_in(call, 1, noon(2024, 3, 1))
    with steady(desk, "/beheer/oproepen/jaren/", at_most=6):
        for year in range(2014, 2024):
            other = call_of(year, noon(year, 3, 15), noon(year, 9, 15))
            for _ in range(3):
                handed_in(other, 1, noon(year, 3, 1))
