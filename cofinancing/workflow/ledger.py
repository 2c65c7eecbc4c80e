"""The envelope of each year and its ledger: an append-only list of signed movements that the database adds up."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from cofinancing.models import CofinancingDecision, Envelope, LedgerEntry
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.formats import money_text


@transaction.atomic
def set_envelope(*, year: int, amount: Decimal, source: str = "", by, at: datetime) -> Envelope:
    """Say how much may be committed in a year (euro). Never less than what is committed already."""
    permit("cofinancing.manage_envelope", None, by=by)
    if amount < 0:
        raise Refused(_("Het bedrag kan niet negatief zijn."), field="amount")
    envelope, _created = Envelope.objects.get_or_create(year=year, defaults={"amount": 0})
    envelope = locked(envelope)
    if amount < envelope.committed:
        raise Refused(
            _("In de enveloppe %(year)s is al %(committed)s vastgelegd. Het bedrag kan niet lager zijn.")
            % {"year": year, "committed": money_text(envelope.committed)},
            field="amount",
        )
    detail = {"year": year, "before": money_text(envelope.amount), "after": money_text(amount)}
    envelope.amount, envelope.source = amount, source
    envelope.save(update_fields=["amount", "source"])
    record(about=envelope, verb="envelope_set", by=by, at=at, detail=detail)
    return envelope


def book(decision: CofinancingDecision, difference: Decimal, *, what: str, at: datetime) -> None:
    """Book what a decision changes (euro), inside its transaction.

    More is committed on the year of the decision; less is released where it was committed, the latest year first.
    """
    if difference > 0:
        envelope = Envelope.objects.get(year=decision.decided_on.year)
        LedgerEntry.objects.create(envelope=envelope, decision=decision, amount=difference, what=what, at=at)
    elif difference < 0:
        _release(decision, -difference, what=what, at=at)


def guard_left(*, year: int, wanted: Decimal) -> Envelope:
    """The envelope of the year, held until the transaction ends. Raises Refused when less than `wanted` is left."""
    envelope = Envelope.objects.filter(year=year).first()
    if envelope is None:
        raise Refused(
            _("Voor %(year)s is er nog geen enveloppe. Vraag de programmaleider om ze in te stellen.") % {"year": year},
            field="decided_on",
        )
    envelope = locked(envelope)
    if envelope.left < wanted:
        raise Refused(
            _(
                "In de enveloppe %(year)s is nog %(left)s over; u wilt %(wanted)s toekennen. "
                "Verlaag het bedrag of vraag de programmaleider om de enveloppe aan te passen."
            )
            % {"year": year, "left": money_text(envelope.left), "wanted": money_text(wanted)},
            field="amount",
        )
    return envelope


def _release(decision: CofinancingDecision, amount: Decimal, *, what: str, at: datetime) -> None:
    """What was granted before there was a ledger (imported rows) was never committed, and is not released either."""
    committed = (
        LedgerEntry.objects.filter(decision__procurement=decision.procurement_id)
        .values("envelope", "envelope__year")
        .annotate(held=Sum("amount"))
        .filter(held__gt=0)
        .order_by("-envelope__year")
    )
    for row in committed:
        part = min(amount, row["held"])
        if part > 0:
            LedgerEntry.objects.create(envelope_id=row["envelope"], decision=decision, amount=-part, what=what, at=at)
            amount -= part
