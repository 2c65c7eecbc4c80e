"""The market consultations that one can join now, on the public home page."""

from django.http import HttpRequest
from django.utils import timezone

from consultations.cards import consultation_card
from consultations.models import MarketConsultation
from pio_portal.ui.registry import register_home_block

SHOWN = 3


@register_home_block("consultations.open", template="consultations/public/home_block.html", order=20)
def open_now(_request: HttpRequest) -> dict | None:
    """What one can join now; nothing when there is nothing."""
    rows = MarketConsultation.objects.open_to_join(timezone.now()).for_cards()[:SHOWN]
    cards = [consultation_card(consultation) for consultation in rows]
    return {"cards": cards} if cards else None
