"""The documents of a project."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from pio_portal.audit.workflow import record
from pio_portal.change import permit
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from projects.models import Project, ProjectTask
from projects.project.workflow import open_project, running_project
from projects.task.workflow import finish_task

KIND = "project"


@transaction.atomic
def hand_in_document(
    *, project: Project, title: str, file: File, by, at: datetime, task: ProjectTask | None = None
) -> Document:
    """Keep a file that the client gives: PIO and the client read it. It ends the task that asked for it."""
    project = running_project(project)
    permit("projects.add_document", project, by=by)
    document = documents.attach(owner=project, upload=file, kind=KIND, title=title.strip(), by=by, at=at)
    detail = {"title": document.title_in_history}
    record(about=project, verb="project_document_handed_in", by=by, at=at, detail=detail)
    if task is not None:
        finish_task(task=task, by=by, at=at)
    return document


@transaction.atomic
def add_document(*, project: Project, title: str, file: File, internal: bool, by, at: datetime) -> Document:
    """Keep a file with a project that is not closed. Raises Refused for a file of the wrong kind or size."""
    project = open_project(project)
    permit("projects.handle_project", project, by=by)
    document = documents.attach(
        owner=project, upload=file, kind=KIND, title=title.strip(), internal=internal, by=by, at=at
    )
    record(about=project, verb="project_document_added", by=by, at=at, detail={"title": document.title_in_history})
    return document
