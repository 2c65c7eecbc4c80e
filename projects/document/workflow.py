"""The documents of a project and of its procurements, which PIO and the client both give, each in versions."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from pio_portal.documents.models import Document
from projects.enums import DocumentKind
from projects.models import DocumentVersion, Procurement, Project, ProjectDocument, ProjectTask
from projects.project.workflow import open_project, refuse_blank, running_project
from projects.task.workflow import finish_task

KIND, TITLE = "project", 200  # of the file that is kept; how long a title may be


@transaction.atomic
def add_document(
    *,
    project: Project,
    kind: DocumentKind | str,
    title: str,
    file: File,
    by,
    at: datetime,
    procurement: Procurement | None = None,
    internal: bool = False,
    task: ProjectTask | None = None,
) -> DocumentVersion:
    """Keep a file as the first version of a new document of the project, or of this `procurement` of it.

    PIO and the client read it, or PIO alone when it is internal. The client gives it while the project runs, and may
    end with it the `task` that asked for it. Raises Refused for a file of the wrong kind or size.
    """
    project = _changeable(project, by=by)
    permit("projects.handle_project" if internal else "projects.add_document", project, by=by)
    kind = DocumentKind(kind)
    version = file_document(project, file, kind=kind, title=title, of=procurement, internal=internal, by=by, at=at)
    verb = "project_document_added" if _is_pio(by) else "project_document_handed_in"
    record(about=version.document.subject, verb=verb, by=by, at=at, detail={"title": version.file.title_in_history})
    _tell_lead(project, version, by=by)
    if task is not None:
        finish_task(task=task, by=by, at=at)
    return version


def file_document(
    project: Project,
    file: File,
    *,
    kind: DocumentKind,
    title: str,
    by,
    at: datetime,
    of: Procurement | None = None,
    internal: bool = False,
) -> DocumentVersion:
    """Keep a file with a locked project, or with a procurement `of` it, as part of another change.

    That asks the permission, and tells of it.
    """
    document = ProjectDocument.objects.create(
        project=project, kind=kind, title=title.strip()[:TITLE], procurement=of, internal=internal
    )
    return _keep(document, file, number=1, note="", by=by, at=at)


@transaction.atomic
def change_document(
    *,
    document: ProjectDocument,
    kind: DocumentKind | str,
    title: str,
    by,
    at: datetime,
    procurement: Procurement | None = None,
) -> ProjectDocument:
    """Say better what a document is, how it is called, and of which procurement of its project it is, if of any.

    Remarks are made on tender documents: Raises Refused for another kind while one of them is open.
    """
    document = _locked_document(document, by=by)
    before, kind = document.title_in_history, DocumentKind(kind)
    if kind != DocumentKind.TENDER:
        _refuse_open_remarks(document, _("Zolang blijft het een opdrachtdocument."), field="kind")
    now = {"kind": kind, "title": title.strip(), "procurement": procurement}
    if all(getattr(document, name) == value for name, value in now.items()):
        return document
    for name, value in now.items():
        setattr(document, name, value)
    document.save(update_fields=[*now])
    documents.rename(Document.objects.filter(pk__in=document.versions.values("file")), title=document.title)
    called = {"to": document.title_in_history, "kind": str(kind.label).lower(), "of": document.subject.ref}
    verb = "internal_document_changed" if document.internal else "document_changed"
    record(about=document.subject, verb=verb, by=by, at=at, detail={"title": before, **called})
    return document


@transaction.atomic
def remove_document(*, document: ProjectDocument, reason: str, by, at: datetime) -> None:
    """Take a document out of the dossier, with all its versions, because of `reason`: the history keeps them.

    Raises Refused while a remark on it is open.
    """
    document = _locked_document(document, by=by)
    _refuse_open_remarks(document, _("Zolang kan dit document niet weg."))
    detail = {"title": document.title_in_history, "reason": refuse_blank(reason, field="reason")}
    for file in Document.objects.filter(pk__in=document.versions.values("file")):
        documents.remove(document=file, by=by, at=at)
    verb = "internal_document_removed" if document.internal else "document_removed"
    record(about=document.subject, verb=verb, by=by, at=at, detail=detail)
    document.delete()


@transaction.atomic
def add_version(*, document: ProjectDocument, file: File, note: str, by, at: datetime) -> DocumentVersion:
    """Keep a file as the next version of a document: the ones before it stay. Two at once both stay, one after the other.

    Raises Refused for the very file that is its last version.
    """
    document = _locked_document(document, by=by)
    last = document.versions.select_related("file").first()
    if last is not None and last.file.sha256 == documents.digest_of(file):
        raise Refused(
            _("Dit is hetzelfde bestand als versie %(n)d. Kies het bestand waarin u iets veranderde.")
            % {"n": last.number},
            field="file",
        )
    number = 1 if last is None else last.number + 1
    version = _keep(document, file, number=number, note=note.strip(), by=by, at=at)
    verb = "document_version_added" if document.internal or _is_pio(by) else "document_version_handed_in"
    detail = {"title": version.file.title_in_history, "number": version.number}
    record(about=document.subject, verb=verb, by=by, at=at, detail=detail)
    _tell_lead(document.project, version, by=by)
    return version


def _locked_document(document: ProjectDocument, *, by) -> ProjectDocument:
    """The document, locked after its project, for whoever may change it: who may add one like it."""
    project = _changeable(document.project, by=by)
    permit("projects.handle_project" if document.internal else "projects.add_document", project, by=by)
    document = locked(document, "procurement")
    document.project = project
    return document


def _refuse_open_remarks(document: ProjectDocument, so: str, *, field: str | None = None) -> None:
    if number := document.remarks.open().count():
        told = ngettext("Er staat nog %(n)d opmerking open.", "Er staan nog %(n)d opmerkingen open.", number)
        raise Refused(f"{told % {'n': number}} {so}", field=field)


def _tell_lead(project: Project, version: DocumentVersion, *, by) -> None:
    """Who guides the project hears that the client gave a tender document, to read it and remark on it."""
    lead, document = project.lead, version.document
    if document.kind != DocumentKind.TENDER or _is_pio(by) or lead is None:
        return
    if not lead.is_active or not lead.has_perm("projects.view_project", project):
        return
    changed = _("Wat er veranderde: %(note)s") % {"note": version.note} if version.note else _("Lees ze na.")
    context = {
        "project": project.title,
        "ref": project.ref,
        "document": document.title,
        "number": version.number,
        "by": by.name,
        "note": changed,
        "link": outbox.link(document.get_staff_url()),
    }
    outbox.post_mail("tender_document_given", to=lead, about=project, context=context)


def _changeable(project: Project, *, by) -> Project:
    """The project, locked: PIO also files what belongs to one that is suspended or stopped."""
    return open_project(project) if _is_pio(by) else running_project(project)


def _is_pio(by) -> bool:
    return by is None or by.is_pio


def _keep(document: ProjectDocument, file: File, *, number: int, note: str, by, at: datetime) -> DocumentVersion:
    kept = documents.attach(
        owner=document.project,
        upload=file,
        kind=KIND,
        title=document.title,
        internal=document.internal,
        by=by,
        at=at,
    )
    return DocumentVersion.objects.create(document=document, number=number, file=kept, note=note)
