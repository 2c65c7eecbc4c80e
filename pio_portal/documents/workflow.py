"""Keeping files: what people upload and what the portal makes. Bytes and row appear together or not at all."""

import hashlib
from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.utils.translation import gettext as _

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.change import Refused, locked
from pio_portal.correspondence import outbox
from pio_portal.documents.kinds import check_outside, content_type_of
from pio_portal.documents.models import Document, Scan
from pio_portal.documents.scan import TELLERS, EicarSearch

SCAN_TASK = "documents.scan"


def attach(
    *, owner: models.Model, upload: File, kind: str, by, at: datetime, title: str = "", internal: bool = False
) -> Document:
    """Keep an uploaded file with its owner. Whether `by` may do so is for the owner's own workflow to decide.

    With a virus scanner it is closed to everybody until the worker had it scanned.
    Raises Refused for a file that may not be kept (kind, content, size, macros, password, the test virus).
    """
    filename = PurePath(upload.name or "bestand").name[-200:]
    size = upload.size or 0
    check_outside(filename, size)
    sha256 = digest_of(upload)
    content_type = content_type_of(upload, filename, size)
    document = _store(
        Document(
            owner=owner,
            kind=kind,
            title=title or filename,
            filename=filename,
            content_type=content_type,
            size=size,
            sha256=sha256,
            internal=internal,
            scan=Scan.PENDING if settings.CLAMD_SOCKET else Scan.NONE,
            created_at=at,
            created_by=by,
        ),
        upload,
    )
    if document.scan == Scan.PENDING:
        outbox.post_task(SCAN_TASK, key=f"scan:{document.pk}", document=str(document.pk))
    return document


def file_bytes(
    *,
    owner: models.Model,
    kind: str,
    title: str,
    filename: str,
    content: bytes,
    content_type: str = "application/pdf",
    by=None,
    at: datetime,
    internal: bool = False,
    public: bool = False,
) -> Document:
    """Keep a file that the portal made itself."""
    return keep_file(
        owner=owner,
        kind=kind,
        title=title,
        filename=filename,
        content=ContentFile(content),
        content_type=content_type,
        by=by,
        at=at,
        internal=internal,
        public=public,
    )


def keep_file(*, content: File, by=None, at: datetime, **fields: Any) -> Document:
    """Keep a file that the portal made itself and may be too large for memory. `fields` are those of the document."""
    digest, size = hashlib.sha256(), 0
    for chunk in content.chunks():
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    return _store(Document(**fields, size=size, sha256=digest.hexdigest(), created_at=at, created_by=by), content)


@transaction.atomic
def remove(*, document: Document, by, at: datetime) -> Document:
    """Take a document out of the dossier. The row and the bytes stay, for the history."""
    document = locked(document)
    if document.removed_at is None:
        document.removed_at, document.removed_by = at, by
        document.save(update_fields=["removed_at", "removed_by"])
    return document


def rename(documents: models.QuerySet[Document], *, title: str) -> None:
    """Call documents otherwise. Their files keep their own names."""
    documents.update(title=title)


@transaction.atomic
def restore(*, document: Document) -> Document:
    """Put a document back that was taken out of the dossier."""
    document = locked(document)
    document.removed_at = document.removed_by = None
    document.save(update_fields=["removed_at", "removed_by"])
    return document


@transaction.atomic
def file_scanned(*, document: Document, virus: str, at: datetime) -> Document:
    """Keep the verdict of the scanner: the file opens, or stays closed and who must know is told. Once is enough."""
    document = locked(document)
    if document.scan != Scan.PENDING:
        return document
    document.scan, document.scanned_at = Scan.INFECTED if virus else Scan.CLEAN, at
    document.save(update_fields=["scan", "scanned_at"])
    if virus:
        _tell(document, virus, at)
    return document


def file_unscanned(*, document: Document) -> None:
    """There is no scanner any more: what waited for it is as what was never scanned."""
    Document.objects.filter(pk=document.pk, scan=Scan.PENDING).update(scan=Scan.NONE)


def _tell(document: Document, virus: str, at: datetime) -> None:
    """The uploader hears of a virus, and PIO: whom the owner of the document names, else the programme leads."""
    owner = document.owner
    tell = TELLERS.get(owner._meta.label_lower) if owner is not None else None
    people = tell(document, at) if tell else list(User.objects.with_role(Role.LEAD))
    if document.created_by is not None:
        people = [document.created_by, *people]
    link = outbox.link(owner if isinstance(owner, outbox.HasPage) else "/")
    context = {"title": document.title, "virus": virus, "dossier": str(owner), "link": link}
    outbox.post_mail("document_infected", to=people, about=owner, context=context)


def digest_of(upload: File) -> str:
    """The SHA-256 of the file. Raises Refused for the test virus: every portal refuses that one, scanner or not."""
    digest, search = hashlib.sha256(), EicarSearch()
    for chunk in upload.chunks():
        digest.update(chunk)
        search.feed(chunk)
    upload.seek(0)
    if search.found:
        raise Refused(
            _("In dit bestand zit een virus. Kies een ander bestand, en laat uw toestel nakijken."), field="file"
        )
    return digest.hexdigest()


def _store(document: Document, content: File) -> Document:
    """Write the bytes, then the row; when the row cannot be kept, the bytes go too."""
    document.file.save(document.filename, content, save=False)
    stored = str(document.file.name)
    try:
        with transaction.atomic(savepoint=False):
            document.save(force_insert=True)
    except BaseException:
        document.file.storage.delete(stored)
        raise
    return document
