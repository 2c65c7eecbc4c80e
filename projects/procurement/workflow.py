"""A procurement from its plan to its delivery, its cancellation or its termination."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.formats import day_text, money_text
from pio_portal.references import next_reference
from projects.document.workflow import file_document
from projects.enums import DocumentKind, Phase
from projects.enums import ProcurementStatus as Status
from projects.models import Lot, Procurement, Project, Remark
from projects.project.workflow import advance_to, refuse_blank, refuse_future, running_project
from projects.task.automatic import settle_tasks
from projects.tempo.workflow import mark_reached

RELAUNCHED = ("title", "procedure", "cpv", "estimate", "innovation", "rd_share")  # what a relaunch begins with


@transaction.atomic
def record_procurement(
    *,
    project: Project,
    title: str,
    by,
    at: datetime,
    procedure: str = "",
    cpv: str = "",
    estimate: Decimal | None = None,
    innovation: str = "",
    rd_share: int | None = None,
) -> Procurement:
    """Record that the project plans a procurement. Amounts are in euro, without VAT."""
    project = running_project(project)
    permit("projects.record_procurement", project, by=by)
    fields: dict[str, Any] = {"title": title, "procedure": procedure, "cpv": cpv, "estimate": estimate}
    return _create(project, innovation=innovation, rd_share=rd_share, by=by, at=at, **fields)


def _create(project: Project, *, by, at: datetime, verb: str = "procurement_recorded", **fields) -> Procurement:
    if project.phase in (Phase.KNOWLEDGE, Phase.CLOSED):
        raise Refused(_("Alle opdrachten van dit project zijn voorbij: er komt geen meer bij."))
    procurement = Procurement(ref=next_reference("O", localdate(at).year), project=project, **fields)
    save_checked(procurement)
    detail = {"procurement": procurement.ref, "title": procurement.title}
    record(about=procurement, verb=verb, by=by, at=at, detail=detail)
    settle_tasks(project, by=by, at=at)
    return procurement


@transaction.atomic
def edit_procurement(
    *,
    procurement: Procurement,
    title: str,
    procedure: str,
    cpv: str,
    estimate: Decimal | None,
    by,
    at: datetime,
    innovation: str = "",
    rd_share: int | None = None,
) -> Procurement:
    """Correct what is planned. Raises Refused once the procurement is launched."""
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.status != Status.PREPARED:
        raise Refused(_("Deze opdracht is al gelanceerd: de gegevens staan vast."))
    procurement.title, procurement.procedure, procurement.cpv, procurement.estimate = title, procedure, cpv, estimate
    procurement.innovation, procurement.rd_share = innovation, rd_share
    save_checked(procurement)
    record(about=procurement, verb="procurement_edited", by=by, at=at, detail={"procurement": procurement.ref})
    return procurement


@transaction.atomic
def describe_innovation(
    *, procurement: Procurement, innovation: str, rd_share: int | None, by, at: datetime
) -> Procurement:
    """Say what is new about a procurement: in any state, since it binds nobody."""
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    procurement.innovation, procurement.rd_share = innovation, rd_share
    save_checked(procurement)
    record(about=procurement, verb="procurement_edited", by=by, at=at, detail={"procurement": procurement.ref})
    return procurement


@transaction.atomic
def launch_procurement(
    *,
    procurement: Procurement,
    launched_on: date,
    by,
    at: datetime,
    notice_ref: str = "",
    notice_url: str = "",
    questions_until: datetime | None = None,
    tender_deadline: datetime | None = None,
    despite: str = "",
) -> Procurement:
    """Record that the notice or the first invitation went out. The project enters its award phase.

    With remarks of PIO on its tender documents still open it is launched only when `despite` says why.
    """
    project, procurement = locked_procurement(procurement)
    perform(procurement, "launch", by=by)
    refuse_future(launched_on, at, field="launched_on")
    if not procurement.procedure:
        raise Refused(_("Kies eerst de procedure van deze opdracht."))
    if project.started_on is not None and launched_on < project.started_on:
        raise Refused(_("De lancering valt niet voor de start van het project."), field="launched_on")
    remarks = Remark.objects.before_launch(procurement).count()
    if remarks and not despite.strip():
        raise Refused(
            ngettext(
                "Er staat nog %(n)d opmerking van PIO open. Zeg waarom u toch lanceert.",
                "Er staan nog %(n)d opmerkingen van PIO open. Zeg waarom u toch lanceert.",
                remarks,
            )
            % {"n": remarks},
            field="despite",
        )
    procurement.launched_on = launched_on
    _set_notice(procurement, notice_ref=notice_ref, notice_url=notice_url)
    _set_deadlines(procurement, questions_until=questions_until, tender_deadline=tender_deadline)
    save_checked(procurement)
    detail = {"procurement": procurement.ref, "on": day_text(launched_on)}
    record(about=procurement, verb="procurement_launched", by=by, at=at, detail=detail)
    if remarks:
        detail = {"procurement": procurement.ref, "n": remarks, "reason": despite.strip()}
        record(about=procurement, verb="launched_with_remarks", by=by, at=at, detail=detail)
    mark_reached(project, launch=True, on=launched_on, by=by, at=at)
    advance_to(project, Phase.AWARD, by=by, at=at)
    return procurement


@transaction.atomic
def change_notice(
    *,
    procurement: Procurement,
    notice_ref: str,
    notice_url: str,
    tender_deadline: datetime | None,
    by,
    at: datetime,
    questions_until: datetime | None = None,
    questions_received: int | None = None,
) -> Procurement:
    """Correct the notice of a launched procurement, or move its deadlines. Raises Refused once it was awarded."""
    _project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.status != Status.LAUNCHED:
        raise Refused(_("De aankondiging verandert alleen tussen de lancering en de gunning."))
    _set_notice(procurement, notice_ref=notice_ref, notice_url=notice_url)
    _set_deadlines(procurement, questions_until=questions_until, tender_deadline=tender_deadline)
    procurement.questions_received = questions_received
    save_checked(procurement)
    record(about=procurement, verb="notice_changed", by=by, at=at, detail={"procurement": procurement.ref})
    return procurement


def _set_notice(procurement: Procurement, *, notice_ref: str, notice_url: str) -> None:
    procurement.notice_ref, procurement.notice_url = notice_ref.strip(), notice_url.strip()


def _set_deadlines(
    procurement: Procurement, *, questions_until: datetime | None, tender_deadline: datetime | None
) -> None:
    start = _start_of(procurement.launched_on) if procurement.launched_on else None
    if start is not None and tender_deadline is not None and tender_deadline <= start:
        raise Refused(_("De uiterste datum voor offertes valt na de lancering."), field="tender_deadline")
    if start is not None and questions_until is not None and questions_until <= start:
        raise Refused(_("Vragen kunnen pas na de lancering."), field="questions_until")
    procurement.questions_until, procurement.tender_deadline = questions_until, tender_deadline


@transaction.atomic
def award_procurement(
    *,
    procurement: Procurement,
    awarded_on: date,
    contractor_name: str,
    award_value: Decimal | None,
    by,
    at: datetime,
    award_grounds: str = "",
    standstill_days: int | None = None,
) -> Procurement:
    """Record who got the contract. The project enters its execution phase."""
    project, procurement = locked_procurement(procurement)
    perform(procurement, "award", by=by)
    refuse_early_award(procurement, awarded_on, at)
    procurement.awarded_on, procurement.award_value = awarded_on, award_value
    procurement.contractor_name, procurement.award_grounds = contractor_name.strip(), award_grounds.strip()
    if standstill_days is not None:
        procurement.standstill_until = awarded_on + timedelta(days=standstill_days)
    save_checked(procurement)
    detail = {"procurement": procurement.ref, "on": day_text(awarded_on), "contractor": procurement.contractor_name}
    record(about=procurement, verb="procurement_awarded", by=by, at=at, detail=detail)
    advance_to(project, Phase.EXECUTION, by=by, at=at)
    return procurement


def refuse_early_award(procurement: Procurement, awarded_on: date, at: datetime) -> None:
    """Raise Refused for an award in the future, before the launch or before the deadline for tenders."""
    refuse_future(awarded_on, at, field="awarded_on")
    if procurement.launched_on is not None and awarded_on < procurement.launched_on:
        raise Refused(_("De gunning valt niet voor de lancering."), field="awarded_on")
    if procurement.tender_deadline is not None and awarded_on < localdate(procurement.tender_deadline):
        raise Refused(_("De gunning valt niet voor de uiterste datum voor offertes."), field="awarded_on")


@transaction.atomic
def deliver_procurement(
    *,
    procurement: Procurement,
    delivered_on: date,
    note: str,
    by,
    at: datetime,
    lessons: str = "",
    acceptance: File | None = None,
) -> Procurement:
    """Record that the whole result was accepted; a part of it is no delivery. The project enters its delivery phase."""
    project, procurement = locked_procurement(procurement)
    perform(procurement, "deliver", by=by)
    refuse_future(delivered_on, at, field="delivered_on")
    if procurement.awarded_on is not None and delivered_on < procurement.awarded_on:
        raise Refused(_("De oplevering valt niet voor de gunning."), field="delivered_on")
    last_part = procurement.partial_deliveries.order_by("delivered_on").last()
    if last_part is not None and delivered_on < last_part.delivered_on:
        raise Refused(_("De volledige oplevering valt niet voor die van een deel."), field="delivered_on")
    procurement.delivered_on, procurement.delivery_note = delivered_on, note.strip()
    procurement.lessons = lessons.strip() or procurement.lessons
    save_checked(procurement)
    keep_acceptance(procurement, acceptance, of=procurement.title, by=by, at=at)
    detail = {"procurement": procurement.ref, "on": day_text(delivered_on)}
    record(about=procurement, verb="procurement_delivered", by=by, at=at, detail=detail)
    advance_to(project, Phase.DELIVERY, by=by, at=at)
    settle_tasks(project, by=by, at=at)
    return procurement


def keep_acceptance(procurement: Procurement, file: File | None, *, of: str, by, at: datetime) -> None:
    """Keep the report of what was accepted of a locked procurement, when there is one."""
    if file is not None:
        title, kind = _("Verslag van oplevering: %(title)s") % {"title": of}, DocumentKind.DELIVERY
        file_document(procurement.project, file, kind=kind, title=title, of=procurement, by=by, at=at)


@transaction.atomic
def cancel_procurement(*, procurement: Procurement, ended_on: date, reason: str, by, at: datetime) -> Procurement:
    """Give the procurement up before its award. A launched one still counts (I04)."""
    return _end(procurement, "cancel", "procurement_cancelled", ended_on=ended_on, reason=reason, by=by, at=at)


@transaction.atomic
def report_no_tenders(*, procurement: Procurement, ended_on: date, reason: str, by, at: datetime) -> Procurement:
    """Record that there were no tenders, or none that could be used."""
    return _end(
        procurement, "report_no_tenders", "procurement_no_tenders", ended_on=ended_on, reason=reason, by=by, at=at
    )


@transaction.atomic
def terminate_procurement(*, procurement: Procurement, ended_on: date, reason: str, by, at: datetime) -> Procurement:
    """End the contract before its delivery."""
    return _end(procurement, "terminate", "procurement_terminated", ended_on=ended_on, reason=reason, by=by, at=at)


def _end(
    procurement: Procurement, transition: str, verb: str, *, ended_on: date, reason: str, by, at: datetime
) -> Procurement:
    project, procurement = locked_procurement(procurement)
    perform(procurement, transition, by=by)
    refuse_future(ended_on, at, field="ended_on")
    last_on = procurement.awarded_on or procurement.launched_on
    if last_on is not None and ended_on < last_on:
        raise Refused(_("Deze datum valt voor de lancering of de gunning."), field="ended_on")
    procurement.ended_on, procurement.end_reason = ended_on, refuse_blank(reason, field="reason")
    save_checked(procurement)
    detail = {"procurement": procurement.ref, "reason": procurement.end_reason}
    record(about=procurement, verb=verb, by=by, at=at, detail=detail)
    settle_tasks(project, by=by, at=at)
    return procurement


@transaction.atomic
def relaunch_procurement(*, procurement: Procurement, by, at: datetime) -> Procurement:
    """Prepare a failed procurement anew, as a relaunch, so that it does not count twice (I04)."""
    project, procurement = locked_procurement(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    if procurement.launched_on is None or procurement.status not in (Status.CANCELLED, Status.NO_TENDERS):
        raise Refused(_("Alleen een gelanceerde opdracht die mislukte, kan opnieuw worden gelanceerd."))
    if open_one := procurement.relaunches.exclude(status__in=[Status.CANCELLED, Status.NO_TENDERS]).first():
        raise Refused(_("Deze opdracht wordt al opnieuw gelanceerd als %(ref)s.") % {"ref": open_one.ref})
    fields = {name: getattr(procurement, name) for name in RELAUNCHED}
    again = _create(project, relaunch_of=procurement, verb="procurement_relaunched", by=by, at=at, **fields)
    Lot.objects.bulk_create(
        [
            Lot(procurement=again, number=lot.number, title=lot.title, estimate=lot.estimate)
            for lot in procurement.lots.all()
        ]
    )
    return again


@transaction.atomic
def tell_cofinancing_decided(
    *, procurement: Procurement, amount: Decimal | None, decided_on: date, by, at: datetime
) -> Procurement:
    """Keep what was decided about co-financing: `amount` is the total granted now (euro), None for a refusal.

    Permission is checked where the decision is recorded, not here.
    """
    procurement = locked(procurement)
    if amount is not None and amount < 0:
        raise Refused(_("Een bedrag kan niet negatief zijn."), field="amount")
    procurement.cofinancing_granted, procurement.cofinancing_decided_on = amount, decided_on
    procurement.save(update_fields=["cofinancing_granted", "cofinancing_decided_on"])
    verb = "procurement_cofinancing_refused" if amount is None else "procurement_cofinancing_set"
    detail = {"procurement": procurement.ref, "amount": money_text(amount), "on": day_text(decided_on)}
    record(about=procurement, verb=verb, by=by, at=at, detail=detail)
    return procurement


def locked_procurement(procurement: Procurement) -> tuple[Project, Procurement]:
    """The running project, then its procurement, both locked in this order."""
    project = running_project(procurement.project)
    procurement = locked(procurement)
    procurement.project = project
    return project, procurement


def _start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=get_current_timezone())
