"""A project from phase to phase, and its state, which is apart from the phases."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.formats import day_text
from projects.enums import DelayReason, Phase, ProcurementStatus, ProjectState, StepKind
from projects.models import PhaseEntry, Project
from projects.task.automatic import drop_tasks, plan_tasks

HALT = ("halt_cause", "halt_reason", "halted_on", "review_on")


def running_project(project: Project) -> Project:
    """The project, locked. Raises Refused when it is suspended, stopped or closed.

    Every change of a running project, or of what belongs to it, begins here.
    """
    project = locked(project)
    if project.state == ProjectState.SUSPENDED:
        raise Refused(_("Dit project is opgeschort. Hervat het eerst."))
    if project.state != ProjectState.ACTIVE:
        label = project.get_state_display().lower()
        raise Refused(_("Dit project is %(state)s: er kan niets meer aan veranderen.") % {"state": label})
    return project


def open_project(project: Project) -> Project:
    """The project, locked. Raises Refused when it is closed: its dossier is handed over as it was then.

    For what may also change while a project is suspended, or after it was stopped.
    """
    project = locked(project)
    if project.state == ProjectState.CLOSED:
        raise Refused(_("Dit project is afgesloten: er kan niets meer aan veranderen."))
    return project


def refuse_future(day: date, at: datetime, *, field: str) -> None:
    """Raise Refused for a day after that of `at`: only what happened is recorded."""
    if day > localdate(at):
        raise Refused(_("Deze datum ligt in de toekomst. Leg vast wat al gebeurd is."), field=field)


def refuse_blank(text: str, *, field: str) -> str:
    """The text without outer spaces; raises Refused when nothing is left."""
    if not (text := text.strip()):
        raise Refused(_("Geef een reden op."), field=field)
    return text


# Phases


def _engagements_confirmed(project: Project) -> str:
    if not project.both_confirmed:
        return _("Het voortraject begint pas als de klant en PIO de engagementen bevestigd hebben.")
    return ""


def _steps_done(project: Project) -> str:
    steps = project.steps.filter(kind__in=StepKind.before_strategy())
    open_steps = steps.filter(ended_on__isnull=True, skipped_reason="")
    if names := [str(step) for step in open_steps]:
        return _("Rond eerst de stappen van het voortraject af, of sla ze over met een reden: %(steps)s.") % {
            "steps": ", ".join(names)
        }
    return ""


def _procurement_recorded(project: Project) -> str:
    if not project.procurements.exists():
        return _("Leg eerst minstens één opdracht vast: de strategie zegt welke opdrachten er komen.")
    return ""


def _procurement_launched(project: Project) -> str:
    if not project.procurements.launched().exists():
        return _("De plaatsing begint met de lancering van een opdracht.")
    return ""


def _procurement_awarded(project: Project) -> str:
    if not project.procurements.filter(awarded_on__isnull=False).exists():
        return _("De uitvoering begint met de gunning van een opdracht.")
    return ""


def _procurement_ended(project: Project) -> str:
    ended = [ProcurementStatus.DELIVERED, ProcurementStatus.TERMINATED]
    if not project.procurements.filter(status__in=ended).exists():
        return _("De oplevering begint met de oplevering van een opdracht.")
    return ""


def _all_procurements_ended(project: Project) -> str:
    if refs := [p.ref for p in project.procurements.running().order_by("ref")]:
        return _("Deze opdrachten lopen nog: %(refs)s.") % {"refs": ", ".join(refs)}
    return ""


@dataclass(frozen=True)
class PhaseChange:
    """The transition to the next phase, and what still stands in its way: a sentence, empty when nothing does."""

    transition: str
    target: Phase
    obstacle: Callable[[Project], str]


PHASE_CHANGES: dict[Phase, PhaseChange] = {
    Phase.INTAKE: PhaseChange("to_preparation", Phase.PREPARATION, _engagements_confirmed),
    Phase.PREPARATION: PhaseChange("to_strategy", Phase.STRATEGY, _steps_done),
    Phase.STRATEGY: PhaseChange("to_documents", Phase.DOCUMENTS, _procurement_recorded),
    Phase.DOCUMENTS: PhaseChange("to_award", Phase.AWARD, _procurement_launched),
    Phase.AWARD: PhaseChange("to_execution", Phase.EXECUTION, _procurement_awarded),
    Phase.EXECUTION: PhaseChange("to_delivery", Phase.DELIVERY, _procurement_ended),
    Phase.DELIVERY: PhaseChange("to_knowledge", Phase.KNOWLEDGE, _all_procurements_ended),
}


def next_phase_change(project: Project) -> PhaseChange | None:
    """What leads to the next phase; None in the last two, after which the project can only be closed."""
    return PHASE_CHANGES.get(Phase(project.phase))


@transaction.atomic
def advance_project(*, project: Project, by, at: datetime, seen: str = "") -> Project:
    """Take the project one phase further. Raises Refused with what must be done first.

    `seen` is the phase that was on the screen: who clicks twice, or on an old page, takes it no further.
    """
    project = running_project(project)
    if seen and seen != project.phase:
        phase = Phase(project.phase).label
        raise Refused(_("Dit project is intussen in de fase “%(phase)s”. Kijk eerst hoe het staat.") % {"phase": phase})
    if (change := next_phase_change(project)) is None:
        raise Refused(_("Na deze fase volgt alleen nog de afsluiting."))
    _change_phase(project, change, by=by, at=at)
    return project


def advance_to(project: Project, phase: Phase, *, by, at: datetime) -> None:
    """Take a locked project phase by phase up to this one. A project that is further stays where it is.

    For what implies a phase: a launch, an award, a delivery. Who may record that, need not be one who moves phases.
    Raises Refused when a phase cannot begin yet.
    """
    while Phase(project.phase).number < phase.number and (change := next_phase_change(project)) is not None:
        _change_phase(project, change, by=by, at=at, is_implied=True)


def _change_phase(project: Project, change: PhaseChange, *, by, at: datetime, is_implied: bool = False) -> None:
    if obstacle := change.obstacle(project):
        raise Refused(obstacle)
    perform(project, change.transition, by=None if is_implied else by)
    project.save(update_fields=["phase"])
    enter_phase(project, localdate(at))
    detail = {"phase": str(change.target.label), "to": change.target.value}
    record(about=project, verb="project_advanced", by=by, at=at, detail=detail)
    plan_tasks(project, at=at)


def enter_phase(project: Project, on: date) -> None:
    """Write down that the project is in its phase since that day."""
    PhaseEntry.objects.create(project=project, phase=project.phase, entered_on=on)


# The state


@transaction.atomic
def suspend_project(*, project: Project, cause: DelayReason, reason: str, review_on: date, by, at: datetime) -> Project:
    """Put the project on hold until it is looked at again; nothing on it can change before it is resumed.

    Its target and its milestones stay as they were agreed: see docs/tempo.md.
    """
    _refuse_past_review(review_on, at)
    return _halt(
        "suspend", "project_suspended", project=project, cause=cause, reason=reason, review_on=review_on, by=by, at=at
    )


@transaction.atomic
def stop_project(*, project: Project, cause: DelayReason, reason: str, by, at: datetime) -> Project:
    """End the project before it delivered, for good. It still counts as selected (I02)."""
    return _halt("stop", "project_stopped", project=project, cause=cause, reason=reason, by=by, at=at)


def _halt(
    transition: str,
    verb: str,
    *,
    project: Project,
    cause: DelayReason,
    reason: str,
    by,
    at: datetime,
    review_on: date | None = None,
) -> Project:
    project = locked(project)
    perform(project, transition, by=by)
    project.halt_cause, project.halt_reason = DelayReason(cause), refuse_blank(reason, field="reason")
    project.halted_on, project.review_on = localdate(at), review_on
    project.save(update_fields=["state", *HALT])
    detail = {"cause": str(DelayReason(cause).label).lower(), "reason": project.halt_reason}
    if review_on is not None:
        detail["review"] = day_text(review_on)
    record(about=project, verb=verb, by=by, at=at, detail=detail)
    if project.state == ProjectState.STOPPED:
        drop_tasks(project, by=by, at=at)
    return project


@transaction.atomic
def postpone_review(*, project: Project, review_on: date, reason: str, by, at: datetime) -> Project:
    """Leave a suspended project on hold, and say when it is looked at again."""
    project = open_project(project)
    permit("projects.handle_project", project, by=by)
    if project.state != ProjectState.SUSPENDED:
        raise Refused(_("Dit project is niet opgeschort."))
    reason = refuse_blank(reason, field="reason")
    _refuse_past_review(review_on, at)
    if review_on == project.review_on:
        raise Refused(_("Dit is al de dag waarop u het project opnieuw bekijkt."), field="review_on")
    project.review_on = review_on
    project.save(update_fields=["review_on"])
    detail = {"on": day_text(review_on), "reason": reason}
    record(about=project, verb="review_postponed", by=by, at=at, detail=detail)
    return project


def _refuse_past_review(review_on: date, at: datetime) -> None:
    if review_on <= localdate(at):
        raise Refused(_("Kies een dag die nog komt: dan bekijkt u het project opnieuw."), field="review_on")


@transaction.atomic
def resume_project(*, project: Project, by, at: datetime) -> Project:
    """Take a suspended project up again, in the phase where it was."""
    project = locked(project)
    perform(project, "resume", by=by)
    project.halt_cause, project.halt_reason, project.halted_on, project.review_on = "", "", None, None
    project.save(update_fields=["state", *HALT])
    record(about=project, verb="project_resumed", by=by, at=at)
    return project
