"""The documents of a project."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from pio_portal.audit.workflow import record
from pio_portal.change import locked, permit
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from projects.models import Project

KIND = "project"


@transaction.atomic
def add_document(*, project: Project, title: str, file: File, internal: bool, by, at: datetime) -> Document:
    """Keep a file with the project, in whatever state that is. Raises Refused for a file of the wrong kind or size."""
    project = locked(project)
    permit("projects.handle_project", project, by=by)
    document = documents.attach(
        owner=project, upload=file, kind=KIND, title=title.strip(), internal=internal, by=by, at=at
    )
    record(about=project, verb="project_document_added", by=by, at=at, detail={"title": document.title_in_history})
    return document
