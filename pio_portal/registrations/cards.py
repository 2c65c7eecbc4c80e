"""An occasion as a card on public pages."""

from collections.abc import Iterable
from typing import Any

from pio_portal.formats import day_text
from pio_portal.ui.shapes import Card
from pio_portal.ui.statuses import status_of


def occasion_card(owner: Any, *, about: Iterable[str], tagged: bool) -> Card:
    """When and where, what it is about, how many seats are left; its state only when `tagged`. Asks no query."""
    when = [day_text(owner.occasion.starts_at, long=True), owner.occasion.where]
    state = status_of(owner)
    return Card(
        title=owner.title,
        url=owner.get_absolute_url(),
        above=" · ".join(part for part in when if part),
        below=" · ".join(part for part in about if part),
        foot=owner.seats_text if owner.takes_registrations else "",
        tag=state.public_label if tagged else "",
        tone=state.tone if tagged else "",
    )
