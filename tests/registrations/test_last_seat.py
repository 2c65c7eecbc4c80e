"""The last seat, asked by several at once: with the lock one gets it; without the lock the test sees it break."""

import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connections

from pio_portal.registrations.enums import RegistrationStatus as State
from pio_portal.registrations.models import Registration
from pio_portal.registrations.workflow.registering import confirm_registration
from tests.factories import consultations as make
from tests.patience import LONGEST

AT = make.AT
MANY = 8
pytestmark = pytest.mark.django_db(transaction=True)


def race(tokens: list[str]) -> list[str]:
    def once(token):
        try:
            return confirm_registration(token=token, at=AT).status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(once, tokens))


def test_last_seat_goes_to_one_and_the_others_wait():
    consultation = make.consultation(capacity=1)
    tokens = [make.asked(consultation).token for _n in range(MANY)]

    assert race(tokens) == [State.CONFIRMED] + [State.WAITING] * (MANY - 1)
    assert consultation.occasion.registrations.seated().count() == 1


def test_last_seat_needs_the_lock():
    """Negative control: with the lock patched away, all have counted the seats before the first one writes."""
    consultation = make.consultation(capacity=1)
    tokens = [make.asked(consultation).token for _n in range(MANY)]
    all_have_counted = threading.Barrier(MANY)

    def unlocked(instance, *_related):
        return type(instance)._default_manager.get(pk=instance.pk)

    def counted(occasion):
        free = occasion.registrations.seated().count() < occasion.capacity
        all_have_counted.wait(timeout=LONGEST)
        return free

    where = "pio_portal.registrations.workflow.registering"
    with mock.patch(f"{where}.locked", unlocked), mock.patch(f"{where}.has_seat", counted):
        assert race(tokens) == [State.CONFIRMED] * MANY


def test_registering_at_once_with_one_address_makes_one_registration():
    consultation = make.consultation()

    def once(_n):
        try:
            return make.asked(consultation, "ilse@lumen.test").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(MANY) as pool:
        made = set(pool.map(once, range(MANY)))

    assert made == {Registration.objects.get().pk}
