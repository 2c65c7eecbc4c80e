"""The documents to start from that PIO keeps for its clients, by the phase in which they are of use."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from pio_portal.audit.workflow import record
from pio_portal.change import permit
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from pio_portal.searched import Sorted
from projects.models import DocumentTemplate

KIND = "project_template"


def templates_in(phase: str) -> QuerySet[Document]:
    """The files to start from in a phase, by title. One query."""
    rows = DocumentTemplate.objects.filter(phase=phase)
    return Document.objects.of_each(DocumentTemplate, rows.values("pk")).order_by(Sorted("title"), "pk")


@transaction.atomic
def add_template(*, phase: str, title: str, file: File, by, at: datetime) -> Document:
    """Keep a file to start from, for every client whose project is in the phase. Raises Refused for a wrong file."""
    permit("projects.keep_templates", None, by=by)
    template = DocumentTemplate.objects.create(phase=phase, title=title.strip(), added_at=at, added_by=by)
    document = documents.attach(owner=template, upload=file, kind=KIND, title=template.title, by=by, at=at)
    record(about=template, verb="template_added", by=by, at=at, detail={"title": document.title_in_history})
    return document


@transaction.atomic
def remove_template(*, template: DocumentTemplate, by, at: datetime) -> None:
    """Offer it no longer. Its file stays for as long as what is taken away is kept."""
    permit("projects.keep_templates", None, by=by)
    for document in Document.objects.of(template):
        documents.remove(document=document, by=by, at=at)
        record(about=template, verb="template_removed", by=by, at=at, detail={"title": document.title_in_history})
