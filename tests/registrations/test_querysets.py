"""Who has a seat, who waits, who counts, and what is still to come."""

import datetime as dt

import pytest

from consultations.models import MarketConsultation
from pio_portal.registrations.models import Occasion, Registration
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db
AT, STARTS = make.AT, make.STARTS
HOUR, TICK = dt.timedelta(hours=1), dt.timedelta(microseconds=1)


@pytest.fixture
def consultation():
    return make.consultation()


def stored(consultation, email, **fields):
    """A registration in a state by hand."""
    fields = {"registered_at": AT, "confirmed_at": AT} | fields
    return Registration.objects.create(occasion=consultation.occasion, email=email, **fields)


@pytest.fixture
def all_kinds(consultation):
    """One registration of each kind, by name; who waits was confirmed in another order than it was made."""
    return {
        "asked": stored(consultation, "a@lumen.test", confirmed_at=None),
        "seated": stored(consultation, "b@lumen.test"),
        "waits second": stored(consultation, "c@lumen.test", waitlisted=True, confirmed_at=AT + HOUR),
        "waits first": stored(consultation, "d@lumen.test", waitlisted=True),
        "cancelled": stored(consultation, "e@lumen.test", cancelled_at=AT + HOUR),
        "stayed away": stored(consultation, "f@lumen.test", cancelled_at=STARTS),
        "of PIO": stored(consultation, "g@pio.test", own_staff=True),
    }


def test_each_question_has_its_own_rows(all_kinds):
    def named(rows):
        names = {row.pk: name for name, row in all_kinds.items()}
        return [names[row.pk] for row in rows]

    rows = Registration.objects.order_by("pk")
    assert named(rows.active()) == ["asked", "seated", "waits second", "waits first", "of PIO"]
    assert named(rows.confirmed()) == ["seated", "waits second", "waits first", "of PIO"]
    assert named(rows.seated()) == ["seated", "of PIO"]
    assert named(rows.waiting()) == ["waits first", "waits second"]
    assert named(rows.counting()) == ["seated", "stayed away"]


def test_a_person_is_found_however_the_address_was_typed(all_kinds):
    assert list(Registration.objects.of_person(" B@Lumen.TEST ")) == [all_kinds["seated"]]


def test_the_list_is_by_name_then_by_address(consultation):
    late = stored(consultation, "b@lumen.test", name="Ann")
    early = stored(consultation, "a@lumen.test", name="Ann")
    last = stored(consultation, "0@lumen.test", name="Bo")

    assert list(Registration.objects.for_list()) == [early, late, last]


def test_seats_are_counted_of_each_occasion_alone(consultation, all_kinds):
    empty = make.consultation()

    counted = {row.pk: (row.seats_taken, row.waiting) for row in MarketConsultation.objects.with_seats()}

    assert counted == {consultation.pk: (2, 2), empty.pk: (0, 0)}


def test_upcoming_until_it_begins_and_past_from_then():
    early = make.consultation()
    late = make.consultation(starts_at=STARTS + HOUR, ends_at=None)

    for rows, key in ((MarketConsultation.objects, lambda one: one), (Occasion.objects, lambda one: one.occasion)):
        assert list(rows.upcoming(STARTS)) == [key(early), key(late)]
        assert list(rows.upcoming(STARTS + TICK)) == [key(late)]
        assert list(rows.past(STARTS)) == []
        assert list(rows.past(STARTS + TICK)) == [key(early)]
        assert list(rows.past(STARTS + HOUR + TICK)) == [key(late), key(early)]


def test_what_has_no_date_is_past_and_stands_last():
    undated, held = make.consultation(), make.consultation()
    Occasion.objects.filter(pk=undated.occasion_id).update(starts_at=None, ends_at=None)

    assert list(MarketConsultation.objects.past(STARTS + TICK)) == [held, undated]
    assert list(MarketConsultation.objects.past(STARTS)) == [undated]
