"""Keeping files: what people upload and what the portal makes. Bytes and row appear together or not at all."""

import hashlib
from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile, File
from django.db import models, transaction

from pio_portal.change import locked
from pio_portal.documents.kinds import content_type_of
from pio_portal.documents.models import Document


def attach(
    *, owner: models.Model, upload: File, kind: str, by, at: datetime, title: str = "", internal: bool = False
) -> Document:
    """Keep an uploaded file with its owner. Whether `by` may do so is for the owner's own workflow to decide.

    Raises Refused for a file that may not be kept (kind, content, size, macros, password).
    """
    filename = PurePath(upload.name or "bestand").name[-200:]
    content_type = content_type_of(upload, filename, upload.size)
    return _store(
        Document(
            owner=owner,
            kind=kind,
            title=title or filename,
            filename=filename,
            content_type=content_type,
            size=upload.size,
            sha256=_digest(upload),
            internal=internal,
            created_at=at,
            created_by=by,
        ),
        upload,
    )


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
    return _store(
        Document(
            owner=owner,
            kind=kind,
            title=title,
            filename=filename,
            content_type=content_type,
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            internal=internal,
            public=public,
            created_at=at,
            created_by=by,
        ),
        ContentFile(content),
    )


@transaction.atomic
def remove(*, document: Document, by, at: datetime) -> Document:
    """Take a document out of the dossier. The row and the bytes stay, for the history."""
    document = locked(document)
    if document.removed_at is None:
        document.removed_at, document.removed_by = at, by
        document.save(update_fields=["removed_at", "removed_by"])
    return document


@transaction.atomic
def restore(*, document: Document) -> Document:
    """Put a document back that was taken out of the dossier."""
    document = locked(document)
    document.removed_at = document.removed_by = None
    document.save(update_fields=["removed_at", "removed_by"])
    return document


def _digest(upload: File) -> str:
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def _store(document: Document, content: File) -> Document:
    """Write the bytes, then the row; when the row cannot be kept, the bytes go too."""
    document.file.save(document.filename, content, save=False)
    stored = str(document.file.name)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except BaseException:
        document.file.storage.delete(stored)
        raise
    return document
