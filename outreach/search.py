"""The events and stories that the searches find."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from outreach.models import Event, Story
from outreach.querysets import EventQuerySet, StoryQuerySet
from outreach.rules import TELLERS
from pio_portal.formats import day_text
from pio_portal.ui.lists.searching import looking_like
from pio_portal.ui.registry import Hit, register_search


def similar_events(_user, q: str, limit: int) -> list[Hit]:
    """Announced ones whose title looks like it."""
    return _event_hits(looking_like(Event.objects.public(), ("occasion__title",), q)[:limit], staff=False)


def similar_stories(_user, q: str, limit: int) -> list[Hit]:
    """Published ones whose title looks like it."""
    return _story_hits(looking_like(Story.objects.public(), ("title",), q)[:limit], staff=False)


@register_search("outreach.events", label=_("Activiteiten"), order=40, alike=similar_events)
def find_events(_user, q: str, limit: int) -> list[Hit]:
    """Announced ones only, whoever asks."""
    return _event_hits(_events(Event.objects.public(), q, limit), staff=False)


@register_search("outreach.stories", label=_("Verhalen"), order=50, alike=similar_stories)
def find_stories(_user, q: str, limit: int) -> list[Hit]:
    """Published ones only, whoever asks."""
    return _story_hits(_stories(Story.objects.public(), q, limit), staff=False)


@register_search("outreach.staff_events", label=_("Activiteiten"), world="staff", roles=TELLERS, order=40)
def find_staff_events(user, q: str, limit: int) -> list[Hit]:
    """All that the user may see."""
    return _event_hits(_events(Event.objects.visible_to(user), q, limit), staff=True)


@register_search("outreach.staff_stories", label=_("Verhalen"), world="staff", roles=TELLERS, order=50)
def find_staff_stories(user, q: str, limit: int) -> list[Hit]:
    """All that the user may see."""
    return _story_hits(_stories(Story.objects.visible_to(user), q, limit), staff=True)


def _events(rows: EventQuerySet, q: str, limit: int) -> QuerySet[Event]:
    return rows.search(q).order_by("-occasion__starts_at", "-pk")[:limit]


def _stories(rows: StoryQuerySet, q: str, limit: int) -> QuerySet[Story]:
    return rows.search(q).order_by("-published_at", "-pk")[:limit]


def _event_hits(rows: QuerySet[Event], *, staff: bool) -> list[Hit]:
    return [
        Hit(
            title=event.title,
            url=event.get_staff_url() if staff else event.get_absolute_url(),
            reference=event.ref if staff else "",
            summary=day_text(event.occasion.starts_at),
        )
        for event in rows.select_related("occasion")
    ]


def _story_hits(rows: QuerySet[Story], *, staff: bool) -> list[Hit]:
    return [
        Hit(
            title=story.title,
            url=story.get_staff_url() if staff else story.get_absolute_url(),
            summary=story.lead,
        )
        for story in rows
    ]
