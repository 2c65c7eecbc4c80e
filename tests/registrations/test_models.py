"""What an occasion says of itself at a moment, and a registration of where it stands."""

import datetime as dt
from types import SimpleNamespace

import pytest

from pio_portal.registrations.enums import RegistrationStatus as State
from pio_portal.registrations.models import Occasion, Registration

STARTS = dt.datetime(2026, 4, 15, 8, 0, tzinfo=dt.UTC)
HOUR, TICK = dt.timedelta(hours=1), dt.timedelta(microseconds=1)
OPEN = SimpleNamespace(is_cancelled=False, takes_registrations=True)


def test_it_has_started_from_its_very_beginning():
    occasion = Occasion(starts_at=STARTS)
    assert [occasion.has_started(STARTS - TICK), occasion.has_started(STARTS)] == [False, True]
    assert Occasion().has_started(STARTS) is False


def test_it_has_ended_from_its_end_and_without_one_from_its_beginning():
    long, short = Occasion(starts_at=STARTS, ends_at=STARTS + HOUR), Occasion(starts_at=STARTS)

    assert [long.has_ended(at) for at in (STARTS, STARTS + HOUR - TICK, STARTS + HOUR)] == [False, False, True]
    assert [short.has_ended(at) for at in (STARTS - TICK, STARTS)] == [False, True]
    assert Occasion().has_ended(STARTS) is False


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "same"),
    [
        (STARTS, STARTS + HOUR, True),
        (STARTS, STARTS + 13 * HOUR, True),  # 23.00 in Brussels
        (STARTS, STARTS + 14 * HOUR, False),  # midnight in Brussels
        (STARTS, None, False),
        (None, None, False),
    ],
)
def test_the_day_is_said_once_when_it_ends_on_it_in_brussels(starts_at, ends_at, same):
    assert Occasion(starts_at=starts_at, ends_at=ends_at).ends_same_day is same


@pytest.mark.parametrize(
    ("place", "online", "where"),
    [("Gent", True, "Gent en online"), ("Gent", False, "Gent"), ("", True, "online"), ("", False, "")],
)
def test_where_it_is(place, online, where):
    assert Occasion(place=place, online=online).where == where


@pytest.mark.parametrize(
    ("closes_at", "at", "why"),
    [
        (None, STARTS - TICK, ""),
        (None, STARTS, "al begonnen"),
        (STARTS - HOUR, STARTS - HOUR - TICK, ""),
        (STARTS - HOUR, STARTS - HOUR, "afgesloten"),
        (STARTS - HOUR, STARTS, "al begonnen"),
    ],
)
def test_one_can_register_until_the_closing_and_not_at_it(closes_at, at, why):
    said = Occasion(starts_at=STARTS, registration_closes_at=closes_at).why_closed(at=at, owner=OPEN)
    assert why in said if why else said == ""


@pytest.mark.parametrize(
    ("owner", "why"),
    [
        (None, "kunt u zich niet inschrijven"),
        (SimpleNamespace(is_cancelled=False, takes_registrations=False), "kunt u zich niet inschrijven"),
        (SimpleNamespace(is_cancelled=True, takes_registrations=True), "gaat niet door"),
        (OPEN, ""),
    ],
)
def test_without_dates_its_owner_says_whether_one_can_register(owner, why):
    said = Occasion().why_closed(at=STARTS, owner=owner)
    assert why in said if why else said == ""


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, State.UNCONFIRMED),
        ({"confirmed_at": STARTS}, State.CONFIRMED),
        ({"confirmed_at": STARTS, "waitlisted": True}, State.WAITING),
        ({"confirmed_at": STARTS, "cancelled_at": STARTS}, State.CANCELLED),
        ({"cancelled_at": STARTS}, State.CANCELLED),
    ],
)
def test_a_registration_stands_in_one_state(fields, state):
    registration = Registration(**fields)
    questions = {
        State.UNCONFIRMED: registration.is_unconfirmed,
        State.CONFIRMED: registration.is_seated,
        State.WAITING: registration.is_waiting,
        State.CANCELLED: registration.is_cancelled,
    }

    assert registration.status == state
    assert {one for one, said in questions.items() if said} == {state}
