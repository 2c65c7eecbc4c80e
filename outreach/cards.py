"""Events and stories as cards on public pages."""

from outreach.models import Event, Story
from pio_portal.formats import day_text
from pio_portal.registrations.cards import occasion_card
from pio_portal.ui.shapes import Card


def event_card(event: Event) -> Card:
    """With its kind and its partners. Needs `for_cards()`; asks no query."""
    about = [event.get_kind_display(), ", ".join(partner.name for partner in event.partners.all())]
    return occasion_card(event, about=about, tagged=event.is_cancelled)


def story_card(story: Story) -> Card:
    """The day, the title and the introduction."""
    return Card(
        title=story.title,
        url=story.get_absolute_url(),
        above=day_text(story.published_at, long=True),
        below=story.lead,
    )
