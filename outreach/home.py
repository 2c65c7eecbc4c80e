"""The next events and the newest stories on the public home page."""

from django.http import HttpRequest
from django.utils import timezone

from outreach.cards import event_card, story_card
from outreach.models import Event, Story
from pio_portal.ui.registry import register_home_block

SHOWN = 3


@register_home_block("outreach.events", template="outreach/public/home_events.html", order=30)
def soon(_request: HttpRequest) -> dict | None:
    """The next events, when there are any."""
    cards = [event_card(event) for event in Event.objects.announced(timezone.now()).for_cards()[:SHOWN]]
    return {"cards": cards} if cards else None


@register_home_block("outreach.story", template="outreach/public/home_story.html", order=40)
def newest_story(_request: HttpRequest) -> dict | None:
    """The newest stories, when there are any."""
    newest = Story.objects.public().order_by("-published_at", "-pk")[:SHOWN]
    cards = [story_card(story) for story in newest]
    return {"cards": cards} if cards else None
