"""The engagements as pages of staff and of the client show them: by side, and version beside version."""

from collections.abc import Iterable
from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from calls.application.revision_diff import compare_texts
from projects.enums import Outcome, Side
from projects.models import Engagement, EngagementVersion, Project


def by_side(engagements: Iterable[Engagement]) -> list[tuple[Side, list[Engagement]]]:
    """What each side promises, with its `standing`; the rows come from `checked`."""
    listed = list(engagements)
    for engagement in listed:
        engagement.standing = Outcome(engagement.outcome) if engagement.outcome else None
    return [(side, [engagement for engagement in listed if engagement.side == side]) for side in Side]


def version_page(project: Project, number: int) -> dict[str, Any]:
    """A version that both sides confirmed, and what it changed of the one before; 404 when there is none."""
    rows = project.engagement_versions.select_related("pio_confirmed_by", "client_confirmed_by")
    version = get_object_or_404(rows, number=number)
    before = project.engagement_versions.filter(number=number - 1).first()
    return {
        "project": project,
        "version": version,
        "before": before,
        "sides": [(side.label, [line for line in version.lines if line["side"] == side]) for side in Side],
        "differences": compare_texts(_written(before), _written(version)) if before else (),
    }


def _written(version: EngagementVersion) -> str:
    """The list as text, a promise a line, in the order of the list."""
    return "".join(f"{_sentence(line)}\n" for line in version.lines)


def _sentence(line: dict[str, str]) -> str:
    side = Side(line["side"]).label
    day = _(", tegen %(day)s") % {"day": line["due_on"]} if line["due_on"] else ""
    return f"{side}: {line['text']} ({line['person']}{day})"
