"""Which consultations who sees, which can be joined, and of which the market waits for conclusions."""

import datetime as dt

import pytest

from consultations.enums import ConsultationStatus as Status
from consultations.models import MarketConsultation
from tests.factories import consultations as make
from tests.permissions import EVERYBODY, PIO, roles_seeing

pytestmark = pytest.mark.django_db
STARTS, TICK, DAY = make.STARTS, dt.timedelta(microseconds=1), dt.timedelta(days=1)


@pytest.mark.parametrize("status", sorted(set(Status) - {Status.DRAFT}))
def test_a_consultation_is_for_everybody_once_it_was_announced(status):
    assert roles_seeing(make.consultation(status=status)) == EVERYBODY


def test_a_consultation_in_preparation_is_for_pio_alone():
    assert roles_seeing(make.consultation(status=Status.DRAFT)) == PIO


def test_open_to_join_until_its_own_closing_else_until_it_begins():
    closing = make.consultation(registration_closes_at=STARTS - DAY)
    plain = make.consultation(starts_at=STARTS + DAY, ends_at=None)
    for status in (Status.DRAFT, Status.CANCELLED, Status.CONCLUDED):
        make.consultation(status=status)

    def open_at(at):
        return list(MarketConsultation.objects.open_to_join(at))

    assert open_at(STARTS - DAY - TICK) == [closing, plain]
    assert open_at(STARTS - DAY) == [plain]
    assert open_at(STARTS + DAY - TICK) == [plain]
    assert open_at(STARTS + DAY) == []


def test_conclusions_are_awaited_once_it_began_of_what_was_announced_here():
    held = make.consultation()
    for status in (Status.DRAFT, Status.CANCELLED, Status.CONCLUDED):
        make.consultation(status=status)
    imported = make.consultation()
    MarketConsultation.objects.filter(pk=imported.pk).update(imported=True)

    assert list(MarketConsultation.objects.awaiting_conclusions(STARTS)) == []
    assert list(MarketConsultation.objects.awaiting_conclusions(STARTS + TICK)) == [held]


def test_every_word_is_found_in_one_of_the_places():
    project = make.client_project(title="Slimme lantaarns")
    found = make.consultation(title="Verlichting", project=project)
    make.consultation(title="Koelkasten")
    MarketConsultation.objects.filter(pk=found.pk).update(summary="Sensoren gezocht")

    for typed in ("verlicht", found.ref, "sensoren", "lantaarn", project.ref, "verlicht sensoren lantaarn", ""):
        assert found in MarketConsultation.objects.search(typed)
    for typed in ("verlicht koelkast", "tractor"):
        assert list(MarketConsultation.objects.search(typed)) == []
    assert list(MarketConsultation.objects.search("lantaarn")) == [found]
