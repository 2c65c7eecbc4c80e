"""Who may do what with events and stories."""

import rules

from outreach.enums import EventStatus, StoryStatus
from pio_portal.accounts.access import COMMUNICATION, STAFF
from pio_portal.accounts.rules import is_communication, is_pio


@rules.predicate
def is_public_event(_user, event) -> bool:
    return event is not None and event.status != EventStatus.DRAFT


@rules.predicate
def is_public_story(_user, story) -> bool:
    return story is not None and story.status == StoryStatus.PUBLISHED


rules.add_perm("outreach.view_event", is_pio | is_communication | is_public_event)
rules.add_perm("outreach.view_story", is_pio | is_communication | is_public_story)
rules.add_perm("outreach.handle_event", is_pio | is_communication)
rules.add_perm("outreach.handle_story", is_pio | is_communication)

# Who tells the public of events and stories.
TELLERS = STAFF | COMMUNICATION
