"""The tasks that a phase brings along, and that end by themselves once the portal sees done what they ask for.

The public names: `plan_tasks` (a phase began), `want_task` (something else gives reason), `settle_tasks` (something happened that a task may have asked for) and
`drop_tasks` (the project is over). The phase and what was done stand in the timeline; these tasks add no line to it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate

from projects.enums import KnowledgeKind, Phase, ProcurementStatus, ProjectState, TaskKind, TaskRole
from projects.models import Project, ProjectTask, Remark
from projects.task.workflow import end_tasks


def _has_no_step(project: Project) -> bool:
    return not project.steps.filter(Q(started_on__isnull=False) | ~Q(skipped_reason="")).exists()


def _has_no_procurement(project: Project) -> bool:
    return not project.procurements.exists()


def _has_no_contract(project: Project) -> bool:
    return project.procurements.filter(status=ProcurementStatus.AWARDED, contract_on=None).exists()


def _learned_nothing(project: Project) -> bool:
    return project.procurements.filter(status=ProcurementStatus.DELIVERED, lessons="").exists()


def _not_shared(kind: KnowledgeKind) -> Callable[[Project], bool]:
    return lambda project: not project.sharing_waived and not project.knowledge.filter(kind=kind).exists()


def _has_an_answer(project: Project) -> bool:
    return project.surveys.to_approve().exists()


def _has_open_remarks(project: Project) -> bool:
    return Remark.objects.open().filter(document__project=project).exists()


WANTED: dict[TaskKind, Callable[[Project], bool]] = {
    TaskKind.PREPARE: _has_no_step,
    TaskKind.PROCURE: _has_no_procurement,
    TaskKind.CONTRACT: _has_no_contract,
    TaskKind.LESSONS: _learned_nothing,
    TaskKind.ACTIVITY: _not_shared(KnowledgeKind.ACTIVITY),
    TaskKind.STORY: _not_shared(KnowledgeKind.STORY),
    TaskKind.UPTAKE: _has_an_answer,
    TaskKind.REMARKS: _has_open_remarks,
}
OF_CLIENT = {TaskKind.REMARKS}  # the others are for who guides the project
# What each phase asks for, within how many days
OF_PHASE: dict[Phase, dict[TaskKind, int]] = {
    Phase.PREPARATION: {TaskKind.PREPARE: 14},
    Phase.STRATEGY: {TaskKind.PROCURE: 30},
    Phase.EXECUTION: {TaskKind.CONTRACT: 30},
    Phase.DELIVERY: {TaskKind.LESSONS: 30, TaskKind.ACTIVITY: 180, TaskKind.STORY: 180},
}


def plan_tasks(project: Project, *, at: datetime) -> None:
    """Ask of who guides a locked project what its new phase wants, and is not there yet."""
    settle_tasks(project, by=None, at=at)
    asked = OF_PHASE.get(Phase(project.phase), {}).items()
    origin = Phase(project.phase).label
    ProjectTask.objects.bulk_create(
        _task(project, kind, days, origin=origin, at=at) for kind, days in asked if WANTED[kind](project)
    )


def want_task(project: Project, kind: TaskKind, *, within: int, origin: str, at: datetime) -> None:
    """Ask what happened in a locked project, which may be closed, gives reason for. Twice is once."""
    if WANTED[kind](project) and not project.tasks.open().filter(kind=kind).exists():
        _task(project, kind, within, origin=origin, at=at).save()


def _task(project: Project, kind: TaskKind, days: int, *, origin: str, at: datetime) -> ProjectTask:
    return ProjectTask(
        project=project,
        kind=kind,
        title=kind.label,
        for_role=TaskRole.CLIENT if kind in OF_CLIENT else TaskRole.PIO,
        due_on=localdate(at) + timedelta(days=days),
        origin=origin,
        added_at=at,
    )


def settle_tasks(project: Project, *, by, at: datetime) -> None:
    """Finish the tasks of a locked project that ask for what is there now."""
    asked = project.tasks.open().exclude(kind=TaskKind.OWN)
    end_tasks([task for task in asked if not WANTED[TaskKind(task.kind)](project)], "finish", by=by, at=at)


def drop_tasks(project: Project, *, by, at: datetime) -> None:
    """Ask nothing more of a locked project that is over: of one that is closed, the tasks that people made stay.

    So does an answer on the use: clients are asked after the closing too.
    """
    asked = project.tasks.open()
    if project.state == ProjectState.CLOSED:
        asked = asked.exclude(kind__in=[TaskKind.OWN, TaskKind.UPTAKE])
    end_tasks(asked, "drop", by=by, at=at)
