"""What came into a round per day, and which reminders left."""

import datetime as dt

import pytest

from calls.deadline.intake import SHOWN, Day, bars, days, headline, reminders
from calls.deadline.reminders import remind_of_closing
from calls.enums import ApplicationStatus as Status
from tests.factories import calls as make

AT, DAY, HOUR = make.AT, make.DAY, dt.timedelta(hours=1)
TODAY = AT.date()
pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    """Open from 20 days before AT until 20 days after it."""
    return make.call().rounds.get(number=2)


def test_the_last_two_weeks_are_shown_until_today(round_):
    shown = days(round_, AT)

    assert [shown[0].day, shown[-1].day, len(shown)] == [TODAY - 13 * DAY, TODAY, SHOWN]


def test_a_round_that_just_opened_begins_with_its_first_day_and_ends_with_its_last(round_):
    opened = days(round_, round_.opens_at + DAY)
    closed = days(round_, round_.closes_at + 9 * DAY)

    assert [d.day for d in opened] == [TODAY - 20 * DAY, TODAY - 19 * DAY]
    assert [closed[-1].day, len(closed)] == [TODAY + 20 * DAY, SHOWN]
    assert days(round_, round_.opens_at - DAY) == []


def test_each_day_counts_what_was_begun_and_handed_in(round_):
    make.submitted(within=round_.call)
    make.application(within=round_.call)
    make.application(within=round_.call, at=round_.opens_at)
    make.in_state(make.application(within=round_.call), Status.VOID)
    make.application()

    shown = {d.day: (d.begun, d.submitted) for d in days(round_, AT) if d.begun or d.submitted}

    assert shown == {TODAY: (2, 1), round_.opens_at.date(): (1, 0)}


def test_a_day_before_the_last_two_weeks_is_shown_when_something_was_handed_in(round_):
    early = make.application(within=round_.call)
    make.in_state(early, Status.SUBMITTED, at=round_.opens_at + DAY)

    shown = {d.day: (d.begun, d.submitted) for d in days(round_, AT) if d.begun or d.submitted}

    assert shown == {round_.opens_at.date() + DAY: (0, 1), TODAY: (1, 0)}


def test_the_newest_bar_is_in_accent():
    filled = [Day(TODAY + n * DAY, submitted=n) for n in range(SHOWN + 1)]

    drawn = bars(filled)

    assert [(b.label, b.value, b.current) for b in drawn[:1] + drawn[-1:]] == [(3, 1, False), (16, 14, True)]
    assert (len(drawn), [b.current for b in drawn].count(True)) == (SHOWN, 1)


@pytest.mark.parametrize(
    ("submitted", "sentence"),
    [
        ([5], "De meeste aanvragen (5) kwamen binnen op 4 mrt 2026."),
        ([5, 5], "De meeste aanvragen kwamen binnen op 4 mrt 2026 en 5 mrt 2026, telkens 5."),
        ([5, 5, 5], "Op 3 dagen kwamen er het meest aanvragen binnen, telkens 5."),
    ],
)
def test_the_headline_names_the_busiest_days_of_what_is_drawn(submitted, sentence):
    busy = [Day(TODAY + n * DAY, submitted=1) for n in range(SHOWN + 1)]
    for n, number in enumerate(submitted):
        busy[n + 2] = Day(TODAY + (n + 2) * DAY, submitted=number)

    assert headline(busy) == f"Het beeld toont 3 mrt 2026 tot 16 mrt 2026. {sentence}"


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        ([2], "In die dagen kwam er één aanvraag binnen, op 4 mrt 2026."),
        ([2, 5, 6], "In die dagen kwamen er 3 aanvragen binnen, telkens één per dag."),
    ],
)
def test_the_headline_makes_no_most_of_one(days, sentence):
    quiet = [Day(TODAY + n * DAY, submitted=int(n in days)) for n in range(SHOWN + 1)]
    assert headline(quiet) == f"Het beeld toont 3 mrt 2026 tot 16 mrt 2026. {sentence}"


def test_the_headline_names_no_day_outside_the_picture():
    busy = [Day(TODAY, submitted=9), *(Day(TODAY + n * DAY, begun=1) for n in range(1, SHOWN + 1))]
    assert headline(busy) == "Het beeld toont 3 mrt 2026 tot 16 mrt 2026. In die dagen kwam er niets binnen."


def test_the_headline_of_nothing_says_so():
    assert headline([Day(TODAY, begun=3)]) == "Er is nog niets ingediend."


def test_reminders_stand_by_their_moment_and_count_the_drafts_they_left_for(round_):
    for _ in range(2):
        make.application(within=round_.call)
    make.application()
    at = round_.closes_at - 48 * HOUR
    remind_of_closing(at)

    assert [(m.before, m.at, m.over, m.sent) for m in reminders(round_, at)] == [
        ("7 dagen voor de sluiting", round_.closes_at - 7 * DAY, True, 0),
        ("2 dagen voor de sluiting", at, True, 2),
        ("4 uur voor de sluiting", round_.closes_at - 4 * HOUR, False, 0),
    ]
