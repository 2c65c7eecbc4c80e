"""The documents of a project as both its client and PIO see them: the last version of each, with those before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest

from projects.models import DocumentVersion, Project, ProjectDocument


@dataclass(frozen=True)
class Shown:
    """A document: its last version, and the earlier ones, the last of them first."""

    document: ProjectDocument
    last: DocumentVersion
    earlier: list[DocumentVersion]


def shown_documents(versions: Iterable[DocumentVersion]) -> list[Shown]:
    """The documents, what was given last first. `versions` come by document, the last one first."""
    found = []
    for _key, several in groupby(versions, key=lambda version: version.document_id):
        last, *earlier = several
        found.append(Shown(last.document, last, earlier))
    return sorted(found, key=lambda one: one.last.file.created_at, reverse=True)


def document_of(request: HttpRequest, project: Project, pk: int) -> ProjectDocument:
    """A document of a project that this user sees; else 404. Those for PIO alone are for nobody else."""
    document = project.documents.filter(pk=pk).first()
    if document is None or (document.internal and not request.user.is_pio):
        raise Http404
    document.project = project
    return document
