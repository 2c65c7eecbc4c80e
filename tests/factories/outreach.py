"""Events and stories in any state, made through the workflow."""

import datetime as dt
from itertools import count

from outreach.enums import EventKind, EventStatus, StoryStatus
from outreach.models import Event, Partner, Story
from outreach.workflow.event import cancel_event, create_event, hold_event, publish_event
from outreach.workflow.story import create_story, publish_story
from pio_portal.accounts.enums import Role
from pio_portal.retelling import retelling
from tests.factories.consultations import AFTER, AT, asked, client_project, occasion_data, registered
from tests.factories.ground import user
from tests.factories.rows import put_back

__all__ = ["AFTER", "AT", "asked", "client_project", "event", "partner", "registered", "story"]
_numbers = count(1)


def partner(code: str = "VVSG") -> Partner:
    """One of the networks."""
    return Partner.objects.get_or_create(code=code, defaults={"name": code})[0]


@put_back
@retelling()
def event(
    *,
    status: EventStatus = EventStatus.PUBLISHED,
    kind: EventKind = EventKind.KNOWLEDGE,
    partners=(),
    project=None,
    at: dt.datetime = AT,
    **occasion,
) -> Event:
    """An event that reached this status through the workflow."""
    made = create_event(
        occasion=occasion_data(**occasion),
        kind=kind,
        summary="Wat we leerden.",
        partners=partners,
        project=project,
        by=None,
        at=at,
    )
    if status in (EventStatus.PUBLISHED, EventStatus.HELD):
        publish_event(event=made, by=None, at=at)
    if status == EventStatus.HELD:
        hold_event(event=made, by=None, at=made.occasion.ends_at + dt.timedelta(days=1))
    if status == EventStatus.CANCELLED:
        cancel_event(event=made, reason="Geen zaal", by=None, at=at)
    return Event.objects.select_related("occasion").get(pk=made.pk)


@put_back
@retelling()
def story(*, status: StoryStatus = StoryStatus.PUBLISHED, project=None, at: dt.datetime = AT, **fields) -> Story:
    """A story that reached this status through the workflow."""
    fields = {
        "title": f"Licht op straat {next(_numbers)}",
        "lead": "Halle leerde veel.",
        "body": "Het **werkt**.",
    } | fields
    made = create_story(**fields, project=project, by=None, at=at)
    if status == StoryStatus.PUBLISHED:
        publish_story(story=made, by=user(Role.COMMUNICATION), at=at)
    return Story.objects.get(pk=made.pk)
