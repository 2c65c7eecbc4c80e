"""Meetings of the decision committee, and what stands on their agenda."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from cofinancing.enums import MeetingStatus
from cofinancing.models import CofinancingRequest, Meeting
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.formats import day_text, moment_text


@transaction.atomic
def plan_meeting(*, held_at: datetime, place: str = "", by, at: datetime) -> Meeting:
    """Put a meeting of the committee in the calendar; one that took place may be entered afterwards."""
    permit("cofinancing.manage_meeting", None, by=by)
    meeting = Meeting(held_at=held_at, place=place)
    save_checked(meeting)
    record(about=meeting, verb="meeting_planned", by=by, at=at, detail={"when": moment_text(held_at)})
    return meeting


@transaction.atomic
def schedule_request(*, request: CofinancingRequest, meeting: Meeting, by, at: datetime) -> CofinancingRequest:
    """Put a request at the end of a meeting's agenda. Raises Refused when that meeting is over."""
    request, meeting = locked(request), locked(meeting)
    if meeting.status != MeetingStatus.PLANNED:
        raise Refused(_("Deze vergadering is al gehouden. Kies een volgende."), field="meeting")
    perform(request, "schedule", by=by)
    last = meeting.requests.aggregate(last=Max("position"))["last"] or 0
    request.meeting, request.position = meeting, last + 1
    request.save(update_fields=["status", "meeting", "position"])
    detail = {"meeting": day_text(meeting.held_at)}
    record(about=request, verb="cofinancing_scheduled", by=by, at=at, detail=detail)
    return request


@transaction.atomic
def unschedule_request(*, request: CofinancingRequest, by, at: datetime) -> CofinancingRequest:
    """Take a request off the agenda; it waits for another meeting."""
    request = locked(request)
    perform(request, "unschedule", by=by)
    detail = {"meeting": day_text(request.meeting.held_at) if request.meeting else ""}
    request.meeting, request.position = None, 0
    request.save(update_fields=["status", "meeting", "position"])
    record(about=request, verb="cofinancing_unscheduled", by=by, at=at, detail=detail)
    return request


@transaction.atomic
def move_request(*, request: CofinancingRequest, up: bool, by, at: datetime) -> CofinancingRequest:
    """Change places with the agenda item above or below. At the end of the agenda nothing happens."""
    permit("cofinancing.manage_meeting", None, by=by)
    if request.meeting is None:
        raise Refused(_("Deze vraag staat niet op een agenda."))
    meeting = locked(request.meeting)
    agenda = list(meeting.requests.select_for_update(of=("self",)).order_by("position", "pk"))
    here = next((n for n, item in enumerate(agenda) if item.pk == request.pk), None)
    if here is None:
        raise Refused(_("Deze vraag staat niet meer op deze agenda."))
    there = here - 1 if up else here + 1
    if 0 <= there < len(agenda):
        agenda[here], agenda[there] = agenda[there], agenda[here]
        for position, item in enumerate(agenda, start=1):
            item.position = position
        CofinancingRequest.objects.bulk_update(agenda, ["position"])
        record(about=meeting, verb="agenda_reordered", by=by, at=at)
    return next(item for item in agenda if item.pk == request.pk)


@transaction.atomic
def hold_meeting(*, meeting: Meeting, minutes: str = "", by, at: datetime) -> Meeting:
    """The meeting took place. What was not decided there stays on its agenda until it is decided or taken off."""
    meeting = locked(meeting)
    if at < meeting.held_at:
        raise Refused(
            _("Deze vergadering is pas op %(when)s. Zet ze daarna op gehouden.")
            % {"when": moment_text(meeting.held_at)}
        )
    perform(meeting, "hold", by=by)
    meeting.minutes = minutes
    meeting.save(update_fields=["status", "minutes"])
    record(about=meeting, verb="meeting_held", by=by, at=at)
    return meeting
