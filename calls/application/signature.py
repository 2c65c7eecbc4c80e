"""Who signs an application, and what they declare. The only place where the text of the declaration stands."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Signature:
    """A name and a function under a declaration, whose sentences are frozen with the submission."""

    name: str
    function: str
    declaration: tuple[str, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """As it is frozen with a submission."""
        return {"name": self.name, "function": self.function, "declaration": list(self.declaration)}


def declaration(organisation: str) -> tuple[str, ...]:
    """What is declared, a sentence each, in the name of this organisation."""
    return (
        _("Ik mag %(organisation)s vertegenwoordigen en in haar naam een aanvraag indienen.")
        % {"organisation": organisation},
        _("De antwoorden en de bijlagen zijn juist en volledig."),
        _("De organisaties die in deze aanvraag meedoen, zijn het eens met de inhoud."),
        _(
            "Wordt de aanvraag geselecteerd, dan werkt mijn organisatie mee aan het voortraject en deelt ze wat ze leert."
        ),
    )
