"""A consultation as a card on public pages."""

from consultations.models import MarketConsultation
from pio_portal.registrations.cards import occasion_card
from pio_portal.ui.shapes import Card


def consultation_card(consultation: MarketConsultation) -> Card:
    """With whose need it is and its theme. Needs `for_cards()`; asks no query."""
    projects = list(consultation.projects.all())
    clients = dict.fromkeys(project.organisation.name for project in projects)
    themes = dict.fromkeys(str(project.theme) for project in projects if project.theme)
    about = [", ".join(clients), ", ".join(themes)]
    return occasion_card(consultation, about=about, tagged=not consultation.takes_registrations)
