"""Reading back what was submitted: the frozen content of a revision, never the answers as they are now."""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.documents.models import Document


@dataclass(frozen=True)
class Submitted:
    """One version of an application as it was handed in, and which versions there are."""

    revision: Revision
    content: dict[str, Any]
    versions: tuple[Revision, ...]


def submitted_version(application: Application, number: int | None = None) -> Submitted | None:
    """This version, or the newest; None when nothing was frozen (an imported application). One query."""
    versions = tuple(application.revisions.order_by("number"))
    chosen = next((v for v in versions if v.number == number), versions[-1] if versions else None)
    return Submitted(chosen, json.loads(chosen.content), versions) if chosen else None


def handed_in_documents(application: Application) -> QuerySet:
    """The documents of the dossier as PIO reads them: while it is being completed, those of the last revision.

    What applicants add meanwhile is not handed in yet, and what they take out still is.
    """
    documents = Document.objects.of(application)
    last = application.revisions.last() if application.status == Status.INFO_REQUESTED else None
    if last is None:
        return documents
    since = last.submitted_at
    return Document.objects.of_at(application, since).exclude(Q(created_at__gt=since) & Q(created_by__roles=[]))
