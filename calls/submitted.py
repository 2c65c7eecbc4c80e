"""Reading back what was submitted: the frozen content of a revision, never the answers as they are now."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from calls.models import Application, Revision
from pio_portal.organisations.identifiers import format_kbo


@dataclass(frozen=True)
class Submitted:
    """One version of an application as it was handed in, and which versions there are."""

    revision: Revision
    content: dict[str, Any]
    versions: tuple[Revision, ...]

    @property
    def partners(self) -> "list[Partner]":
        return partners_of(self.content)

    @property
    def signature(self) -> dict[str, Any] | None:
        """Name, function and the sentences of the declaration; None for history that was told again."""
        return self.content.get("signature")


@dataclass(frozen=True)
class Partner:
    """An organisation that took part, as it was frozen; who accepted and when is empty where nobody was asked."""

    name: str
    kbo: str = ""
    accepted_at: datetime | None = None
    accepted_by: str = ""

    @property
    def kbo_display(self) -> str:
        return format_kbo(self.kbo)


def partners_of(content: dict[str, Any]) -> list[Partner]:
    """The partners of a frozen version. The earliest versions kept only their names."""
    found = []
    for written in content.get("partners", []):
        if isinstance(written, str):
            found.append(Partner(written))
            continue
        when = datetime.fromisoformat(written["accepted_at"]) if written["accepted_at"] else None
        found.append(Partner(written["name"], written["kbo"], when, written["accepted_by"]))
    return found


def submitted_version(application: Application, number: int | None = None) -> Submitted | None:
    """This version, or the newest; None when nothing was frozen (an imported application). One query."""
    versions = tuple(application.revisions.order_by("number"))
    chosen = next((v for v in versions if v.number == number), versions[-1] if versions else None)
    return Submitted(chosen, json.loads(chosen.content), versions) if chosen else None
