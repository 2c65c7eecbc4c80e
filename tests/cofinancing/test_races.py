"""The last euro, asked by many at once: with the lock, and with the lock patched away."""

import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from unittest import mock

import pytest
from django.db import IntegrityError, connections

from cofinancing.enums import Authority, DecisionKind
from cofinancing.models import CofinancingDecision, CofinancingRequest, Envelope, LedgerEntry
from cofinancing.workflow.decisions import record_decision
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT, TODAY
from tests.factories.ground import user
from tests.patience import LONGEST

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


def grant(request: CofinancingRequest) -> str:
    try:
        record_decision(
            request=request,
            kind=DecisionKind.GRANT,
            amount=Decimal(100_000),
            decided_on=TODAY,
            authority=Authority.DELEGATION,
            reference="",
            grounds="",
            by=user(Role.SECRETARY),
            at=AT,
        )
    except Refused:
        return "refused"
    except IntegrityError as error:
        return "stopped by the database" if "envelope_never_over_committed" in str(error) else str(error)
    finally:
        connections.close_all()
    return "granted"


def race(requests: list[CofinancingRequest]) -> list[str]:
    with ThreadPoolExecutor(MANY) as pool:
        return sorted(pool.map(grant, requests))


def test_the_last_euro_asked_by_many_is_granted_once():
    make.envelope(100_000)

    answers = race([make.request() for _ in range(MANY)])

    assert answers == ["granted"] + ["refused"] * (MANY - 1)
    assert Envelope.objects.get().left == 0
    assert LedgerEntry.objects.get().amount == 100_000
    assert CofinancingDecision.objects.get().ref == "CF-2026-0001"


def test_without_the_lock_the_database_still_holds():
    """Negative control: all read the same rest before the first commits; only the check in the database stops them."""
    make.envelope(100_000)
    all_have_read = threading.Barrier(MANY)

    def unlocked(instance):
        row = Envelope.objects.get(pk=instance.pk)
        all_have_read.wait(timeout=LONGEST)
        return row

    with mock.patch("cofinancing.workflow.ledger.locked", unlocked):
        answers = race([make.request() for _ in range(MANY)])

    assert answers == ["granted"] + ["stopped by the database"] * (MANY - 1)
    assert Envelope.objects.get().left == 0
    assert LedgerEntry.objects.count() == 1


def test_one_request_decided_by_many_at_once_is_decided_once():
    make.envelope(1_000_000)
    request = make.request()

    assert race([request] * MANY) == ["granted"] + ["refused"] * (MANY - 1)
    assert Envelope.objects.get().committed == 100_000


def test_one_request_decided_by_many_needs_the_lock():
    """Negative control: without the row locks every one of them is granted, and the money committed many times."""
    make.envelope(1_000_000)
    request = make.request()
    all_have_read = threading.Barrier(MANY)

    def unlocked(instance):
        row = type(instance).objects.get(pk=instance.pk)
        if isinstance(instance, CofinancingRequest):
            all_have_read.wait(timeout=LONGEST)
        return row

    with (
        mock.patch("cofinancing.workflow.decisions.locked", unlocked),
        mock.patch.object(type(CofinancingDecision.objects), "current_amount", return_value=Decimal(0)),
    ):
        assert race([request] * MANY) == ["granted"] * MANY
    assert Envelope.objects.get().committed == 100_000 * MANY
