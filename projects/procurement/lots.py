"""The lots of a procurement: what may be awarded apart."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.formats import day_text
from projects.enums import ProcurementStatus as Status
from projects.models import Lot, Procurement
from projects.procurement.workflow import locked_procurement, refuse_early_award


@transaction.atomic
def add_lot(*, procurement: Procurement, title: str, estimate: Decimal | None, by, at: datetime) -> Lot:
    """Add a lot with the next number. Raises Refused once the procurement is launched: its lots are announced then."""
    procurement = _planned(procurement, by=by)
    last = procurement.lots.order_by("-number").values_list("number", flat=True).first() or 0
    lot = Lot(procurement=procurement, number=last + 1, title=title.strip(), estimate=estimate)
    save_checked(lot)
    _record(lot, "lot_added", by=by, at=at)
    return lot


@transaction.atomic
def change_lot(*, lot: Lot, title: str, estimate: Decimal | None, by, at: datetime) -> Lot:
    """Correct a lot that is planned."""
    procurement = _planned(lot.procurement, by=by)
    lot = locked(lot)
    lot.procurement, lot.title, lot.estimate = procurement, title.strip(), estimate
    save_checked(lot)
    _record(lot, "lot_changed", by=by, at=at)
    return lot


@transaction.atomic
def remove_lot(*, lot: Lot, by, at: datetime) -> None:
    """Take out a lot that is planned; the others keep their numbers, and the history keeps the row."""
    lot.procurement = _planned(lot.procurement, by=by)
    _record(lot, "lot_removed", by=by, at=at)
    locked(lot).delete()


@transaction.atomic
def award_lot(
    *, lot: Lot, awarded_on: date, contractor_name: str, award_value: Decimal | None, by, at: datetime
) -> Lot:
    """Record, or correct, who got this lot. The procurement itself is awarded once its last lot is decided."""
    _project, procurement = locked_procurement(lot.procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.status not in (Status.LAUNCHED, Status.AWARDED):
        raise Refused(_("Een perceel wordt gegund na de lancering van de opdracht, en voor haar einde."))
    refuse_early_award(procurement, awarded_on, at)
    lot = locked(lot)
    lot.procurement, lot.awarded_on, lot.award_value = procurement, awarded_on, award_value
    lot.contractor_name = contractor_name.strip()
    save_checked(lot)
    on = {"on": day_text(awarded_on), "contractor": lot.contractor_name}
    _record(lot, "lot_awarded", by=by, at=at, **on)
    return lot


def _planned(procurement: Procurement, *, by) -> Procurement:
    """The procurement, locked, while its lots can change."""
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.status != Status.PREPARED:
        raise Refused(_("Deze opdracht is al gelanceerd: haar percelen staan vast."))
    return procurement


def _record(lot: Lot, verb: str, *, by, at: datetime, **detail: str) -> None:
    detail |= {"lot": str(lot), "procurement": lot.procurement.ref}
    record(about=lot.procurement, verb=verb, by=by, at=at, detail=detail)
