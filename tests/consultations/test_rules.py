"""Who may see and handle a market consultation: the announced ones are public, the others PIO's."""

import pytest

from consultations.enums import ConsultationStatus
from consultations.models import MarketConsultation
from tests.permissions import EVERYBODY, PIO, roles_with

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", list(ConsultationStatus))
def test_a_consultation_is_for_everybody_once_it_was_announced(status):
    expected = PIO if status == ConsultationStatus.DRAFT else EVERYBODY
    assert roles_with("consultations.view_marketconsultation", MarketConsultation(status=status)) == expected


@pytest.mark.parametrize("permission", ["view_marketconsultation", "handle_consultation"])
def test_without_a_consultation_it_is_pio_alone(permission):
    assert roles_with(f"consultations.{permission}") == PIO
