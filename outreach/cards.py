"""Events and stories as cards on public pages."""

from outreach.models import Event, Story
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Card
from pio_portal.ui.statuses import status_of


def event_card(event: Event) -> Card:
    """When, where, with whom, and how many seats are left. Needs `for_cards()`; asks no query."""
    when = [day_text(event.occasion.starts_at, long=True), event.occasion.where]
    about = [event.get_kind_display(), ", ".join(partner.name for partner in event.partners.all())]
    state = status_of(event)
    return Card(
        title=event.title,
        url=event.get_absolute_url(),
        above=" · ".join(part for part in when if part),
        below=" · ".join(part for part in about if part),
        foot=event.seats_text if event.takes_registrations else "",
        tag=state.public_label if event.is_cancelled else "",
        tone=state.tone if event.is_cancelled else "",
    )


def story_card(story: Story) -> Card:
    """The day, the title and the introduction."""
    return Card(
        title=story.title,
        url=story.get_absolute_url(),
        above=day_text(story.published_at, long=True),
        below=story.lead,
    )
