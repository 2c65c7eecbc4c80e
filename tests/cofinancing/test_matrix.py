"""Each state × transition × role, read from the tables of transitions themselves."""

import pytest

from cofinancing.enums import MeetingStatus, RequestStatus
from cofinancing.models import CofinancingRequest, Meeting
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused, perform
from tests.factories import cofinancing as make
from tests.factories.ground import member, user

pytestmark = pytest.mark.django_db

# Who may make each transition (domain: PIO handles, the secretary prepares meetings and records decisions).
MAY = {
    "schedule": {Role.STAFF, Role.LEAD, Role.SECRETARY},
    "unschedule": {Role.STAFF, Role.LEAD, Role.SECRETARY},
    "decide": {Role.SECRETARY},
    "withdraw": {Role.STAFF, Role.LEAD},
    "hold": {Role.STAFF, Role.LEAD, Role.SECRETARY},
}
FROM = {
    "schedule": {RequestStatus.REQUESTED},
    "unschedule": {RequestStatus.SCHEDULED},
    "decide": {RequestStatus.REQUESTED, RequestStatus.SCHEDULED},
    "withdraw": {RequestStatus.REQUESTED, RequestStatus.SCHEDULED},
    "hold": {MeetingStatus.PLANNED},
}


def transitions(model) -> set[str]:
    return {t.name for t in model().get_all_status_transitions()}


def outcome(instance, name: str, by) -> str:
    try:
        perform(instance, name, by=by)
    except NotPermitted:
        return "not permitted"
    except Refused:
        return "refused"
    return "made"


def expected(name: str, status: str, roles: set[Role]) -> str:
    if status not in FROM[name]:
        return "refused"
    return "made" if roles & MAY[name] else "not permitted"


def test_every_transition_is_in_the_matrix():
    assert transitions(CofinancingRequest) | transitions(Meeting) == set(MAY) == set(FROM)


@pytest.mark.parametrize("status", list(RequestStatus))
def test_requests(status):
    make.envelope()
    somebodies = [(user(role), {role}) for role in Role] + [(member(), set())]
    asked = make.request(status=status)

    for name in transitions(CofinancingRequest):
        for somebody, roles in somebodies:
            fresh = CofinancingRequest.objects.get(pk=asked.pk)
            assert outcome(fresh, name, somebody) == expected(name, status, roles), (name, roles)


@pytest.mark.parametrize("status", list(MeetingStatus))
def test_meetings(status):
    meeting = make.meeting()
    Meeting.objects.filter(pk=meeting.pk).update(status=status)

    for somebody, roles in [(user(role), {role}) for role in Role] + [(member(), set())]:
        fresh = Meeting.objects.get(pk=meeting.pk)
        assert outcome(fresh, "hold", somebody) == expected("hold", status, roles), roles
