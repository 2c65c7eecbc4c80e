"""The register of what is handed over to the dossier system of the agency (KRIS)."""

import hashlib
import tempfile
from datetime import datetime

from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform
from pio_portal.correspondence import outbox
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import keep_file, remove
from projects.enums import HandoverStatus, ProjectState
from projects.handover.file import write_handover
from projects.models import Handover, Project
from projects.project.workflow import refuse_blank

KIND, MAKE = "handover", "projects.make_handover"


@transaction.atomic
def queue_handover(*, project: Project, at: datetime) -> Handover:
    """Put a project that is over in the register; the worker makes its file. Twice is once."""
    project = locked(project)
    if project.state not in (ProjectState.CLOSED, ProjectState.STOPPED):
        raise Refused(_("Alleen een project dat voorbij is, wordt overgedragen."))
    handover, is_new = Handover.objects.get_or_create(project=project, defaults={"queued_at": at})
    if is_new:
        record(about=handover, verb="handover_queued", by=None, at=at)
        outbox.post_task(MAKE, key=f"{MAKE}:{handover.pk}", handover=handover.pk)
    return handover


def make_file(*, handover: Handover, at: datetime) -> Handover:
    """Make the file anew. When it says something else than what was handed over, the register says so.

    Raises Refused when a document of the dossier is gone from the storage.
    """
    with tempfile.TemporaryFile() as stream:
        write_handover(Project.objects.select_related("application").get(pk=handover.project_id), stream)
        stream.seek(0)
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        return _keep(handover, File(stream), digest, at)


@transaction.atomic
def _keep(handover: Handover, content: File, digest: str, at: datetime) -> Handover:
    handover = locked(handover, "project")
    handover.made_at, is_other = at, digest != handover.sha256
    if is_other:
        for before in Document.objects.of(handover):
            remove(document=before, by=None, at=at)
        keep_file(
            owner=handover,
            kind=KIND,
            title=_("Overdrachtsbestand %(ref)s") % {"ref": handover.project.ref},
            filename=f"{handover.project.ref}.zip",
            content=content,
            content_type="application/zip",
            at=at,
            internal=True,
        )
        handover.sha256 = digest
        if handover.status in (HandoverStatus.HANDED_OVER, HandoverStatus.ACKNOWLEDGED):
            perform(handover, "change", by=None)
            handover.changed_at = at
            record(about=handover, verb="handover_changed", by=None, at=at)
    handover.save(update_fields=["made_at", "sha256", "status", "changed_at"])
    return handover


@transaction.atomic
def hand_over(*, handover: Handover, reference: str, by, at: datetime) -> Handover:
    """Record that the file, as it is now, was brought to the dossier system, under this number there."""
    handover = locked(handover, "project")
    perform(handover, "hand_over", by=by)
    if handover.made_at is None:
        raise Refused(_("Het overdrachtsbestand wordt nog gemaakt. Probeer het over een minuut opnieuw."))
    handover.reference = refuse_blank(reference, field="reference")
    handover.handed_over_at, handover.handed_over_by = at, by
    handover.answered_at = handover.answered_by = handover.changed_at = None
    handover.rejection = ""
    handover.save()
    detail = {"reference": handover.reference, "sha256": handover.sha256}
    record(about=handover, verb="handover_done", by=by, at=at, detail=detail)
    return handover


@transaction.atomic
def acknowledge_handover(*, handover: Handover, by, at: datetime) -> Handover:
    """The agency says that it has the file."""
    return _answered(handover, "acknowledge", "handover_acknowledged", "", by=by, at=at)


@transaction.atomic
def reject_handover(*, handover: Handover, reason: str, by, at: datetime) -> Handover:
    """The agency refuses the file: it is handed over anew when what is wrong is put right."""
    return _answered(handover, "reject", "handover_rejected", refuse_blank(reason, field="reason"), by=by, at=at)


def _answered(handover: Handover, transition: str, verb: str, reason: str, *, by, at: datetime) -> Handover:
    handover = locked(handover, "project")
    perform(handover, transition, by=by)
    handover.answered_at, handover.answered_by, handover.rejection = at, by, reason
    handover.save(update_fields=["status", "answered_at", "answered_by", "rejection"])
    record(about=handover, verb=verb, by=by, at=at, detail={"reason": reason} if reason else {})
    return handover
