"""The files of a procurement: its tender documents and its reports of acceptance. None of them is ever public."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import locked, permit
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from projects.models import Procurement
from projects.project.workflow import open_project

TENDER, ACCEPTANCE = "tender_document", "acceptance"


@transaction.atomic
def add_tender_document(*, procurement: Procurement, title: str, file: File, by, at: datetime) -> Document:
    """Keep a document with a procurement, for the client and PIO. Raises Refused for a file that may not be kept."""
    open_project(procurement.project)
    procurement = locked(procurement)
    permit("projects.handle_procurement", procurement, by=by)
    kept = documents.attach(owner=procurement, upload=file, kind=TENDER, title=title.strip(), by=by, at=at)
    record(about=procurement, verb="tender_document_added", by=by, at=at, detail={"procurement": procurement.ref})
    return kept


def keep_acceptance(procurement: Procurement, file: File | None, *, title: str, by, at: datetime) -> None:
    """Keep the report of what was accepted, when there is one."""
    if file is not None:
        named = _("Verslag van oplevering: %(title)s") % {"title": title}
        documents.attach(owner=procurement, upload=file, kind=ACCEPTANCE, title=named[:200], by=by, at=at)
