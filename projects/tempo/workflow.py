"""Milestones: the date that was agreed (baseline), that is expected (forecast), that it was reached (actual)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from pio_portal.formats import day_text
from projects.enums import DelayReason
from projects.models import Delay, Milestone, Project
from projects.project.workflow import refuse_blank, refuse_future, running_project


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
) -> Milestone:
    """Say when the milestone is expected now. A later date needs a DelayReason, which the log of delays keeps.

    `seen` is the forecast that was on the page; raises Refused when a colleague moved it meanwhile.
    """
    project = running_project(milestone.project)
    permit("projects.forecast_project", project, by=by)
    milestone, before = _open_milestone(milestone, seen=seen)
    if forecast_on < localdate(at):
        raise Refused(_("Een verwachte datum ligt niet in het verleden."), field="forecast_on")
    if forecast_on == before:
        raise Refused(_("Dit is al de verwachte datum."), field="forecast_on")
    is_later = before is not None and forecast_on > before
    if is_later and reason not in DelayReason.values:
        raise Refused(_("Kies waarom de mijlpaal opschuift."), field="reason")
    if is_later and reason == DelayReason.OTHER and not note.strip():
        raise Refused(_("Vertel kort waarom de mijlpaal opschuift."), field="note")
    milestone.forecast_on = forecast_on
    milestone.save(update_fields=["forecast_on"])
    detail = {"milestone": milestone.name, "from": day_text(before), "to": day_text(forecast_on)}
    if not is_later:
        record(about=project, verb="milestone_forecast", by=by, at=at, detail=detail)
        return milestone
    Delay.objects.create(
        project=project,
        milestone=milestone,
        reason=reason,
        from_on=before,
        to_on=forecast_on,
        note=note.strip(),
        at=at,
        by=by,
    )
    detail["reason"] = str(DelayReason(reason).label).lower()
    record(about=project, verb="milestone_delayed", by=by, at=at, detail=detail)
    return milestone


@transaction.atomic
def move_baseline(*, milestone: Milestone, baseline_on: date, reason: str, by, at: datetime) -> Milestone:
    """Agree on another date with the client. The launch's date is the project's target, which moves with it."""
    project = running_project(milestone.project)
    permit("projects.move_baseline", project, by=by)
    milestone, _before = _open_milestone(milestone)
    if project.started_on is not None and baseline_on < project.started_on:
        raise Refused(_("Een mijlpaal valt niet voor de start van het project."), field="baseline_on")
    detail = {"milestone": milestone.name, "from": day_text(milestone.baseline_on), "to": day_text(baseline_on)}
    detail["reason"] = refuse_blank(reason, field="reason")
    if milestone.forecast_on is None or milestone.forecast_on == milestone.baseline_on:
        milestone.forecast_on = baseline_on
    milestone.baseline_on = baseline_on
    milestone.save(update_fields=["baseline_on", "forecast_on"])
    if milestone.is_launch:
        project.target_launch_on = baseline_on
        project.save(update_fields=["target_launch_on"])
    record(about=project, verb="baseline_moved", by=by, at=at, detail=detail)
    return milestone


@transaction.atomic
def reach_milestone(*, milestone: Milestone, actual_on: date, by, at: datetime) -> Milestone:
    """Record when the milestone was reached. The launch is recorded with its procurement."""
    project = running_project(milestone.project)
    permit("projects.handle_project", project, by=by)
    milestone, _before = _open_milestone(milestone)
    if milestone.is_launch:
        raise Refused(_("De lancering wordt vastgelegd bij de opdracht zelf."))
    refuse_future(actual_on, at, field="actual_on")
    if project.started_on is not None and actual_on < project.started_on:
        raise Refused(_("Een mijlpaal valt niet voor de start van het project."), field="actual_on")
    milestone.actual_on = actual_on
    milestone.save(update_fields=["actual_on"])
    detail = {"milestone": milestone.name, "on": day_text(actual_on)}
    record(about=project, verb="milestone_reached", by=by, at=at, detail=detail)
    return milestone


def mark_reached(project: Project, *, on: date, name: str = "", launch: bool = False) -> None:
    """Record on a locked project that its milestone of this name, or its launch, was reached. The first date stays."""
    which = project.milestones.filter(actual_on__isnull=True)
    for milestone in which.filter(is_launch=True) if launch else which.filter(name=name):
        milestone.actual_on = on
        milestone.save(update_fields=["actual_on"])


def _open_milestone(milestone: Milestone, *, seen: date | None = None) -> tuple[Milestone, date | None]:
    """The milestone, locked, and its forecast. Raises Refused when it was reached, or moved since `seen`."""
    milestone = locked(milestone)
    if milestone.actual_on is not None:
        raise Refused(_("Deze mijlpaal is al bereikt op %(day)s.") % {"day": day_text(milestone.actual_on)})
    if seen is not None and seen != milestone.forecast_on:
        moved = {"day": day_text(milestone.forecast_on)}
        raise Refused(_("Een collega verschoof deze mijlpaal intussen naar %(day)s. Kijk opnieuw.") % moved)
    return milestone, milestone.forecast_on
