"""What the database holds of co-financing, whatever the code does."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction

from cofinancing.enums import Authority, DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest
from tests.factories import cofinancing as make
from tests.factories.ground import user

pytestmark = pytest.mark.django_db


def decision(**fields) -> CofinancingDecision:
    fields = {
        "ref": "CF-2026-9999",
        "kind": DecisionKind.GRANT,
        "amount": 1,
        "decided_on": make.TODAY,
        "authority": Authority.DELEGATION,
        "recorded_at": make.AT,
        "recorded_by": user(),
    } | fields
    return CofinancingDecision.objects.create(**fields)


def decide_alone(request: CofinancingRequest) -> None:
    CofinancingRequest.objects.filter(pk=request.pk).update(status=RequestStatus.DECIDED)
    connection.check_constraints()  # as the commit does


def test_a_request_is_not_decided_without_a_decision():
    request = make.request()
    with pytest.raises(IntegrityError, match="decided_has_its_decision"), transaction.atomic():
        decide_alone(request)


def test_a_decision_answers_a_request_for_its_own_procurement():
    request = make.request()
    with pytest.raises(IntegrityError, match="request_for_this_procurement"), transaction.atomic():
        decision(procurement=make.procurement(), request=request)
    assert decision(procurement=request.procurement, request=request).request == request


@pytest.mark.parametrize("missing", [{"recorded_by": None}, {"authority": ""}])
def test_a_decision_says_who_took_it_and_who_recorded_it_unless_it_was_imported(missing):
    procurement = make.procurement()
    with pytest.raises(IntegrityError, match="decision_says_who_decided_and_who_recorded_it"), transaction.atomic():
        decision(procurement=procurement, **missing)
    assert decision(procurement=procurement, imported=True, **missing).pk


@pytest.mark.parametrize(
    "values", [{"base": Decimal(1)}, {"rate": Decimal(1)}, {"base": Decimal(0), "rate": Decimal(1)}]
)
def test_a_base_goes_with_a_rate_and_is_more_than_nothing(values):
    request = make.request()
    with pytest.raises(IntegrityError, match="request_base_and_rate_together"), transaction.atomic():
        CofinancingRequest.objects.filter(pk=request.pk).update(**values)
