"""Which calls and rounds are open: half-open periods, so that the closing moment itself is past."""

import datetime as dt

import pytest

from calls.models import Call, Round
from tests.factories import calls as make

TICK = dt.timedelta(microseconds=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def round_():
    """The open one of three rounds of a published call."""
    return make.call().rounds.get(number=2)


def test_open_from_its_opening_until_its_closing(round_):
    def is_open(at):
        return round_ in Round.objects.open(at)

    assert not is_open(round_.opens_at - TICK)
    assert is_open(round_.opens_at)
    assert is_open(round_.closes_at - TICK)
    assert not is_open(round_.closes_at)


def test_upcoming_until_its_closing(round_):
    assert round_ in Round.objects.upcoming(round_.closes_at - TICK)
    assert round_ not in Round.objects.upcoming(round_.closes_at)


def test_current_until_its_last_round_closes(round_):
    last = round_.call.rounds.get(number=3)

    assert list(Call.objects.current(last.closes_at - TICK)) == [round_.call]
    assert list(Call.objects.current(last.closes_at)) == []


def test_open_is_only_of_a_published_call():
    draft = make.call(published=False).rounds.get(number=2)

    assert draft not in Round.objects.open(draft.opens_at)
    assert draft.call not in Call.objects.current(draft.opens_at)
