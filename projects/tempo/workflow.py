"""Milestones: the date that was agreed (baseline), that is expected (forecast), that it was reached (actual)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.formats import day_text
from projects.enums import DelayReason
from projects.models import Delay, Milestone, Project
from projects.project.workflow import refuse_future, running_project
from projects.tempo.dependencies import Move, move_along, note_forecasts, planned_moves, refuse_before_earliest


@transaction.atomic
def add_milestone(*, project: Project, name: str, baseline_on: date, by, at: datetime) -> Milestone:
    """Agree on one more milestone. It comes after the milestones that were agreed for an earlier date."""
    project = running_project(project)
    permit("projects.handle_project", project, by=by)
    if project.started_on is not None and baseline_on < project.started_on:
        raise Refused(_("Een mijlpaal valt niet voor de start van het project."), field="baseline_on")
    before = project.milestones.filter(baseline_on__lte=baseline_on, is_launch=False).order_by("position").last()
    milestone = Milestone(
        project=project,
        name=name.strip(),
        position=before.position if before else 0,
        baseline_on=baseline_on,
        forecast_on=baseline_on,
    )
    if project.milestones.filter(name__iexact=milestone.name).exists():
        raise Refused(_("Dit project heeft al een mijlpaal met deze naam."), field="name")
    save_checked(milestone)
    detail = {"milestone": milestone.name, "on": day_text(baseline_on)}
    record(about=project, verb="milestone_added", by=by, at=at, detail=detail)
    return milestone


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """A forecast that can be saved: where the milestone goes, and what moves along with it."""

    milestone: Milestone
    before: date | None
    to_on: date
    moves: list[Move]

    @property
    def is_later(self) -> bool:
        return self.before is not None and self.to_on > self.before

    @property
    def agreed(self) -> str:
        """What was shown, to compare with what would happen when it is saved."""
        return ",".join(f"{move.milestone.pk}:{move.to_on.isoformat()}" for move in self.moves)


@transaction.atomic
def plan_forecast(
    *,
    milestone: Milestone,
    forecast_on: date,
    by,
    at: datetime,
    reason: str = "",
    note: str = "",
    seen: date | None = None,
) -> Forecast:
    """What happens when the milestone is expected then. Writes nothing; raises Refused as saving it would."""
    project = running_project(milestone.project)
    permit("projects.forecast_project", project, by=by)
    milestone, before = open_milestone(milestone, seen=seen)
    milestone.project = project
    if forecast_on < localdate(at):
        raise Refused(_("Een verwachte datum ligt niet in het verleden."), field="forecast_on")
    if forecast_on == before:
        raise Refused(_("Dit is al de verwachte datum."), field="forecast_on")
    refuse_before_earliest(milestone, forecast_on)
    moves = planned_moves(milestone, forecast_on, today=localdate(at))
    plan = Forecast(milestone=milestone, before=before, to_on=forecast_on, moves=moves)
    if plan.is_later and reason not in DelayReason.values:
        raise Refused(_("Kies waarom de mijlpaal opschuift."), field="reason")
    if plan.is_later and reason == DelayReason.OTHER and not note.strip():
        raise Refused(_("Vertel kort waarom de mijlpaal opschuift."), field="note")
    return plan


@transaction.atomic
def forecast_milestone(
    *,
    milestone: Milestone,
    forecast_on: date,
    by,
    at: datetime,
    reason: str = "",
    note: str = "",
    seen: date | None = None,
    agreed: str | None = None,
) -> Milestone:
    """Say when the milestone is expected now; what follows on it moves along. A later date needs a DelayReason.

    The log of delays keeps the reason, once, with the milestone that caused it. `seen` is the forecast that was on the
    page, and `agreed` what was shown to move along; raises Refused when either changed meanwhile.
    """
    plan = plan_forecast(
        milestone=milestone, forecast_on=forecast_on, by=by, at=at, reason=reason, note=note, seen=seen
    )
    if agreed is not None and agreed != plan.agreed:
        raise Refused(_("Er schuiven andere mijlpalen mee dan u zag. Bekijk eerst wat verschuift."))
    milestone, project = plan.milestone, plan.milestone.project
    milestone.forecast_on = forecast_on
    milestone.save(update_fields=["forecast_on"])
    note_forecasts([Move(milestone=milestone, from_on=plan.before, to_on=forecast_on)], at=at)
    detail = {"milestone": milestone.name, "from": day_text(plan.before), "to": day_text(forecast_on)}
    if plan.is_later:
        Delay.objects.create(
            project=project,
            milestone=milestone,
            reason=reason,
            from_on=plan.before,
            to_on=forecast_on,
            note=note.strip(),
            at=at,
            by=by,
        )
        detail["reason"] = str(DelayReason(reason).label).lower()
    record(
        about=project, verb="milestone_delayed" if plan.is_later else "milestone_forecast", by=by, at=at, detail=detail
    )
    move_along(project, plan.moves, by=by, at=at)
    return milestone


@transaction.atomic
def reach_milestone(*, milestone: Milestone, actual_on: date, by, at: datetime) -> Milestone:
    """Record when the milestone was reached; what can no longer come so soon after it moves along.

    The launch is recorded with its procurement.
    """
    project = running_project(milestone.project)
    permit("projects.handle_project", project, by=by)
    milestone, _before = open_milestone(milestone)
    milestone.project = project
    if milestone.is_launch:
        raise Refused(_("De lancering wordt vastgelegd bij de opdracht zelf."))
    refuse_future(actual_on, at, field="actual_on")
    if project.started_on is not None and actual_on < project.started_on:
        raise Refused(_("Een mijlpaal valt niet voor de start van het project."), field="actual_on")
    detail = {"milestone": milestone.name, "on": day_text(actual_on)}
    record(about=project, verb="milestone_reached", by=by, at=at, detail=detail)
    _reached(milestone, actual_on, by=by, at=at)
    return milestone


def mark_reached(project: Project, *, on: date, by, at: datetime, name: str = "", launch: bool = False) -> None:
    """Record on a locked project that its milestone of this name, or its launch, was reached. The first date stays."""
    which = project.milestones.filter(actual_on__isnull=True)
    for milestone in which.filter(is_launch=True) if launch else which.filter(name=name):
        milestone.project = project
        _reached(milestone, on, by=by, at=at)


def _reached(milestone: Milestone, on: date, *, by, at: datetime) -> None:
    """Write down when it was reached; what can no longer come so soon after it moves along."""
    moves = planned_moves(milestone, on, today=localdate(at))
    milestone.actual_on = on
    milestone.save(update_fields=["actual_on"])
    move_along(milestone.project, [move for move in moves if move.is_later], by=by, at=at)


def open_milestone(milestone: Milestone, *, seen: date | None = None) -> tuple[Milestone, date | None]:
    """The milestone, locked, and its forecast. Raises Refused when it was reached, or moved since `seen`."""
    milestone = locked(milestone)
    if milestone.actual_on is not None:
        raise Refused(_("Deze mijlpaal is al bereikt op %(day)s.") % {"day": day_text(milestone.actual_on)})
    if seen is not None and seen != milestone.forecast_on:
        moved = {"day": day_text(milestone.forecast_on)}
        raise Refused(_("Een collega verschoof deze mijlpaal intussen naar %(day)s. Kijk opnieuw.") % moved)
    return milestone, milestone.forecast_on
