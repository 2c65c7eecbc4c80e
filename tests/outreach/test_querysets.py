"""Which events and stories who sees, and what still waits for somebody."""

import datetime as dt

import pytest

from outreach.enums import EventStatus, StoryStatus
from outreach.models import Event, Story
from pio_portal.accounts.enums import Role
from tests.factories import outreach as make
from tests.permissions import EVERYBODY, PIO, roles_seeing

pytestmark = pytest.mark.django_db
TELLERS = PIO | {Role.COMMUNICATION}
TICK = dt.timedelta(microseconds=1)


@pytest.mark.parametrize("status", list(EventStatus))
def test_an_event_in_preparation_is_for_pio_and_communication(status):
    expected = TELLERS if status == EventStatus.DRAFT else EVERYBODY
    assert roles_seeing(make.event(status=status)) == expected


@pytest.mark.parametrize("status", list(StoryStatus))
def test_a_story_that_is_not_published_is_for_pio_and_communication(status):
    expected = EVERYBODY if status == StoryStatus.PUBLISHED else TELLERS
    assert roles_seeing(make.story(status=status)) == expected


def test_announced_until_it_begins_the_first_first():
    starts = make.AT + dt.timedelta(days=30)
    late = make.event(starts_at=starts + dt.timedelta(hours=1), ends_at=None)
    early = make.event(starts_at=starts, ends_at=None)
    make.event(status=EventStatus.DRAFT, starts_at=starts, ends_at=None)

    assert list(Event.objects.announced(starts)) == [early, late]
    assert list(Event.objects.announced(starts + TICK)) == [late]


def test_a_mark_is_awaited_once_it_began_of_what_was_announced_here():
    starts = make.AT + dt.timedelta(days=30)
    event = make.event(starts_at=starts, ends_at=None)
    make.event(status=EventStatus.CANCELLED, starts_at=starts, ends_at=None)
    imported = make.event(starts_at=starts, ends_at=None)
    Event.objects.filter(pk=imported.pk).update(imported=True)

    assert list(Event.objects.awaiting_mark(starts)) == []
    assert list(Event.objects.awaiting_mark(starts + TICK)) == [event]


def test_every_word_of_an_event_is_found_in_one_of_the_places():
    found = make.event(title="Verlichting")
    make.event(title="Koelkasten")
    Event.objects.filter(pk=found.pk).update(summary="Sensoren gezocht")

    for typed in ("verlicht", found.ref, "sensoren", "verlicht sensoren"):
        assert list(Event.objects.search(typed)) == [found]
    assert list(Event.objects.search("verlicht koelkast")) == []


def test_every_word_of_a_story_is_found_in_one_of_the_places():
    found = make.story(title="Verlichting", lead="Halle leerde", body="Met sensoren")
    make.story(title="Koelkasten", lead="Zele", body="Niets")

    for typed in ("verlicht", "halle", "sensoren", "verlicht halle sensoren"):
        assert list(Story.objects.search(typed)) == [found]
    assert list(Story.objects.search("verlicht koelkast")) == []
