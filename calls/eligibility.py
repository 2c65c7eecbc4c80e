"""Five questions before the form, that say whether one may apply and should."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Verdict = Literal["yes", "talk", "no"]


@dataclass(frozen=True)
class Check:
    """A yes-or-no question. A no to a `hard` one ends it; a no to another asks for a talk first."""

    key: str
    question: Promise
    help: Promise
    advice: Promise
    hard: bool = False


CHECKS = (
    Check(
        "publiek",
        _("Plaatst uw organisatie overheidsopdrachten?"),
        _("Departementen, agentschappen, lokale besturen, intercommunales, provincies en veel zorgorganisaties."),
        _(
            "PIO helpt enkel wie onder de wetgeving overheidsopdrachten valt. Werkt u voor een onderneming? "
            "Kijk dan naar de marktconsultaties: daar zoeken overheden oplossingen."
        ),
        hard=True,
    ),
    Check(
        "behoefte",
        _("Hebt u een concrete behoefte waarvoor nog geen oplossing te koop is?"),
        _("U hoeft de oplossing nog niet te kennen. Een bestaand product dat niet volstaat, telt ook."),
        _("Is er al een oplossing te koop, dan hebt u PIO niet nodig. Twijfelt u, neem dan contact op: we denken mee."),
    ),
    Check(
        "aankoop",
        _("Bent u bereid om de oplossing via een overheidsopdracht aan te kopen?"),
        _("PIO subsidieert geen onderzoek of eigen ontwikkeling: het doel is een aankoop."),
        _("PIO begeleidt en financiert alleen overheidsopdrachten. Voor onderzoek bestaan andere kanalen."),
        hard=True,
    ),
    Check(
        "trekker",
        _("Is er iemand die het project trekt, met tijd en met steun van de leiding?"),
        _("Reken op enkele dagen per maand, een jaar lang."),
        _("Zoek eerst een projectleider met een mandaat: zonder trekker raken projecten vertraagd."),
    ),
    Check(
        "delen",
        _("Wilt u uw ervaring delen met andere besturen?"),
        _("Minstens met één activiteit en één verhaal, wanneer het project klaar is."),
        _("Kennis delen hoort erbij: zonder kunnen we een project niet afsluiten. Bespreek met ons wat haalbaar is."),
    ),
)


def verdict(given: Mapping[str, str]) -> tuple[Verdict, list[Check]]:
    """What the answers (`ja` or `nee` per key) come down to, and the questions that stand in the way."""
    against = [check for check in CHECKS if given.get(check.key) != "ja"]
    if any(check.hard for check in against):
        return "no", against
    return ("talk" if against else "yes"), against
