"""The steps of the preparation: needs analysis, state of the art, market consultation."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from projects.enums import Phase
from projects.models import PreparationStep, Project
from projects.project.workflow import refuse_blank, refuse_future, running_project
from projects.task.automatic import settle_tasks
from projects.tempo.workflow import mark_reached


@transaction.atomic
def record_step(
    *,
    step: PreparationStep,
    started_on: date | None,
    ended_on: date | None,
    by,
    at: datetime,
) -> PreparationStep:
    """Record when a step began and ended.

    The milestone of the same name is reached when the step ends.
    """
    project, step = _locked_step(step, by=by)
    if ended_on is not None and started_on is None:
        raise Refused(_("Vul ook in wanneer de stap begon."), field="started_on")
    for field, day in (("started_on", started_on), ("ended_on", ended_on)):
        if day is not None:
            refuse_future(day, at, field=field)
    if step.ended_on is not None and ended_on is None and project.phase != Phase.PREPARATION:
        raise Refused(
            _("Deze stap is afgerond en het voortraject is voorbij: een einddatum blijft nodig."), field="ended_on"
        )
    ends_on = ended_on if step.ended_on is None else None
    step.started_on, step.ended_on = started_on, ended_on
    if started_on is not None:
        step.skipped_reason = ""
    save_checked(step)
    verb = "step_ended" if ends_on else "step_recorded"
    record(about=project, verb=verb, by=by, at=at, detail={"step": str(step)})
    if ends_on:
        mark_reached(project, name=step.get_kind_display(), on=ends_on, by=by, at=at)
    settle_tasks(project, by=by, at=at)
    return step


@transaction.atomic
def skip_step(*, step: PreparationStep, reason: str, by, at: datetime) -> PreparationStep:
    """Leave a step out, with the reason. Raises Refused when the step began."""
    project, step = _locked_step(step, by=by)
    if step.started_on is not None:
        raise Refused(_("Deze stap is al begonnen. Rond hem af in plaats van hem over te slaan."))
    step.skipped_reason = refuse_blank(reason, field="reason")
    save_checked(step)
    record(about=project, verb="step_skipped", by=by, at=at, detail={"step": str(step), "reason": step.skipped_reason})
    settle_tasks(project, by=by, at=at)
    return step


def _locked_step(step: PreparationStep, *, by) -> tuple[Project, PreparationStep]:
    """The running project, then its step, both locked. Raises Refused before the preparation begins."""
    project = running_project(step.project)
    permit("projects.handle_project", project, by=by)
    if project.phase == Phase.INTAKE:
        raise Refused(_("Het voortraject is nog niet begonnen: eerst bevestigen de klant en PIO de engagementen."))
    return project, locked(step)
