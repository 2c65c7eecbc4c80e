"""What can happen to events and stories. The only writers of their status."""

from outreach.workflow.event import (
    cancel_event,
    change_event,
    create_event,
    hold_event,
    link_event,
    publish_event,
    unlink_event,
)
from outreach.workflow.story import change_story, create_story, link_story, publish_story, unlink_story

__all__ = [
    "cancel_event",
    "change_event",
    "change_story",
    "create_event",
    "create_story",
    "hold_event",
    "link_event",
    "link_story",
    "publish_event",
    "publish_story",
    "unlink_event",
    "unlink_story",
]
