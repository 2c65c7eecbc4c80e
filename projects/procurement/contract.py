"""The contract of an awarded procurement: signed after the standstill, amended, delivered in parts; and what was learned."""

from datetime import date, datetime
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, permit, save_checked
from pio_portal.formats import day_text
from projects.enums import ProcurementStatus as Status
from projects.models import ContractAmendment, PartialDelivery, Procurement
from projects.procurement.workflow import keep_acceptance, locked_procurement
from projects.project.workflow import refuse_blank, refuse_future
from projects.task.automatic import settle_tasks

CENTS = Decimal("0.01")


@transaction.atomic
def sign_contract(
    *, procurement: Procurement, contract_on: date, contract_ends_on: date | None, by, at: datetime
) -> Procurement:
    """Record, or correct, when the contract was concluded and until when it runs. Never within the standstill."""
    procurement = _awarded(procurement, by=by)
    refuse_future(contract_on, at, field="contract_on")
    if procurement.awarded_on is not None and contract_on < procurement.awarded_on:
        raise Refused(_("Het contract valt niet voor de gunning."), field="contract_on")
    if procurement.standstill_until is not None and contract_on <= procurement.standstill_until:
        until = {"day": day_text(procurement.standstill_until)}
        raise Refused(
            _("De wachttermijn loopt tot en met %(day)s: het contract komt daarna.") % until, field="contract_on"
        )
    procurement.contract_on, procurement.contract_ends_on = contract_on, contract_ends_on
    save_checked(procurement)
    _record(procurement, "contract_signed", by=by, at=at, on=day_text(contract_on))
    settle_tasks(procurement.project, by=by, at=at)
    return procurement


@transaction.atomic
def amend_contract(
    *,
    procurement: Procurement,
    amended_on: date,
    reason: str,
    difference: Decimal | None,
    ends_on: date | None,
    by,
    at: datetime,
) -> ContractAmendment:
    """Record a change of the contract: why, what it costs more or less, and until when it runs now."""
    procurement = _awarded(procurement, by=by)
    refuse_future(amended_on, at, field="amended_on")
    if procurement.contract_on is None:
        raise Refused(_("Leg eerst vast wanneer het contract gesloten is."))
    if amended_on < procurement.contract_on:
        raise Refused(_("Een wijziging valt niet voor het contract."), field="amended_on")
    if ends_on is not None and ends_on < amended_on:
        raise Refused(_("Het nieuwe einde valt niet voor de wijziging."), field="ends_on")
    amendment = ContractAmendment(
        procurement=procurement,
        amended_on=amended_on,
        reason=refuse_blank(reason, field="reason"),
        difference=None if difference is None else difference.quantize(CENTS),
        ends_on=ends_on,
    )
    save_checked(amendment)
    _record(procurement, "contract_amended", by=by, at=at, on=day_text(amended_on))
    return amendment


@transaction.atomic
def deliver_part(
    *,
    procurement: Procurement,
    delivered_on: date,
    part: str,
    result: str,
    by,
    at: datetime,
    acceptance: File | None = None,
) -> PartialDelivery:
    """Record that a part of the result was accepted, with the report of that. The procurement stays awarded."""
    procurement = _awarded(procurement, by=by)
    refuse_future(delivered_on, at, field="delivered_on")
    if procurement.awarded_on is not None and delivered_on < procurement.awarded_on:
        raise Refused(_("De oplevering valt niet voor de gunning."), field="delivered_on")
    delivery = PartialDelivery(
        procurement=procurement, delivered_on=delivered_on, part=part.strip(), result=result.strip()
    )
    save_checked(delivery)
    keep_acceptance(procurement, acceptance, of=delivery.part, by=by, at=at)
    _record(procurement, "part_delivered", by=by, at=at, on=day_text(delivered_on), part=delivery.part)
    return delivery


@transaction.atomic
def note_lessons(*, procurement: Procurement, lessons: str, by, at: datetime) -> Procurement:
    """Keep what was learned, also from a procurement that failed."""
    project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.launched_on is None:
        raise Refused(_("Lessen komen er na de lancering van de opdracht."))
    procurement.lessons = lessons.strip()
    save_checked(procurement)
    _record(procurement, "lessons_noted", by=by, at=at)
    settle_tasks(project, by=by, at=at)
    return procurement


def _awarded(procurement: Procurement, *, by) -> Procurement:
    """The procurement, locked, while its contract runs."""
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.status != Status.AWARDED:
        raise Refused(_("Dit kan alleen tussen de gunning en de oplevering of het einde van de opdracht."))
    return procurement


def _record(procurement: Procurement, verb: str, *, by, at: datetime, **detail: str) -> None:
    record(about=procurement, verb=verb, by=by, at=at, detail=detail | {"procurement": procurement.ref})
