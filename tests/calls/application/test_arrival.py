"""What arrived in time counts, however long it waited; what came too late is noted once."""

import datetime as dt

import pytest
import time_machine

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.arrival import STAMP
from pio_portal.audit.workflow import timeline
from tests.factories import calls as make
from tests.pages import hidden, text

TICK, MINUTE = dt.timedelta(microseconds=1), dt.timedelta(minutes=1)
pytestmark = pytest.mark.django_db


def click(client, ready, *, handled, arrived=None):
    """Submit: the page is handled at one moment, and arrived at another."""
    address = f"/mijn/aanvragen/{ready.ref}/controle/"
    with time_machine.travel(make.AT, tick=False):
        page = client.get(address)
    form = {name: hidden(page, name) for name in ("key", "seen")}
    form |= {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}
    with time_machine.travel(handled, tick=False):
        return client.post(address, form, **({STAMP: arrived} if arrived else {}))


def test_what_arrived_in_time_counts_however_long_it_waited(client, ready):
    closes = ready.round.closes_at
    answer = click(client, ready, handled=closes + MINUTE, arrived=closes - TICK)
    assert answer.url == f"/mijn/aanvragen/{ready.ref}/ontvangst/"
    assert Revision.objects.get().submitted_at == closes - TICK


def test_what_arrived_at_the_closing_is_too_late_and_that_is_noted_once(client, ready):
    closes = ready.round.closes_at
    for late in (dt.timedelta(0), MINUTE):
        answer = click(client, ready, handled=closes + MINUTE, arrived=closes + late)
        assert "De indiendatum sloot op 22 mrt 2026 om 10.00 uur (Brussel)." in text(answer)
    assert Application.objects.get().status == Status.DRAFT
    lines = [line.sentence for line in timeline(ready) if "te laat" in line.sentence]
    assert lines == [
        f"{ready.created_by.name} wilde indienen op 22 mrt 2026 om 10.00 uur (Brussel): na de sluiting, en dus te laat."
    ]


def test_without_a_note_the_clock_decides(client, ready):
    closes = ready.round.closes_at
    assert click(client, ready, handled=closes).status_code == 422
    assert click(client, ready, handled=closes - TICK).status_code == 302


@pytest.mark.parametrize("header", ["HTTP_PIO_ARRIVED_AT", "HTTP_PIO.ARRIVED_AT", "HTTP_X_ARRIVED_AT"])
def test_a_header_moves_no_moment(client, ready, header):
    closes = ready.round.closes_at
    address = f"/mijn/aanvragen/{ready.ref}/controle/"
    with time_machine.travel(closes, tick=False):
        answer = client.post(address, {}, **{header: (closes - MINUTE).isoformat()})
    assert "De indiendatum sloot op" in text(answer)
