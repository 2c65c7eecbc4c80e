"""Who came, and how many when nobody registered with us."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.registrations.models import Occasion


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Numbers that someone else counted, with where they come from. None is unknown, which is not zero."""

    public: int | None = None
    enterprise: int | None = None
    knowledge: int | None = None
    unknown: int | None = None
    total: int | None = None
    source: str = ""


@transaction.atomic
def record_attendance(*, occasion: Occasion, present: Collection[int], by, at: datetime) -> int:
    """Note who of those with a seat was there, by the keys of their registrations; the others were not.

    Returns how many were. Raises NotPermitted, or Refused before it begins.
    """
    occasion = locked(occasion)
    owner = occasion.owner
    permit(owner.handle_permission, owner, by=by)
    if not occasion.has_started(at):
        raise Refused(_("Noteer de aanwezigen pas als de bijeenkomst begonnen is."))
    seated = occasion.registrations.seated()
    there = seated.filter(pk__in=present).update(attended=True)
    absent = seated.exclude(pk__in=present).update(attended=False)
    record(about=owner, verb="attendance_recorded", by=by, at=at, detail={"present": there, "seated": there + absent})
    return there


@transaction.atomic
def record_counted(*, occasion: Occasion, counted: Counted, by, at: datetime) -> Occasion:
    """Record numbers counted elsewhere, with their source. Where people registered with us, those registrations count.

    Raises NotPermitted, or Refused without a source or when there are registrations.
    """
    occasion = locked(occasion)
    owner = occasion.owner
    permit(owner.handle_permission, owner, by=by)
    if not counted.source.strip():
        raise Refused(_("Vermeld de bron van de telling."), field="source")
    if occasion.registrations.counting().exists():
        raise Refused(_("Hier schreven mensen zich in via het portaal: die inschrijvingen tellen."))
    for name, value in asdict(counted).items():
        setattr(occasion, f"counted_{name}", value.strip() if isinstance(value, str) else value)
    save_checked(occasion)
    record(about=owner, verb="numbers_counted", by=by, at=at, detail={"source": occasion.counted_source})
    return occasion
