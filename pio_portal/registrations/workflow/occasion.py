"""The occasion: planned, changed, announced and called off by its owner, which asks the permission."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, save_checked
from pio_portal.registrations.models import Occasion
from pio_portal.registrations.workflow.notices import tell_registrants
from pio_portal.registrations.workflow.seats import fill_seats


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
    """Change what was agreed. Everybody who registered is told of another moment or place. Free seats go to the waiting list.

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


def check_announced(*, starts_at: datetime | None, summary: str, no_start: str) -> None:
    """Raise Refused when what everybody reads lacks its start (`no_start` says so) or its summary."""
    if starts_at is None:
        raise Refused(no_start, field="starts_at")
    if not summary.strip():
        raise Refused(_("Schrijf eerst een samenvatting: die leest iedereen op de publieke site."), field="summary")


def announce_owner(owner: Any, *, at: datetime) -> None:
    """Publish a consultation or event that its verb has locked and checked. Raises Refused once it has begun."""
    if owner.occasion.has_started(at):
        raise Refused(_("Het begin ligt in het verleden. Pas eerst dag en uur aan."))
    owner.published_at = at
    owner.save(update_fields=["status", "published_at"])


def call_off_owner(owner: Any, *, reason: str, verb: str, by, at: datetime) -> None:
    """Cancel a consultation or event that its verb has locked. Everybody who registered reads the reason by mail."""
    perform(owner, "cancel", by=by)
    if not reason.strip():
        raise Refused(_("Geef een reden op."), field="reason")
    owner.cancel_reason = reason.strip()
    owner.save(update_fields=["status", "cancel_reason"])
    occasion = locked(owner.occasion)
    if not occasion.has_started(at):
        tell_registrants(occasion=occasion, kind="occasion_cancelled", at=at, reason=owner.cancel_reason)
    record(about=owner, verb=verb, by=by, at=at, detail={"reason": owner.cancel_reason})


def _refuse_contradictions(occasion: Occasion) -> None:
    start, end, closing = occasion.starts_at, occasion.ends_at, occasion.registration_closes_at
    if start is None and (end is not None or closing is not None):
        raise Refused(_("Vul eerst in wanneer het begint."), field="starts_at")
    if start is not None and end is not None and end <= start:
        raise Refused(_("Het einde moet na het begin liggen."), field="ends_at")
    if start is not None and closing is not None and closing > start:
        raise Refused(_("De inschrijvingen sluiten ten laatste bij het begin."), field="registration_closes_at")
