"""Decisions: each is a new row that is never edited, and books its difference on the envelope at once."""

from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cofinancing.enums import Authority, DecisionKind, MeetingStatus
from cofinancing.models import CofinancingDecision, CofinancingRequest
from cofinancing.workflow.ledger import book, guard_left
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.correspondence import outbox
from pio_portal.formats import day_text, money_text
from pio_portal.references import next_reference
from projects.models import Procurement
from projects.procurement.workflow import tell_cofinancing_decided

VERBS = {
    DecisionKind.GRANT: "cofinancing_granted",
    DecisionKind.REFUSAL: "cofinancing_refused",
    DecisionKind.AMENDMENT: "cofinancing_amended",
    DecisionKind.REVOCATION: "cofinancing_revoked",
}


@transaction.atomic
def record_decision(
    *,
    request: CofinancingRequest,
    kind: str,
    amount: Decimal | None,
    decided_on: date,
    authority: str,
    reference: str,
    grounds: str,
    by,
    at: datetime,
) -> CofinancingDecision:
    """Record the grant or the refusal of a request. A grant commits its amount (euro) on the year of `decided_on`.

    Raises Refused when the envelope has too little left, the date cannot be, or more is granted than was asked.
    """
    request = locked(request)
    perform(request, "decide", by=by)
    procurement = locked(request.procurement)
    if kind not in (DecisionKind.GRANT, DecisionKind.REFUSAL):
        raise Refused(_("Een vraag wordt toegekend of geweigerd."), field="kind")
    if CofinancingDecision.objects.current_amount(procurement):
        raise Refused(
            _("Voor deze opdracht is al cofinanciering toegekend. Leg een wijziging van die beslissing vast.")
        )
    granted = _granted(request, amount) if kind == DecisionKind.GRANT else None
    _guard_date(decided_on, procurement, at=at)
    _guard_request(request, decided_on, authority)
    if authority != Authority.COMMITTEE and request.meeting and request.meeting.status == MeetingStatus.PLANNED:
        request.meeting, request.position = None, 0  # the committee no longer has to decide
    request.save(update_fields=["status", "meeting", "position"])
    return _decide(
        CofinancingDecision(
            procurement=procurement,
            request=request,
            kind=kind,
            amount=granted,
            decided_on=decided_on,
            authority=authority,
            meeting=request.meeting if authority == Authority.COMMITTEE else None,
            reference=reference,
            grounds=grounds,
        ),
        by=by,
        at=at,
    )


def amend_decision(
    *,
    procurement: Procurement,
    amount: Decimal,
    decided_on: date,
    authority: str,
    reference: str,
    grounds: str,
    by,
    at: datetime,
) -> CofinancingDecision:
    """Change what is granted to `amount` (euro, the new total): a new row. More is committed, less is released."""
    if amount is None or amount <= 0:
        raise Refused(
            _("Een wijziging heeft een bedrag. Trek de toekenning in als er niets overblijft."), field="amount"
        )
    fields = {"decided_on": decided_on, "authority": authority, "reference": reference, "grounds": grounds}
    return _change(procurement, DecisionKind.AMENDMENT, amount, fields, by=by, at=at)


def revoke_decision(
    *, procurement: Procurement, decided_on: date, authority: str, reference: str, grounds: str, by, at: datetime
) -> CofinancingDecision:
    """Take the whole grant back: a new row of 0 euro. Everything that was committed is released."""
    fields = {"decided_on": decided_on, "authority": authority, "reference": reference, "grounds": grounds}
    return _change(procurement, DecisionKind.REVOCATION, Decimal(0), fields, by=by, at=at)


@transaction.atomic
def _change(
    procurement: Procurement, kind: DecisionKind, amount: Decimal, fields: dict, *, by, at: datetime
) -> CofinancingDecision:
    procurement = locked(procurement)
    permit("cofinancing.record_decision", procurement, by=by)
    now = CofinancingDecision.objects.current_amount(procurement)
    if not now:
        raise Refused(_("Voor deze opdracht is er geen toekenning die u kunt wijzigen of intrekken."))
    if amount == now:
        raise Refused(
            _("Er is al %(amount)s toegekend. Vul het nieuwe totaal in.") % {"amount": money_text(now)}, field="amount"
        )
    _guard_date(fields["decided_on"], procurement, at=at)
    grant = procurement.cofinancing_decisions.filter(kind=DecisionKind.GRANT).order_by("-decided_on", "-ref").first()
    request = grant.request if grant else None
    return _decide(
        CofinancingDecision(procurement=procurement, request=request, kind=kind, amount=amount, **fields), by=by, at=at
    )


def _decide(decision: CofinancingDecision, *, by, at: datetime) -> CofinancingDecision:
    """Hold the envelope, keep the row, book its difference, tell the procurement, have the letter made."""
    kind, year = DecisionKind(decision.kind), decision.decided_on.year
    before = CofinancingDecision.objects.current_amount(decision.procurement)
    difference = (decision.amount or Decimal(0)) - before
    if difference > 0:
        guard_left(year=year, wanted=difference)
    decision.ref = next_reference("CF", year)
    decision.recorded_at, decision.recorded_by = at, by
    save_checked(decision)
    book(decision, difference, what=f"{kind.label} {decision.procurement.ref}", at=at)
    amount = None if kind == DecisionKind.REFUSAL else decision.amount
    tell_cofinancing_decided(
        procurement=decision.procurement, amount=amount, decided_on=decision.decided_on, by=by, at=at
    )
    if decision.request is not None:
        detail = {"ref": decision.ref, "amount": money_text(decision.amount), "on": day_text(decision.decided_on)}
        record(about=decision.request, verb=VERBS[kind], by=by, at=at, detail=detail)
    outbox.post_task("cofinancing.send_letter", key=f"cofinancing-letter:{decision.ref}", decision=decision.pk)
    return decision


def _granted(request: CofinancingRequest, amount: Decimal | None) -> Decimal:
    if amount is None or amount <= 0:
        raise Refused(_("Vul het toegekende bedrag in, meer dan 0 euro."), field="amount")
    if amount > request.requested:
        raise Refused(
            _("Er werd %(requested)s gevraagd. Ken hoogstens dat bedrag toe.")
            % {"requested": money_text(request.requested)},
            field="amount",
        )
    return amount


def _guard_date(decided_on: date, procurement: Procurement, *, at: datetime) -> None:
    """Not in the future, and not before what it changes."""
    if decided_on > localdate(at):
        raise Refused(_("Een beslissing kan niet in de toekomst liggen. Kies vandaag of vroeger."), field="decided_on")
    last = procurement.cofinancing_decisions.order_by("-decided_on", "-ref").first()
    if last is not None and decided_on < last.decided_on:
        raise Refused(
            _("De vorige beslissing over deze opdracht is van %(day)s. Kies die dag of later.")
            % {"day": day_text(last.decided_on)},
            field="decided_on",
        )


def _guard_request(request: CofinancingRequest, decided_on: date, authority: str) -> None:
    """Not before the question was asked, and by the committee only on or after the day of its meeting."""
    if authority not in Authority.values:
        raise Refused(_("Kies wie de beslissing nam."), field="authority")
    if decided_on < localdate(request.requested_at):
        raise Refused(
            _("De cofinanciering werd gevraagd op %(day)s. Een beslissing kan niet vroeger zijn.")
            % {"day": day_text(request.requested_at)},
            field="decided_on",
        )
    if authority != Authority.COMMITTEE:
        return
    if request.meeting is None:
        raise Refused(_("Het comité beslist in een vergadering. Zet de vraag eerst op een agenda."), field="authority")
    if decided_on < localdate(request.meeting.held_at):
        raise Refused(
            _("De vergadering is op %(day)s. Een beslissing van het comité kan niet vroeger zijn.")
            % {"day": day_text(request.meeting.held_at)},
            field="decided_on",
        )
