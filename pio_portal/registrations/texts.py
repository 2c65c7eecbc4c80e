"""How an occasion is written in mails."""

from pio_portal.correspondence.outbox import link
from pio_portal.formats import moment_text
from pio_portal.registrations.models import Occasion, Registration


def places_of(occasion: Occasion, registration: Registration) -> dict[str, object]:
    """The places that every mail to a registrant has."""
    owner = occasion.owner
    return {
        "title": occasion.title,
        "when": moment_text(occasion.starts_at, long=True),
        "where": occasion.where or "–",
        "page": link(owner) if owner is not None else "",
        "link": link(registration),
    }
