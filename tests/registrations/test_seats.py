"""Seats: how many there are, and who gets the ones that come free."""

import datetime as dt

import pytest

from consultations.models import MarketConsultation
from pio_portal.audit.models import Entry
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.seats import fill_seats, has_seat
from tests.factories import consultations as make

AT, STARTS = make.AT, make.STARTS
TICK = dt.timedelta(microseconds=1)
pytestmark = pytest.mark.django_db


def waiting_for(capacity, *, taken=1, waiting=2):
    """An occasion of one seat that is full, with people on its waiting list, and then this many seats."""
    consultation = make.consultation(capacity=taken)
    for _ in range(taken + waiting):
        make.registered(consultation)
    consultation.occasion.capacity = capacity
    consultation.occasion.save()
    return consultation.occasion


def seated(occasion):
    return occasion.registrations.seated().count()


def test_one_more_can_sit_until_it_is_full():
    occasion = waiting_for(2, taken=1, waiting=0)

    assert has_seat(occasion)
    make.registered(MarketConsultation.objects.get())
    assert not has_seat(occasion)
    occasion.capacity = None
    assert has_seat(occasion)


@pytest.mark.parametrize(("capacity", "expected"), [(1, 1), (2, 2), (3, 3), (9, 3), (None, 3), (0, 1)])
def test_as_many_move_up_as_there_are_seats(capacity, expected):
    occasion = waiting_for(capacity)

    fill_seats(occasion, at=AT)

    assert seated(occasion) == expected
    assert Entry.objects.filter(verb="registration_moved_up").count() == expected - 1


def test_nobody_moves_up_once_it_began():
    occasion = waiting_for(3)

    fill_seats(occasion, at=STARTS)
    assert seated(occasion) == 1
    fill_seats(occasion, at=STARTS - TICK)
    assert seated(occasion) == 3


def test_nobody_moves_up_when_it_was_cancelled():
    occasion = waiting_for(3)
    MarketConsultation.objects.update(status="cancelled", cancel_reason="Geen zaal")

    fill_seats(type(occasion).objects.get(), at=AT)

    assert Registration.objects.waiting().count() == 2
