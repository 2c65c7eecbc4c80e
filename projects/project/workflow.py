"""The way of a project through its phases, and the state that lies over them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from projects.enums import Phase, ProcurementStatus, ProjectState
from projects.models import Project


def held(project: Project) -> Project:
    """The project, locked, on condition that it runs. Every verb on a project or on what belongs to it begins here."""
    project = locked(project)
    refuse_unless_active(project)
    return project


def refuse_unless_active(project: Project) -> None:
    """Raise Refused when the project is suspended, stopped or closed."""
    if project.state == ProjectState.SUSPENDED:
        raise Refused(_("Dit project is opgeschort. Hervat het eerst."))
    if project.state != ProjectState.ACTIVE:
        label = project.get_state_display().lower()
        raise Refused(_("Dit project is %(state)s: er kan niets meer aan veranderen.") % {"state": label})


def refuse_future(day: date, at: datetime, *, field: str) -> None:
    """Raise Refused for a day that has still to come: what happened is recorded, not announced."""
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
    open_steps = project.steps.filter(ended_on__isnull=True, skipped_reason="")
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
class Step:
    """One step to the next phase: the transition, and what holds it back (a sentence, empty when nothing does)."""

    transition: str
    target: Phase
    obstacle: Callable[[Project], str]


STEPS: dict[Phase, Step] = {
    Phase.INTAKE: Step("to_preparation", Phase.PREPARATION, _engagements_confirmed),
    Phase.PREPARATION: Step("to_strategy", Phase.STRATEGY, _steps_done),
    Phase.STRATEGY: Step("to_documents", Phase.DOCUMENTS, _procurement_recorded),
    Phase.DOCUMENTS: Step("to_award", Phase.AWARD, _procurement_launched),
    Phase.AWARD: Step("to_execution", Phase.EXECUTION, _procurement_awarded),
    Phase.EXECUTION: Step("to_delivery", Phase.DELIVERY, _procurement_ended),
    Phase.DELIVERY: Step("to_knowledge", Phase.KNOWLEDGE, _all_procurements_ended),
}


def next_step(project: Project) -> Step | None:
    """The step that lies ahead; None in the last two phases, where closing is what is left."""
    return STEPS.get(Phase(project.phase))


@transaction.atomic
def advance_project(*, project: Project, by, at: datetime) -> Project:
    """Take the project one phase further. Raises Refused with what must be done first."""
    project = held(project)
    if (step := next_step(project)) is None:
        raise Refused(_("Na deze fase volgt alleen nog de afsluiting."))
    take_step(project, step, by=by, at=at)
    return project


def carry_to(project: Project, phase: Phase, *, by, at: datetime) -> None:
    """Take a locked project through every phase up to this one, each with its guard; never back.

    For what implies a phase: a launch, an award, a delivery.
    """
    while Phase(project.phase).number < phase.number and (step := next_step(project)) is not None:
        take_step(project, step, by=by, at=at)


def take_step(project: Project, step: Step, *, by, at: datetime) -> None:
    """Make one step of a locked project, when nothing holds it back."""
    if obstacle := step.obstacle(project):
        raise Refused(obstacle)
    perform(project, step.transition, by=by)
    project.save(update_fields=["phase"])
    detail = {"phase": str(step.target.label), "to": step.target.value}
    record(about=project, verb="project_advanced", by=by, at=at, detail=detail)


# The state over the phases


@transaction.atomic
def suspend_project(*, project: Project, reason: str, by, at: datetime) -> Project:
    """Put the project on hold; nothing on it can change until it is resumed."""
    return _halt(project, "suspend", "project_suspended", reason=reason, by=by, at=at)


@transaction.atomic
def stop_project(*, project: Project, reason: str, by, at: datetime) -> Project:
    """End the project before it delivered, for good. It stays among the selected (I02)."""
    return _halt(project, "stop", "project_stopped", reason=reason, by=by, at=at)


def _halt(project: Project, transition: str, verb: str, *, reason: str, by, at: datetime) -> Project:
    project = locked(project)
    perform(project, transition, by=by)
    project.halt_reason, project.halted_on = refuse_blank(reason, field="reason"), localdate(at)
    project.save(update_fields=["state", "halt_reason", "halted_on"])
    record(about=project, verb=verb, by=by, at=at, detail={"reason": project.halt_reason})
    return project


@transaction.atomic
def resume_project(*, project: Project, by, at: datetime) -> Project:
    """Take a suspended project up again, in the phase where it was."""
    project = locked(project)
    perform(project, "resume", by=by)
    project.halt_reason, project.halted_on = "", None
    project.save(update_fields=["state", "halt_reason", "halted_on"])
    record(about=project, verb="project_resumed", by=by, at=at)
    return project
