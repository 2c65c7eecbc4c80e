import datetime as dt
import re

import pytest
from django.db import IntegrityError, transaction

from cofinancing.enums import MeetingStatus, RequestStatus
from cofinancing.models import CofinancingRequest
from cofinancing.workflow.meetings import hold_meeting, move_request, plan_meeting, schedule_request, unschedule_request
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from tests.factories import cofinancing as make
from tests.factories.cofinancing import AT
from tests.factories.ground import user

pytestmark = pytest.mark.django_db


def agenda(meeting) -> list[CofinancingRequest]:
    return list(meeting.requests.order_by("position", "pk"))


def test_requests_come_at_the_end_of_the_agenda():
    meeting, first, second = make.meeting(), make.request(), make.request()

    for request in (first, second):
        schedule_request(request=request, meeting=meeting, by=None, at=AT)

    assert [(r.pk, r.position, r.status) for r in agenda(meeting)] == [
        (first.pk, 1, RequestStatus.SCHEDULED),
        (second.pk, 2, RequestStatus.SCHEDULED),
    ]


def test_a_request_changes_places_on_the_agenda_and_stays_within_it():
    meeting = make.meeting()
    first, second, third = (make.request(status=RequestStatus.SCHEDULED, on=meeting) for _ in range(3))

    move_request(request=third, up=True, by=None, at=AT)
    assert agenda(meeting) == [first, third, second]
    move_request(request=first, up=True, by=None, at=AT)
    assert agenda(meeting) == [first, third, second]
    move_request(request=first, up=False, by=None, at=AT)
    assert agenda(meeting) == [third, first, second]


def test_unscheduled_requests_wait_again():
    request = make.request(status=RequestStatus.SCHEDULED)

    waiting = unschedule_request(request=request, by=None, at=AT)

    assert (waiting.status, waiting.meeting) == (RequestStatus.REQUESTED, None)


def test_scheduling_on_a_meeting_that_is_over_is_refused():
    meeting = hold_meeting(meeting=make.meeting(), minutes="", by=None, at=AT)

    with pytest.raises(Refused, match="al gehouden"):
        schedule_request(request=make.request(), meeting=meeting, by=None, at=AT)


def test_scheduled_without_a_meeting_cannot_be_stored():
    request = make.request()

    with pytest.raises(IntegrityError, match="request_scheduled_has_meeting"), transaction.atomic():
        CofinancingRequest.objects.filter(pk=request.pk).update(status=RequestStatus.SCHEDULED)


def test_a_meeting_is_held_after_its_hour_and_keeps_its_minutes():
    meeting = make.meeting(held_at=AT + dt.timedelta(hours=2))

    with pytest.raises(Refused, match=re.escape("pas op 2 mrt 2026 om 12.00 uur")):
        hold_meeting(meeting=meeting, minutes="Kort.", by=None, at=AT)
    held = hold_meeting(meeting=meeting, minutes="Kort.", by=None, at=AT + dt.timedelta(hours=2))

    assert (held.status, held.minutes) == (MeetingStatus.HELD, "Kort.")
    with pytest.raises(Refused, match="Dit kan niet meer"):
        hold_meeting(meeting=meeting, minutes="", by=None, at=AT + dt.timedelta(hours=3))


@pytest.mark.parametrize(
    "role", [Role.COMMITTEE, Role.ADVISER, Role.MANAGEMENT, Role.COMMUNICATION, Role.ADMINISTRATOR]
)
def test_meetings_are_for_the_secretary_and_pio(role):
    with pytest.raises(NotPermitted):
        plan_meeting(held_at=AT, place="", by=user(role), at=AT)
    with pytest.raises(NotPermitted):
        schedule_request(request=make.request(), meeting=make.meeting(), by=user(role), at=AT)
    with pytest.raises(NotPermitted):
        move_request(request=make.request(status=RequestStatus.SCHEDULED), up=True, by=user(role), at=AT)


def test_the_last_of_an_agenda_goes_no_further_and_nothing_is_told():
    meeting = make.meeting()
    first, last = (make.request(status=RequestStatus.SCHEDULED, on=meeting) for _ in range(2))

    assert move_request(request=last, up=False, by=None, at=AT) == last
    assert agenda(meeting) == [first, last]
    assert not Entry.objects.filter(verb="agenda_reordered").exists()

    move_request(request=last, up=True, by=None, at=AT)
    assert [(item.pk, item.position) for item in agenda(meeting)] == [(last.pk, 1), (first.pk, 2)]
    assert Entry.objects.get(verb="agenda_reordered").about_id == meeting.pk


def test_what_left_the_agenda_does_not_move_on_it():
    meeting = make.meeting()
    gone = make.request(status=RequestStatus.SCHEDULED, on=meeting)
    assert unschedule_request(request=gone, by=None, at=AT).position == 0

    with pytest.raises(Refused, match="staat niet meer op deze agenda"):
        move_request(request=gone, up=True, by=None, at=AT)
    with pytest.raises(Refused, match="staat niet op een agenda"):
        move_request(request=make.request(), up=True, by=None, at=AT)
