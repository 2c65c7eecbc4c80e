"""The documents of a project as both its client and PIO see them: the last version of each, with those before it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pio_portal.change import available
from pio_portal.ui.pages import sent
from projects.document.forms import ChangeDocumentForm, RemoveDocumentForm
from projects.document.workflow import change_document, remove_document
from projects.enums import DocumentKind, ProjectState
from projects.models import DocumentVersion, Procurement, Project, ProjectDocument, Remark


@dataclass(frozen=True)
class Shown:
    """A document: its last version, and the earlier ones, the last of them first."""

    document: ProjectDocument
    last: DocumentVersion
    earlier: list[DocumentVersion]


def shown_documents(versions: Iterable[DocumentVersion]) -> list[Shown]:
    """The documents, what was given last first. `versions` come by document, the last one first."""
    found = []
    for _pk, several in groupby(versions, key=lambda version: version.document_id):
        last, *earlier = several
        found.append(Shown(last.document, last, earlier))
    return sorted(found, key=lambda one: one.last.file.created_at, reverse=True)


def page_of(request: HttpRequest, document: ProjectDocument) -> dict[str, Any]:
    """What the page of one document shows on both sides: its versions, and what PIO remarked on it.

    `remarks` are pairs of a remark and the names of what this user can do with it.
    """
    (shown,) = shown_documents(DocumentVersion.objects.of(document.project).filter(document=document))
    remarks, is_read = list(_remarks_on(document, request.user)), document.kind == DocumentKind.TENDER
    return {
        "document": document,
        "documents": [shown],
        "remarks": remarks,
        "has_remarks": bool(remarks) or (is_read and not document.internal),
        "may_remark": is_read and not document.internal,
        "open_remarks": shown.last.open_remarks,
    }


def documents_of(request: HttpRequest, procurement: Procurement) -> list[Shown]:
    """The documents of one procurement, with the remarks that are open; those for PIO alone for nobody else."""
    versions = DocumentVersion.objects.of(procurement.project).filter(document__procurement=procurement)
    return shown_documents(versions.open_to(request.user))


def change_of(request: HttpRequest, document: ProjectDocument) -> dict[str, Any]:
    """What the page that changes what is said of a document needs on both sides."""
    initial = {"kind": document.kind, "title": document.title, "procurement": document.procurement_id}
    return {
        "form": ChangeDocumentForm(*sent(request), initial=initial, project=document.project, about=document.project),
        "change": partial(change_document, document=document),
        "done": _("Het document is gewijzigd."),
        "title": _("Document wijzigen"),
    }


def removal_of(request: HttpRequest, document: ProjectDocument) -> dict[str, Any]:
    """What the page that takes a document out of the dossier needs on both sides."""
    return {
        "form": RemoveDocumentForm(*sent(request)),
        "change": partial(remove_document, document=document),
        "done": _("Het document is verwijderd."),
        "title": _("“%(title)s” verwijderen") % {"title": document.title},
        "intro": _("Het document verdwijnt uit het dossier, met al zijn versies en opmerkingen."),
    }


def _remarks_on(document: ProjectDocument, user: Any) -> Iterator[tuple[Remark, set[str]]]:
    """The remarks, each with what this user can do with it: the same for all in one state."""
    possible: dict[str, set[str]] = {}
    is_running = document.project.state == ProjectState.ACTIVE
    for remark in document.remarks.for_list():
        remark.document = document
        if is_running and remark.status not in possible:
            possible[remark.status] = available(remark, "status", by=user)
        yield remark, possible.get(remark.status, set())


def remark_of(document: ProjectDocument, pk: int) -> Remark:
    """A remark on a document; else 404."""
    remark = get_object_or_404(document.remarks.select_related("version"), pk=pk)
    remark.document = document
    return remark


def document_of(request: HttpRequest, project: Project, pk: int) -> ProjectDocument:
    """A document of a project that this user sees; else 404. Those for PIO alone are for nobody else."""
    document = project.documents.select_related("procurement").filter(pk=pk).first()
    if document is None or (document.internal and not request.user.is_pio):
        raise Http404
    document.project = project
    if document.procurement is not None:
        document.procurement.project = project
    return document
