"""Who may see and change events and stories: what is prepared is for PIO and communication."""

import pytest

from outreach.enums import EventStatus, StoryStatus
from outreach.models import Event, Story
from pio_portal.accounts.enums import Role
from tests.permissions import EVERYBODY, PIO, roles_with

pytestmark = pytest.mark.django_db
TELLERS = PIO | {Role.COMMUNICATION}


@pytest.mark.parametrize("permission", ["handle_event", "handle_story"])
def test_events_and_stories_are_made_by_pio_and_communication(permission):
    assert roles_with(f"outreach.{permission}") == TELLERS


@pytest.mark.parametrize("permission", ["view_event", "view_story"])
def test_nothing_is_not_public(permission):
    assert roles_with(f"outreach.{permission}") == TELLERS


@pytest.mark.parametrize("status", list(EventStatus))
def test_an_event_is_for_everybody_once_it_was_announced(status):
    expected = TELLERS if status == EventStatus.DRAFT else EVERYBODY
    assert roles_with("outreach.view_event", Event(status=status)) == expected


@pytest.mark.parametrize("status", list(StoryStatus))
def test_a_story_is_for_everybody_while_it_is_published(status):
    expected = EVERYBODY if status == StoryStatus.PUBLISHED else TELLERS
    assert roles_with("outreach.view_story", Story(status=status)) == expected
