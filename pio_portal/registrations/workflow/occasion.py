"""The occasion itself: planned, changed and called off by what it belongs to, which asks the permission."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.change import Refused, locked, save_checked
from pio_portal.registrations.models import Occasion
from pio_portal.registrations.workflow.seats import fill_seats
from pio_portal.registrations.workflow.telling import tell_registrants


@dataclass(frozen=True, kw_only=True)
class OccasionData:
    """What is agreed about an occasion. Without `registration_closes_at` people can register until it begins."""

    title: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str = ""
    online: bool = False
    capacity: int | None = None
    registration_closes_at: datetime | None = None


def plan_occasion(*, data: OccasionData) -> Occasion:
    """A new occasion, for its owner to point at. Raises Refused for dates that contradict each other."""
    occasion = Occasion(**asdict(data))
    _refuse_contradictions(occasion)
    save_checked(occasion)
    return occasion


@transaction.atomic
def change_occasion(*, occasion: Occasion, data: OccasionData, at: datetime) -> Occasion:
    """Change what was agreed. Who is registered is told of another moment or place; more seats move up who waits.

    Raises Refused for dates that contradict each other, or for fewer seats than are taken.
    """
    occasion = locked(occasion)
    was = (occasion.starts_at, occasion.ends_at, occasion.where)
    for name, value in asdict(data).items():
        setattr(occasion, name, value)
    _refuse_contradictions(occasion)
    taken = occasion.registrations.seated().count()
    if occasion.capacity is not None and occasion.capacity < taken:
        raise Refused(
            _("Er zijn al %(taken)s plaatsen ingenomen. Kies minstens zoveel plaatsen.") % {"taken": taken},
            field="capacity",
        )
    save_checked(occasion)
    fill_seats(occasion, at=at)
    if was != (occasion.starts_at, occasion.ends_at, occasion.where) and not occasion.has_started(at):
        tell_registrants(occasion=occasion, kind="occasion_changed", at=at)
    return occasion


def call_off(*, occasion: Occasion, reason: str, at: datetime) -> None:
    """Tell who is registered that it does not take place. The owner has taken note of it in this same transaction."""
    occasion = locked(occasion)
    if not occasion.has_started(at):
        tell_registrants(occasion=occasion, kind="occasion_cancelled", at=at, reason=reason)


def _refuse_contradictions(occasion: Occasion) -> None:
    start, end, closing = occasion.starts_at, occasion.ends_at, occasion.registration_closes_at
    if start is None and (end is not None or closing is not None):
        raise Refused(_("Vul eerst in wanneer het begint."), field="starts_at")
    if start is not None and end is not None and end <= start:
        raise Refused(_("Het einde moet na het begin liggen."), field="ends_at")
    if start is not None and closing is not None and closing > start:
        raise Refused(_("De inschrijvingen sluiten ten laatste bij het begin."), field="registration_closes_at")
