"""The events and stories that the searches find."""

from django.utils.translation import gettext_lazy as _

from outreach.models import Event, Story
from outreach.querysets import EventQuerySet, StoryQuerySet
from outreach.rules import TELLERS
from pio_portal.formats import day_text
from pio_portal.ui.registry import Hit, register_search


@register_search("outreach.events", label=_("Activiteiten"), order=40)
def find_events(_user, q: str, limit: int) -> list[Hit]:
    """Announced ones only, whoever asks."""
    return _event_hits(Event.objects.public(), q, limit, staff=False)


@register_search("outreach.stories", label=_("Verhalen"), order=50)
def find_stories(_user, q: str, limit: int) -> list[Hit]:
    """Published ones only, whoever asks."""
    return _story_hits(Story.objects.public(), q, limit, staff=False)


@register_search("outreach.staff_events", label=_("Activiteiten"), world="staff", roles=TELLERS, order=40)
def find_staff_events(user, q: str, limit: int) -> list[Hit]:
    """All that the user may see."""
    return _event_hits(Event.objects.visible_to(user), q, limit, staff=True)


@register_search("outreach.staff_stories", label=_("Verhalen"), world="staff", roles=TELLERS, order=50)
def find_staff_stories(user, q: str, limit: int) -> list[Hit]:
    """All that the user may see."""
    return _story_hits(Story.objects.visible_to(user), q, limit, staff=True)


def _event_hits(rows: EventQuerySet, q: str, limit: int, *, staff: bool) -> list[Hit]:
    found = rows.search(q).select_related("occasion").order_by("-occasion__starts_at", "-pk")[:limit]
    return [
        Hit(
            title=event.title,
            url=event.get_staff_url() if staff else event.get_absolute_url(),
            reference=event.ref if staff else "",
            summary=day_text(event.occasion.starts_at),
        )
        for event in found
    ]


def _story_hits(rows: StoryQuerySet, q: str, limit: int, *, staff: bool) -> list[Hit]:
    found = rows.search(q).order_by("-published_at", "-pk")[:limit]
    return [
        Hit(
            title=story.title,
            url=story.get_staff_url() if staff else story.get_absolute_url(),
            summary=story.lead,
        )
        for story in found
    ]
