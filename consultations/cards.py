"""A consultation as a card on public pages."""

from consultations.models import MarketConsultation
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Card
from pio_portal.ui.statuses import status_of


def card_of(consultation: MarketConsultation) -> Card:
    """When, where, for whom, and how many seats are left. Needs `for_cards()`; asks no query."""
    projects = list(consultation.projects.all())
    clients = dict.fromkeys(project.organisation.name for project in projects)
    themes = dict.fromkeys(str(project.theme) for project in projects if project.theme)
    about = [", ".join(clients), ", ".join(themes)]
    when = [day_text(consultation.occasion.starts_at, long=True), consultation.occasion.where]
    announced = consultation.takes_registrations
    state = status_of(consultation)
    return Card(
        title=consultation.title,
        url=consultation.get_absolute_url(),
        above=" · ".join(part for part in when if part),
        below=" · ".join(part for part in about if part),
        foot=consultation.seats_text if announced else "",
        tag="" if announced else state.public_label,
        tone="" if announced else state.tone,
    )
