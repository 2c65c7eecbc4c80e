"""The tasks of a project: what is to do, what was done, and asking for one more."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts.enums import Role
from pio_portal.arrival import arrived_on
from pio_portal.organisations.enums import Level
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Project, ProjectTask
from projects.project.client import client_people
from projects.task.forms import TaskForm
from projects.task.workflow import add_task, drop_task, finish_task, reopen_task
from projects.views.staff.dossier import dossier, project_crumbs, visible_project

MOST = 200  # tasks on one page


def tasks(request: HttpRequest, ref: str) -> HttpResponse:
    """What is to do for the project, and what was done."""
    project, head = dossier(request, ref)
    rows = list(project.tasks.for_list()[:MOST])
    context = head | {
        "to_do": [task for task in rows if task.status == "open"],
        "over": [task for task in rows if task.status != "open"],
        "today": arrived_on(request),
        "may_change": head["may_handle"] and project.state in ("active", "closed"),
    }
    return render(request, "projects/staff/tasks.html", context)


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Ask something of a colleague or of the client."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=task_form(request, project),
        change=partial(add_task, project=project),
        done=_("De taak is toegevoegd."),
        back=_tab(ref),
        title=_("Taak toevoegen"),
        crumbs=[*project_crumbs(project), Crumb(label=_("Taken"), url=_tab(ref))],
    )


def task_form(request: HttpRequest, project: Project) -> TaskForm:
    """What must be done, for whom: a role, a colleague or somebody of the client."""
    team = get_user_model().objects.with_role(Role.STAFF, Role.LEAD)
    return TaskForm(*sent(request), colleagues=list(team), client=client_people(project, Level.VIEWER))


def finish(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """It is done."""
    return _button(request, ref, pk, change=finish_task, done=_("Gedaan."))


def drop(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """It need not be done any more."""
    return _button(request, ref, pk, change=drop_task, done=_("De taak is geschrapt."))


def reopen(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """It was not done after all."""
    return _button(request, ref, pk, change=reopen_task, done=_("De taak staat weer open."))


def _button(request: HttpRequest, ref: str, pk: int, *, change: Callable[..., Any], done: str) -> HttpResponse:
    project = visible_project(request, ref)
    task: ProjectTask = get_object_or_404(project.tasks, pk=pk)
    return button(request, change=partial(change, task=task), done=done, back=_tab(ref))


def _tab(ref: str) -> str:
    return reverse("projects:staff_tasks", args=[ref])
