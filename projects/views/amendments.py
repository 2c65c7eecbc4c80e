"""Other dates that were proposed for a milestone: what the pages of the client and of PIO share."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button
from projects.enums import AmendmentStatus
from projects.models import BaselineAmendment, Milestone
from projects.tempo.amendments import agree_amendment


def amendments_of(milestone: Milestone) -> dict[str, Any]:
    """What was proposed for the milestone: the one to decide on, and the earlier ones."""
    rows = list(milestone.amendments.select_related("proposed_by", "decided_by"))
    for row in rows:
        row.milestone = milestone
    return {
        "milestone": milestone,
        "project": milestone.project,
        "proposed": next((row for row in rows if row.status == AmendmentStatus.PROPOSED), None),
        "decided": [row for row in rows if row.status != AmendmentStatus.PROPOSED],
    }


def visible_amendment(milestone: Milestone, pk: int) -> BaselineAmendment:
    """A proposal about this milestone; else 404."""
    return get_object_or_404(BaselineAmendment.objects.select_related("milestone__project"), milestone=milestone, pk=pk)


def decision_button(
    request: HttpRequest, amendment: BaselineAmendment, change: Callable[..., Any], *, back: str
) -> HttpResponse:
    """Agree with a proposal, or leave what was agreed as it is."""
    agreed = change is agree_amendment
    return button(
        request,
        change=partial(change, amendment=amendment),
        done=_("De nieuwe datum is afgesproken.") if agreed else _("De afgesproken datum blijft zoals hij was."),
        back=back,
    )
