"""Who sees which requests, meetings and decisions, and what is granted in all."""

import datetime as dt
from decimal import Decimal

import pytest

from calls.assessment.conflicts import shut_out
from cofinancing.enums import DecisionKind, RequestStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest
from cofinancing.workflow.requests import request_cofinancing
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted
from tests.factories import cofinancing as make
from tests.factories import ground
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


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE])
def test_who_has_an_interest_in_the_application_sees_nothing_of_what_is_asked_for_its_procurements(role):
    make.envelope()
    asked, decided, user = make.request(status=RequestStatus.SCHEDULED), make.decision(), ground.user(role)
    for row in (asked, decided):
        assert type(row).objects.visible_to(user).contains(row)
        shut_out(row.procurement.project.application, user, reason="Familie", at=make.AT)
        assert not type(row).objects.visible_to(user).contains(row)
    assert not user.has_perm("cofinancing.view_cofinancingrequest", CofinancingRequest.objects.get(pk=asked.pk))


def test_who_has_an_interest_asks_nothing_for_its_procurement():
    procurement, user = make.procurement(), ground.user(Role.STAFF)
    shut_out(procurement.project.application, user, reason="Familie", at=make.AT)
    with pytest.raises(NotPermitted):
        request_cofinancing(procurement=procurement, requested=Decimal(1000), motivation="x", by=user, at=make.AT)


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
