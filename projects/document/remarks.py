"""What PIO remarks on the versions of tender documents, and how each remark is settled. Confidential: of PIO and the client.

The client hears of several remarks in one mail, a while after the first: PIO seldom has only one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.organisations.enums import Level
from projects.enums import DocumentKind, ProjectState, TaskKind
from projects.models import DocumentVersion, Project, ProjectDocument, Remark
from projects.project.client import client_people
from projects.project.workflow import refuse_blank, running_project
from projects.task.automatic import settle_tasks, want_task

TELL, TELL_AFTER = "projects.tell_remarks", timedelta(minutes=30)
DAYS = 14  # in which the client handles what PIO remarks
SETTLED = ("settled_in", "settled_at", "settled_by")


@transaction.atomic
def write_remark(*, document: ProjectDocument, place: str, text: str, by, at: datetime) -> Remark:
    """Remark something on the last version of a tender document, if need be with its place (`art. 4.2`, a page).

    The client is asked to handle it. Raises Refused for another document, and for one that the client does not see.
    """
    project = running_project(document.project)
    permit("projects.handle_project", project, by=by)
    document = locked(document, "procurement")
    if document.kind != DocumentKind.TENDER or document.internal:
        raise Refused(_("Opmerkingen horen bij opdrachtdocumenten die de klant ook leest."))
    text = refuse_blank(text, field="text")
    remark = Remark(document=document, version=_last(document), place=place.strip(), text=text)
    remark.written_at, remark.written_by = at, by
    remark.save()
    _record(remark, remark.version, "remark_written", by=by, at=at)
    _ask_client(project, remark, at)
    return remark


@transaction.atomic
def handle_remark(*, remark: Remark, answer: str, by, at: datetime) -> Remark:
    """The client handled it, in the last version of the document, and says how."""
    remark = _settled(remark, "handle", by=by, at=at, answer=refuse_blank(answer, field="answer"), answered_by=by)
    _record(remark, remark.settled_in, "remark_handled", by=by, at=at)
    return remark


@transaction.atomic
def resolve_remark(*, remark: Remark, by, at: datetime) -> Remark:
    """PIO sees it resolved in the last version of the document, or needs no more of it."""
    remark = _settled(remark, "resolve", by=by, at=at)
    _record(remark, remark.settled_in, "remark_resolved", by=by, at=at)
    return remark


@transaction.atomic
def reopen_remark(*, remark: Remark, reason: str, by, at: datetime) -> Remark:
    """PIO still finds it in the last version: the client is asked to handle it again."""
    project = running_project(remark.project)
    remark = locked(remark, "document")
    perform(remark, "reopen", by=by)
    remark.reopened_because = refuse_blank(reason, field="reason")
    remark.settled_in = remark.settled_at = remark.settled_by = remark.told_at = None
    remark.save(update_fields=["status", "reopened_because", "told_at", *SETTLED])
    detail = {"title": remark.document.title, "reason": remark.reopened_because}
    record(about=remark.document.subject, verb="remark_reopened", by=by, at=at, detail=detail)
    _ask_client(project, remark, at)
    return remark


@transaction.atomic
def tell_remarks(*, document: ProjectDocument, at: datetime) -> Sequence[Remark]:
    """Mail the editors of the client what is open of it and was not told yet, all in one. Twice is once."""
    project, people = locked(document.project), client_people(document.project, Level.EDITOR)
    if project.state != ProjectState.ACTIVE:
        return []
    untold = list(document.remarks.open().filter(told_at=None).select_related("version"))
    document.remarks.filter(told_at=None).update(told_at=at)
    if not untold or not people:
        return []
    context = {
        "project": project.title,
        "ref": project.ref,
        "document": document.title,
        "number": len(untold),
        "list": "\n".join(
            f"- {remark.place}: {remark.text}" if remark.place else f"- {remark.text}" for remark in untold
        ),
        "link": outbox.link(document.get_applicant_url()),
    }
    outbox.post_mail("tender_document_remarks", to=people, about=project, context=context)
    return untold


def _settled(remark: Remark, transition: str, *, by, at: datetime, **given) -> Remark:
    """The remark after this transition, settled in the last version of its document."""
    project = running_project(remark.project)
    remark = locked(remark, "document")
    perform(remark, transition, by=by)
    remark.settled_in, remark.settled_at, remark.settled_by = _last(remark.document), at, by
    for name, value in given.items():
        setattr(remark, name, value)
    remark.save(update_fields=["status", *SETTLED, *given])
    settle_tasks(project, by=by, at=at)
    return remark


def _ask_client(project: Project, remark: Remark, at: datetime) -> None:
    """A task of the client, and later one mail. What is told again of the past leaves no mail."""
    document = remark.document
    want_task(project, TaskKind.REMARKS, within=DAYS, origin=document.title, at=at)
    if outbox.is_muted():
        Remark.objects.filter(pk=remark.pk).update(told_at=at)
    elif not document.remarks.filter(told_at=None).exclude(pk=remark.pk).exists():
        key = f"{TELL}:{remark.pk}:{at.isoformat()}"
        outbox.post_task(TELL, key=key, not_before=at + TELL_AFTER, document=document.pk)


def _last(document: ProjectDocument) -> DocumentVersion:
    return document.versions.order_by("-number")[0]


def _record(remark: Remark, version: DocumentVersion, verb: str, *, by, at: datetime) -> None:
    detail = {"title": remark.document.title, "number": version.number}
    record(about=remark.document.subject, verb=verb, by=by, at=at, detail=detail)
