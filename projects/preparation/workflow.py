"""The steps of the preparation: needs analysis, state of the art, market consultation, strategy, tender documents."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit, save_checked
from projects.enums import Phase, StepKind
from projects.models import PreparationStep, Project, Remark
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
    despite: str = "",
) -> PreparationStep:
    """Record when a step began and ended.

    The milestone of the same name is reached when the step ends. That of the tender documents ends with remarks of PIO
    still open only when `despite` says why.
    """
    project, step = _locked_step(step, by=by)
    if ended_on is not None and started_on is None:
        raise Refused(_("Vul ook in wanneer de stap begon."), field="started_on")
    for field, day in (("started_on", started_on), ("ended_on", ended_on)):
        if day is not None:
            refuse_future(day, at, field=field)
    is_past = project.phase != Phase.PREPARATION and step.kind in StepKind.before_strategy()
    if step.ended_on is not None and ended_on is None and is_past:
        raise Refused(
            _("Deze stap is afgerond en het voortraject is voorbij: een einddatum blijft nodig."), field="ended_on"
        )
    ends_on = ended_on if step.ended_on is None else None
    remarks = open_remarks(step) if ended_on else 0
    if remarks and not despite.strip():
        raise Refused(
            ngettext(
                "Er staat nog %(n)d opmerking open. Zeg waarom de opdrachtdocumenten toch af zijn.",
                "Er staan nog %(n)d opmerkingen open. Zeg waarom de opdrachtdocumenten toch af zijn.",
                remarks,
            )
            % {"n": remarks},
            field="despite",
        )
    step.started_on, step.ended_on, step.despite = started_on, ended_on, despite.strip() if remarks else ""
    if started_on is not None:
        step.skipped_reason = ""
    save_checked(step)
    verb = "step_ended" if ends_on else "step_recorded"
    record(about=project, verb=verb, by=by, at=at, detail={"step": str(step)})
    if step.despite:
        detail = {"n": remarks, "reason": step.despite}
        record(about=project, verb="remarks_left_open", by=by, at=at, detail=detail)
    if ends_on:
        mark_reached(project, name=step.get_kind_display(), on=ends_on, by=by, at=at)
    settle_tasks(project, by=by, at=at)
    return step


def open_remarks(step: PreparationStep) -> int:
    """How many remarks of PIO on the tender documents are open; none for another step."""
    if step.kind != StepKind.TENDER_DOCUMENTS:
        return 0
    return Remark.objects.open().filter(document__project=step.project_id).count()


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
