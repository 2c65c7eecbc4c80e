"""Another agreed date for a milestone: what one person proposes, another agrees with (four eyes)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.formats import day_text
from projects.enums import AmendmentStatus
from projects.models import BaselineAmendment, Milestone
from projects.project.workflow import refuse_blank, running_project
from projects.tempo.dependencies import Move, first_day_of, move_along, note_forecasts, planned_moves
from projects.tempo.workflow import open_milestone


@transaction.atomic
def propose_amendment(*, milestone: Milestone, to_on: date, reason: str, by, at: datetime) -> BaselineAmendment:
    """Propose another agreed date. Nothing moves until another person agrees."""
    project = running_project(milestone.project)
    permit("projects.propose_amendment", project, by=by)
    milestone, _before = open_milestone(milestone)
    if project.started_on is not None and to_on < project.started_on:
        raise Refused(_("Een mijlpaal valt niet voor de start van het project."), field="to_on")
    if to_on == milestone.baseline_on:
        raise Refused(_("Deze datum is al afgesproken."), field="to_on")
    if milestone.amendments.filter(status=AmendmentStatus.PROPOSED).exists():
        raise Refused(_("Er ligt al een voorstel voor deze mijlpaal. Daarover wordt eerst beslist."))
    made = BaselineAmendment(
        milestone=milestone,
        from_on=milestone.baseline_on,
        to_on=to_on,
        reason=refuse_blank(reason, field="reason"),
        proposed_at=at,
        proposed_by=by,
    )
    save_checked(made)
    record(about=project, verb="amendment_proposed", by=by, at=at, detail=_detail(made) | {"reason": made.reason})
    return made


@transaction.atomic
def agree_amendment(*, amendment: BaselineAmendment, by, at: datetime) -> BaselineAmendment:
    """Agree on the proposed date: the baseline moves, and with the launch the target of the project.

    Raises Refused for who proposed it, and when the milestone was reached or agreed anew meanwhile.
    """
    project = running_project(amendment.milestone.project)
    amendment = locked(amendment)
    milestone, _before = open_milestone(amendment.milestone)
    milestone.project = amendment.milestone.project = project
    if by is not None and by.pk == amendment.proposed_by_id:
        raise Refused(_("U stelde deze datum zelf voor. Iemand anders bevestigt hem."))
    if milestone.baseline_on != amendment.from_on:
        raise Refused(_("De afgesproken datum veranderde intussen. Doe een nieuw voorstel."))
    _decide(amendment, "agree", by=by, at=at)
    moves = _forecast_along(milestone, amendment.to_on, at=at)
    milestone.baseline_on = amendment.to_on
    milestone.save(update_fields=["baseline_on", "forecast_on"])
    if milestone.is_launch:
        project.target_launch_on = amendment.to_on
        project.save(update_fields=["target_launch_on"])
    record(about=project, verb="amendment_agreed", by=by, at=at, detail=_detail(amendment))
    move_along(project, moves, by=by, at=at)
    return amendment


@transaction.atomic
def decline_amendment(*, amendment: BaselineAmendment, by, at: datetime) -> BaselineAmendment:
    """Leave the agreed date as it is. Who proposed it may take the proposal back so."""
    project = running_project(amendment.milestone.project)
    amendment = locked(amendment)
    amendment.milestone.project = project
    _decide(amendment, "decline", by=by, at=at)
    record(about=project, verb="amendment_declined", by=by, at=at, detail=_detail(amendment))
    return amendment


def _decide(amendment: BaselineAmendment, transition: str, *, by, at: datetime) -> None:
    perform(amendment, transition, by=by)
    amendment.decided_at, amendment.decided_by = at, by
    amendment.save(update_fields=["status", "decided_at", "decided_by"])


def _forecast_along(milestone: Milestone, to_on: date, *, at: datetime) -> list[Move]:
    """A forecast that was what was agreed goes along with it, when it can come then; with what moves along with that."""
    if milestone.forecast_on not in (None, milestone.baseline_on):
        return []
    first_day = first_day_of(milestone)
    if to_on < localdate(at) or (first_day is not None and to_on < first_day):
        return []
    moves = planned_moves(milestone, to_on, today=localdate(at))
    note_forecasts([Move(milestone=milestone, from_on=milestone.forecast_on, to_on=to_on)], at=at)
    milestone.forecast_on = to_on
    return moves


def _detail(amendment: BaselineAmendment) -> dict[str, str]:
    return {
        "milestone": amendment.milestone.name,
        "from": day_text(amendment.from_on),
        "to": day_text(amendment.to_on),
    }
