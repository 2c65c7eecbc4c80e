"""Which rules a procurement falls under by its estimate and its day, and what does not fit together.

Nothing here refuses: an estimate may be a first guess, and a procedure may have another ground than its amount.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from pio_portal.formats import money_text
from projects.enums import Procedure
from projects.enums import ThresholdKind as Kind
from projects.models import Lot

WORKS = "45"  # the division of the CPV that the directive calls works
IN_THOUSANDS = Decimal(1_000)  # an estimate below this was more likely written in thousands of euro

Amounts = Mapping[str, Decimal]  # of a day: `Threshold.objects.on(day)`


@dataclass(frozen=True, kw_only=True)
class Regime:
    """Whether the European rules hold, and from which amount they do."""

    is_european: bool
    threshold: Decimal

    @property
    def label(self) -> str:
        return _("Europees") if self.is_european else _("Belgisch")


def regime_of(*, estimate: Decimal | None, procedure: str, cpv: str, amounts: Amounts) -> Regime | None:
    """The regime; None when the estimate is unknown, or the threshold of that day."""
    threshold = amounts.get(_european(procedure, cpv))
    if estimate is None or threshold is None:
        return None
    return Regime(is_european=estimate >= threshold, threshold=threshold)


def procedure_doubt(*, estimate: Decimal | None, procedure: str, cpv: str, amounts: Amounts) -> str:
    """Why the procedure hardly fits the estimate, as a sentence; empty when it does."""
    kind, why = _limit_of(procedure, cpv)
    limit = amounts.get(kind)
    if estimate is None or limit is None or estimate < limit:
        return ""
    return why % {"estimate": money_text(estimate), "limit": money_text(limit)}


def estimate_doubt(estimate: Decimal | None) -> str:
    """Whether an estimate was written in thousands of euro, as a sentence; empty when it does not look so."""
    if not estimate or estimate >= IN_THOUSANDS:
        return ""
    told = {"estimate": money_text(estimate), "thousands": money_text(estimate * 1000)}
    return _("Een raming van %(estimate)s is klein. Bedoelt u %(thousands)s?") % told


def lots_doubt(estimate: Decimal | None, lots: Iterable[Lot]) -> str:
    """Whether the lots are estimated at more than the whole, as a sentence; empty when they are not."""
    together = sum((lot.estimate for lot in lots if lot.estimate is not None), Decimal(0))
    if estimate is None or together <= estimate:
        return ""
    told = {"together": money_text(together), "estimate": money_text(estimate)}
    return _("De percelen samen zijn geraamd op %(together)s, meer dan de raming van %(estimate)s.") % told


def _european(procedure: str, cpv: str) -> str:
    if procedure == Procedure.SOCIAL:
        return Kind.EU_SOCIAL
    return Kind.EU_WORKS if cpv.startswith(WORKS) else Kind.EU_GOODS


def _limit_of(procedure: str, cpv: str) -> tuple[str, str]:
    """The threshold below which a procedure is free to choose, and what to say from there on."""
    if procedure == Procedure.LIMITED_VALUE:
        return Kind.LIMITED_VALUE, _(
            "Een opdracht van beperkte waarde blijft onder %(limit)s; de raming is %(estimate)s."
        )
    if procedure == Procedure.WITHOUT_NOTICE:
        return Kind.WITHOUT_NOTICE, _(
            "Zonder bekendmaking onderhandelen om het bedrag alleen kan onder %(limit)s; de raming is %(estimate)s. "
            "Daarboven is een andere grond van artikel 42 nodig."
        )
    if procedure == Procedure.SIMPLIFIED:
        kind = Kind.SIMPLIFIED_WORKS if cpv.startswith(WORKS) else Kind.EU_GOODS
        return kind, _("De vereenvoudigde onderhandelingsprocedure kan onder %(limit)s; de raming is %(estimate)s.")
    return "", ""
