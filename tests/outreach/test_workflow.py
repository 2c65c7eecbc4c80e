import datetime as dt

import pytest
from post_office.models import Email

from outreach.enums import EventKind, EventStatus, StoryStatus
from outreach.models import Event, Story
from outreach.workflow.event import cancel_event, change_event, hold_event, link_event, publish_event, unlink_event
from outreach.workflow.story import link_story, publish_story, unlink_story
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask
from pio_portal.registrations.tasks import tell
from projects.models import KnowledgeRecord
from tests.factories import outreach as make
from tests.factories.consultations import occasion_data
from tests.factories.ground import member, user
from tests.transitions import ROLES, matrix

AT, AFTER = make.AT, make.AFTER
HANDLERS = {Role.STAFF, Role.LEAD, Role.COMMUNICATION}
EVENT_VERBS = {
    "publish": lambda event, by: publish_event(event=event, by=by, at=AT),
    "hold": lambda event, by: hold_event(event=event, by=by, at=AFTER),
    "cancel": lambda event, by: cancel_event(event=event, reason="Geen zaal", by=by, at=AT),
}
STORY_VERBS = {"publish": lambda story, by: publish_story(story=story, by=by, at=AT)}
pytestmark = pytest.mark.django_db


def check(thing, verb, by, legal):
    model, before = type(thing), type(thing).objects.values().get(pk=thing.pk)
    if legal:
        verb(thing, by)
        assert model.objects.get(pk=thing.pk).status != before["status"]
    else:
        with pytest.raises(Refused, match="Dit kan niet meer"):
            verb(thing, by)
        assert model.objects.values().get(pk=thing.pk) == before


@pytest.mark.parametrize(("status", "verb", "legal"), matrix(Event, EventStatus))
def test_event_transition_follows_the_table(status, verb, legal):
    check(make.event(status=status), EVENT_VERBS[verb], user(Role.STAFF), legal)


@pytest.mark.parametrize(("status", "verb", "legal"), matrix(Story, StoryStatus))
def test_story_transition_follows_the_table(status, verb, legal):
    check(make.story(status=status), STORY_VERBS[verb], user(Role.STAFF), legal)


@pytest.mark.parametrize("role", [*ROLES])
@pytest.mark.parametrize("verb", EVENT_VERBS)
def test_event_transition_is_for_the_team_and_communication(verb, role):
    event = make.event(status=EventStatus.DRAFT if verb == "publish" else EventStatus.PUBLISHED)
    by = user(role) if role else member()
    if role in HANDLERS:
        check(event, EVENT_VERBS[verb], by, legal=True)
    else:
        with pytest.raises(NotPermitted):
            EVENT_VERBS[verb](event, by)


@pytest.mark.parametrize("role", [*ROLES])
def test_story_is_published_by_the_team_and_communication(role):
    story = make.story(status=StoryStatus.DRAFT)
    by = user(role) if role else member()
    if role in HANDLERS:
        publish_story(story=story, by=by, at=AT)
        saved = Story.objects.get()
        assert (saved.published_at, saved.published_by) == (AT, by)
    else:
        with pytest.raises(NotPermitted):
            publish_story(story=story, by=by, at=AT)


def test_event_has_a_reference_of_the_year():
    assert [make.event().ref, make.event().ref] == ["E-2026-0001", "E-2026-0002"]


def test_hold_of_knowledge_sharing_tells_each_project_once():
    project = make.client_project()
    event = make.event(project=project)
    assert not KnowledgeRecord.objects.exists()

    hold_event(event=event, by=user(Role.COMMUNICATION), at=AFTER)

    told = KnowledgeRecord.objects.get()
    assert (told.project, told.kind, told.source, told.on, told.address) == (
        project,
        "activity",
        event.ref,
        dt.date(2026, 4, 15),
        event.get_absolute_url(),
    )


def test_hold_of_another_kind_tells_nothing():
    make.event(kind=EventKind.PARTNER, project=make.client_project(), status=EventStatus.HELD)
    assert not KnowledgeRecord.objects.exists()


def test_project_linked_after_it_was_held_hears_at_once_and_stays():
    project = make.client_project()
    event = make.event(status=EventStatus.HELD)

    link_event(event=event, project=project, by=None, at=AFTER)

    assert KnowledgeRecord.objects.get().project == project
    with pytest.raises(Refused, match="telt al bij project"):
        unlink_event(event=event, project=project, by=None, at=AFTER)
    with pytest.raises(Refused, match="soort kan niet meer wijzigen"):
        change_event(
            event=event, occasion=occasion_data(), kind=EventKind.OTHER, summary="x", partners=[], by=None, at=AFTER
        )


def test_event_changed_after_it_was_held_brings_the_project_up_to_date():
    project = make.client_project()
    event = make.event(project=project, status=EventStatus.HELD)

    change_event(
        event=event,
        occasion=occasion_data(title="Wat Halle leerde"),
        kind=event.kind,
        summary="x",
        partners=[],
        by=None,
        at=AFTER,
    )

    assert KnowledgeRecord.objects.get().title == "Wat Halle leerde"


def test_what_was_never_announced_can_be_noted_afterwards_and_counts_as_sharing():
    project = make.client_project()
    event = make.event(project=project, status=EventStatus.DRAFT)

    hold_event(event=event, by=user(Role.COMMUNICATION), at=AFTER)

    held = Event.objects.get(pk=event.pk)
    assert (held.status, held.published_at) == (EventStatus.HELD, AFTER)
    assert KnowledgeRecord.objects.get().project == project


def test_what_was_never_announced_and_says_nothing_to_the_public_is_refused():
    event = make.event(status=EventStatus.DRAFT)
    Event.objects.filter(pk=event.pk).update(summary="")
    with pytest.raises(Refused, match="Schrijf eerst een samenvatting"):
        hold_event(event=event, by=None, at=AFTER)


def test_hold_before_it_is_over_is_refused():
    event = make.event()
    with pytest.raises(Refused, match="nog niet voorbij"):
        hold_event(event=event, by=None, at=AT)


def test_cancel_tells_who_is_registered():
    event = make.event()
    registration = make.registered(event)

    cancel_event(event=event, reason="De spreker is ziek.", by=None, at=AT)
    for task in OutboxTask.objects.filter(task="registrations.tell"):
        tell(**task.arguments)

    assert Email.objects.get(sent_mail__kind="occasion_cancelled").to == [registration.email]
    assert Event.objects.get().cancel_reason == "De spreker is ziek."


@pytest.mark.parametrize("project_first", [True, False])
def test_published_story_tells_its_project(project_first):
    project = make.client_project()
    story = make.story(project=project if project_first else None)
    if not project_first:
        link_story(story=story, project=project, by=None, at=AT)

    told = KnowledgeRecord.objects.get()
    assert (told.project, told.kind, told.on, told.address) == (
        project,
        "story",
        dt.date(2026, 3, 2),
        story.get_absolute_url(),
    )
    with pytest.raises(Refused, match="telt al bij project"):
        unlink_story(story=story, project=project, by=None, at=AT)


def test_draft_story_tells_nothing_and_can_lose_its_project():
    project = make.client_project()
    story = make.story(status=StoryStatus.DRAFT, project=project)

    unlink_story(story=story, project=project, by=None, at=AT)

    assert not KnowledgeRecord.objects.exists()
    assert not story.projects.exists()


def test_story_without_an_introduction_is_not_published():
    story = make.story(status=StoryStatus.DRAFT, lead=" ")
    with pytest.raises(Refused, match="inleiding") as refused:
        publish_story(story=story, by=None, at=AT)
    assert refused.value.field == "lead"
