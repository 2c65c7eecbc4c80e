"""Reading back what was submitted: the frozen content of a revision, never the answers as they are now."""

import json
from dataclasses import dataclass
from typing import Any

from calls.models import Application, Revision


@dataclass(frozen=True)
class Submitted:
    """One version of an application as it was handed in, and which versions there are."""

    revision: Revision
    content: dict[str, Any]
    versions: tuple[Revision, ...]


def submitted_version(application: Application, number: int | None = None) -> Submitted | None:
    """This version, or the newest; None when nothing was frozen (an imported application). One query."""
    versions = tuple(application.revisions.order_by("number"))
    chosen = next((v for v in versions if v.number == number), versions[-1] if versions else None)
    return Submitted(chosen, json.loads(chosen.content), versions) if chosen else None
