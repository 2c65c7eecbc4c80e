"""Whether both sides keep what they promised: checked at an evaluation, or when a promise was due (plan, action 3)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, permit
from projects.enums import Outcome
from projects.models import EngagementCheck, Project
from projects.project.workflow import refuse_future, running_project


class Found(NamedTuple):
    """What became of one engagement, with a note that says why it was not kept."""

    outcome: str
    note: str = ""


@transaction.atomic
def check_engagements(
    *, project: Project, checked_on: date, found: Mapping[int, Found], by, at: datetime
) -> list[EngagementCheck]:
    """Record what became of engagements (by their key) on a day. Those that are not named stay as they were.

    Raises Refused before both sides confirmed, for a day that cannot be, and for what was not kept without a note.
    """
    project = running_project(project)
    permit("projects.check_engagements", project, by=by)
    if project.agreed_version is None:
        raise Refused(_("Nagaan kan zodra beide kanten de engagementen bevestigd hebben."))
    refuse_future(checked_on, at, field="checked_on")
    if project.started_on and checked_on < project.started_on:
        raise Refused(_("Deze dag valt voor de start van het project."), field="checked_on")
    promised = project.engagements.in_bulk(list(found))
    if not promised:
        raise Refused(_("Zeg van minstens één engagement wat ervan werd."))
    made = []
    for key, engagement in promised.items():
        outcome, note = Outcome(found[key].outcome), found[key].note.strip()
        if outcome != Outcome.KEPT and not note:
            raise Refused(
                _("Zeg waarom dit engagement niet of maar deels is nagekomen."), field=f"note_{engagement.pk}"
            )
        made.append(
            EngagementCheck(engagement=engagement, outcome=outcome, note=note, checked_on=checked_on, at=at, by=by)
        )
    EngagementCheck.objects.bulk_create(made)
    for check in made:
        detail = {"text": check.engagement.text, "reason": check.note}
        record(about=project, verb=f"engagement_{check.outcome}", by=by, at=at, detail=detail)
    return made
