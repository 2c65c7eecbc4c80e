"""What the database holds of occasions and registrations, whatever the code does."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.registrations.models import Occasion, Registration
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db
BEFORE = make.AT - dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"starts_at": None, "registration_closes_at": None}, "occasion_ends_after_it_starts"),
        ({"starts_at": None, "ends_at": None, "registration_closes_at": make.AT}, "occasion_closes_before_it_starts"),
    ],
)
def test_an_occasion_without_a_beginning_has_no_end_and_no_closing(values, name):
    occasion = make.consultation().occasion
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Occasion.objects.filter(pk=occasion.pk).update(**values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"registered_at": None}, "registration_says_when_it_was_made"),
        ({"confirmed_at": BEFORE}, "registration_confirmed_and_cancelled_after_it_was_made"),
        ({"cancelled_at": BEFORE}, "registration_confirmed_and_cancelled_after_it_was_made"),
        ({"confirmed_at": None, "attended": True}, "registration_attended_had_a_seat"),
        ({"waitlisted": True, "attended": False}, "registration_attended_had_a_seat"),
    ],
)
def test_an_impossible_registration_cannot_be_stored_unless_it_was_imported(values, name):
    registration = make.registered(make.consultation())
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Registration.objects.filter(pk=registration.pk).update(**values)
    assert Registration.objects.filter(pk=registration.pk).update(imported=True, **values) == 1
