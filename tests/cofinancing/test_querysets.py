"""Who sees which requests, meetings and decisions, and what is granted in all."""

import datetime as dt
from decimal import Decimal

import pytest

from cofinancing.enums import DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest
from pio_portal.accounts.enums import Role
from tests.factories import cofinancing as make
from tests.permissions import PIO, roles_seeing

pytestmark = pytest.mark.django_db
OFFICE = PIO | {Role.SECRETARY}


def test_a_meeting_is_for_the_office_and_the_committee():
    assert roles_seeing(make.meeting()) == OFFICE | {Role.COMMITTEE}


def test_a_request_is_for_the_committee_once_it_stands_on_an_agenda():
    assert roles_seeing(make.request()) == OFFICE | {Role.MANAGEMENT}
    assert roles_seeing(make.request(status=RequestStatus.SCHEDULED)) == OFFICE | {Role.MANAGEMENT, Role.COMMITTEE}


def test_a_decision_is_for_the_office_the_committee_and_management():
    make.envelope()
    assert roles_seeing(make.decision()) == OFFICE | {Role.MANAGEMENT, Role.COMMITTEE}


def test_waiting_until_it_is_decided_or_withdrawn():
    make.envelope()
    requests = {status: make.request(status=status) for status in RequestStatus}

    assert set(CofinancingRequest.objects.waiting()) == {
        requests[RequestStatus.REQUESTED],
        requests[RequestStatus.SCHEDULED],
    }


def test_a_refusal_leaves_what_is_granted():
    make.envelope()
    refused = make.decision(kind=DecisionKind.REFUSAL)
    procurement = refused.procurement
    assert CofinancingDecision.objects.current_amount(procurement) == 0

    make.decision(of=make.request(of=procurement), amount=80_000)
    make.decision(amount=5_000)  # of another procurement

    assert CofinancingDecision.objects.current_amount(procurement) == Decimal(80_000)
    differences = [row.difference for row in CofinancingDecision.objects.history_of(procurement)]
    assert differences == [None, Decimal(80_000)]


def test_the_latest_meeting_is_planned_last():
    late, early = make.meeting(held_at=make.AT + dt.timedelta(days=9)), make.meeting()
    assert list(type(late).objects.planned()) == [early, late]
