"""The documents of a project, which PIO and the client both give, each in versions."""

from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, permit
from pio_portal.correspondence import outbox
from pio_portal.documents import workflow as documents
from projects.enums import DocumentKind
from projects.models import DocumentVersion, Project, ProjectDocument, ProjectTask
from projects.project.workflow import open_project, running_project
from projects.task.workflow import finish_task

KIND = "project"


@transaction.atomic
def add_document(
    *,
    project: Project,
    kind: DocumentKind | str,
    title: str,
    file: File,
    by,
    at: datetime,
    internal: bool = False,
    task: ProjectTask | None = None,
) -> DocumentVersion:
    """Keep a file as the first version of a new document. PIO and the client read it, or PIO alone when it is internal.

    The client gives it while the project runs, and may end with it the `task` that asked for it. Raises Refused for a
    file of the wrong kind or size.
    """
    project = _changeable(project, by=by)
    permit("projects.handle_project" if internal else "projects.add_document", project, by=by)
    document = ProjectDocument.objects.create(
        project=project, kind=DocumentKind(kind), title=title.strip(), internal=internal
    )
    version = _keep(document, file, number=1, note="", by=by, at=at)
    verb = "project_document_added" if _is_pio(by) else "project_document_handed_in"
    record(about=project, verb=verb, by=by, at=at, detail={"title": version.file.title_in_history})
    _tell_lead(project, version, by=by)
    if task is not None:
        finish_task(task=task, by=by, at=at)
    return version


@transaction.atomic
def add_version(*, document: ProjectDocument, file: File, note: str, by, at: datetime) -> DocumentVersion:
    """Keep a file as the next version of a document: the ones before it stay. Two at once both stay, one after the other.

    Raises Refused for the very file that is its last version.
    """
    project = _changeable(document.project, by=by)
    permit("projects.handle_project" if document.internal else "projects.add_document", project, by=by)
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
    record(about=project, verb=verb, by=by, at=at, detail=detail)
    _tell_lead(project, version, by=by)
    return version


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
