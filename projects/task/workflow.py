"""What must be done for a project, by one person or by who has a role.

The public names: `add_task`, `finish_task`, `reopen_task`, `drop_task`, `end_tasks`. Whoever makes a task says where it
comes from (`origin`, such as "Evaluatie van 3 maart 2026") and keeps the row that it gets. What a phase asks for is in
`projects.task.automatic`.
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level
from pio_portal.organisations.members import members_of
from pio_portal.retelling import is_history
from projects.enums import ProjectState, TaskRole, TaskStatus
from projects.models import Project, ProjectTask


@transaction.atomic
def add_task(
    *,
    project: Project,
    title: str,
    by,
    at: datetime,
    role: TaskRole | str = TaskRole.PIO,
    person=None,
    due_on: date | None = None,
    origin: str = "",
) -> ProjectTask:
    """Ask something of one person, or of who has the role (that of the one who guides the project).

    `person` goes before `role`: a colleague of PIO, or somebody who sees the project for its client. It stands on Vandaag,
    or in Mijn PIO, of which the client gets a mail. Also in a project that is closed. Raises Refused in one that is suspended or stopped, for a day that is
    past and for somebody who does not see the project.
    """
    project = _open_project(project)
    permit("projects.handle_project", project, by=by)
    if not (title := title.strip()):
        raise Refused(_("Schrijf op wat er moet gebeuren."), field="title")
    if due_on is not None and due_on < localdate(at) and not is_history():
        raise Refused(_("Deze dag is voorbij. Kies vandaag of een latere dag."), field="due_on")
    if person is not None and not _takes_part(person, project):
        raise Refused(_("%(person)s ziet dit project niet.") % {"person": person}, field="whom")
    made = ProjectTask.objects.create(
        project=project,
        title=title,
        for_user=person,
        for_role="" if person is not None else TaskRole(role),
        due_on=due_on,
        origin=origin,
        added_at=at,
        added_by=by,
    )
    _record(made, "added", by=by, at=at)
    if _is_of_client(made):
        _tell(made)
    return made


@transaction.atomic
def finish_task(*, task: ProjectTask, by, at: datetime) -> ProjectTask:
    """Say that it is done. Raises Refused for what the portal asks by itself: that ends once it is there."""
    if task.is_automatic:
        raise Refused(_("Deze taak eindigt vanzelf zodra het portaal ziet dat het gebeurd is."))
    return _end(task, "finish", by=by, at=at)


@transaction.atomic
def drop_task(*, task: ProjectTask, by, at: datetime) -> ProjectTask:
    """Say that it need not be done any more."""
    return _end(task, "drop", by=by, at=at)


@transaction.atomic
def reopen_task(*, task: ProjectTask, by, at: datetime) -> ProjectTask:
    """Ask it again: it was not done after all. Raises Refused for what the portal asks by itself."""
    _open_project(task.project)
    task = locked(task, "project")
    if task.is_automatic:
        raise Refused(_("Deze taak maakt het portaal zelf. Voeg een eigen taak toe als er nog iets moet gebeuren."))
    perform(task, "reopen", by=by)
    task.ended_at = task.ended_by = None
    task.save(update_fields=["status", "ended_at", "ended_by"])
    _record(task, "reopened", by=by, at=at)
    return task


def end_tasks(tasks: Iterable[ProjectTask], transition: str, *, by, at: datetime) -> None:
    """End open tasks of a locked project because of what happened to it, which the timeline tells already."""
    for task in tasks:
        perform(task, transition, by=None)
        task.ended_at, task.ended_by = at, by
        task.save(update_fields=["status", "ended_at", "ended_by"])


def _end(task: ProjectTask, transition: str, *, by, at: datetime) -> ProjectTask:
    _open_project(task.project)
    task = locked(task, "project")
    perform(task, transition, by=by)
    task.ended_at, task.ended_by = at, by
    task.save(update_fields=["status", "ended_at", "ended_by"])
    _record(task, TaskStatus(task.status).value, by=by, at=at)
    return task


def _open_project(project: Project) -> Project:
    """The project, locked: one that is closed has tasks still, such as asking how the solution fares."""
    project = locked(project)
    if project.state == ProjectState.SUSPENDED:
        raise Refused(_("Dit project is opgeschort. Hervat het eerst."))
    if project.state == ProjectState.STOPPED:
        raise Refused(_("Dit project is stopgezet: er zijn geen taken meer."))
    return project


def _takes_part(person: Any, project: Project) -> bool:
    return bool(person.is_active) and person.has_perm("projects.view_project", project)


def _record(task: ProjectTask, what: str, *, by, at: datetime) -> None:
    """In the timeline; the client reads what was asked of itself."""
    whose = "client_task" if _is_of_client(task) else "task"
    record(about=task.project, verb=f"{whose}_{what}", by=by, at=at, detail={"task": task.title, "whom": task.whom})


@outbox.unless_muted
def _tell(task: ProjectTask) -> None:
    """Mail the person who is asked, or the editors of the client."""
    project = task.project
    by_when = _("Graag tegen %(day)s.") % {"day": day_text(task.due_on)} if task.due_on else ""
    people = [task.for_user] if task.for_user else members_of(project.organisation_id, Level.EDITOR)
    context = {
        "project": project.title,
        "ref": project.ref,
        "task": f"{task.title}. {by_when}" if by_when else task.title,
        "link": outbox.link(project.get_applicant_url()),
    }
    if people:
        outbox.post_mail("project_task_asked", to=people, about=project, context=context)


def _is_of_client(task: ProjectTask) -> bool:
    return task.for_role == TaskRole.CLIENT or (task.for_user is not None and not task.for_user.is_pio)
