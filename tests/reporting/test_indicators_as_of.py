"""As-of: what was so up to and including a day."""

import datetime as dt

import pytest
from django.utils import timezone

from consultations.enums import ConsultationStatus as Status
from pio_portal.registrations.models import Registration
from reporting.indicators.engine import Period, figures
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def persons(as_of):
    """What I03 counts for the year of the consultation."""
    year = timezone.localdate(make.AT).year
    found = {row["code"]: row for row in figures(Period(year, year, as_of=as_of))}
    return found["I03"]["years"][str(year)]["value"]


def test_registration_counts_from_its_own_day():
    occasion = make.consultation(status=Status.CONCLUDED).occasion
    registered_at = occasion.ends_at + 5 * DAY  # noted afterwards, as imported rows may be
    Registration.objects.create(
        occasion=occasion,
        email="ilse@lumen.test",
        registered_at=registered_at,
        confirmed_at=registered_at,
        imported=True,
    )
    day = timezone.localdate(registered_at)

    assert persons(day - DAY) == 0
    assert persons(day) == 1
