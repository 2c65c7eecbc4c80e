"""The hand-over file of one project: every document, a JSON of the dossier, and a manifest with SHA-256."""

import io
import json
from functools import partial
from typing import IO, Any

from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.documents.bag import Damaged, Part, safe_name, write_bag
from projects.handover.contents import Dossier
from projects.models import DocumentVersion, Project

DOSSIER = "dossier.json"


def write_handover(project: Project, stream: IO[bytes]) -> None:
    """Write the file. The same dossier makes the same bytes. Raises Refused when a document is gone or damaged."""
    dossier = Dossier(project)
    versions = {version.file_id: version for version in DocumentVersion.objects.of(project)}
    parts, listed = [], []
    for number, (owner, document) in enumerate(dossier.documents(), start=1):
        version = versions.get(document.pk)
        if version is not None and version.document.procurement is not None:
            owner = version.document.procurement.ref  # noqa: PLW2901 - the file is kept with its project
        name = f"documenten/{safe_name(owner)}/{number:04d}-{safe_name(document.filename)}"
        parts.append(Part(name, document.size, partial(document.file.open, "rb"), document.sha256))
        listed.append(
            _as_version(version)
            | {
                "file": name,
                "of": owner,
                "title": document.title,
                "kind": document.kind,
                "sha256": document.sha256,
                "internal": document.internal,
                "added_at": document.created_at.isoformat(),
                "added_by": document.created_by.name if document.created_by else None,
            }
        )
    text = json.dumps(dossier.told | {"documents": listed}, ensure_ascii=False, indent=1, sort_keys=True).encode()
    parts.append(Part(DOSSIER, len(text), partial(io.BytesIO, text)))
    info = {
        "Source-Organization": "Programma Innovatieve Overheidsopdrachten",
        "External-Identifier": project.ref,
        "External-Description": " ".join(project.title.split()),
    }
    try:
        write_bag(stream, base=project.ref, parts=parts, info=info)
    except Damaged as error:
        raise Refused(
            _("Het bestand %(name)s van %(ref)s is weg of beschadigd in de opslag.")
            % {"name": str(error), "ref": project.ref}
        ) from error


def _as_version(version: DocumentVersion | None) -> dict[str, Any]:
    """What a document of the project itself says of this file: what it is, which version, and what changed in it."""
    if version is None:
        return {}
    return {
        "document": version.document_id,
        "document_kind": version.document.kind,
        "version": version.number,
        "note": version.note,
    }
