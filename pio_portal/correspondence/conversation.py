"""What a page with the messages of a dossier shows: the same on both sides."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.core.paginator import Paginator
from django.db import models
from django.db.models import Prefetch, Q

from pio_portal.correspondence.models import Message, MessageRead
from pio_portal.correspondence.querysets import about_any
from pio_portal.correspondence.thread_kinds import KINDS, kind_of
from pio_portal.correspondence.workflow.messages import ATTACHMENT
from pio_portal.documents.models import Document

PAGE = 30


@dataclass(frozen=True)
class Line:
    """A message as one side sees it. `mine`: written by this side. `read_at`, `read_by`: by the other side, first."""

    message: Message
    mine: bool
    fresh: bool
    files: list[Document] = field(default_factory=list)
    read_at: datetime | None = None
    read_by: str = ""
    organisation: str = ""


@dataclass(frozen=True)
class Thread:
    """The messages of one dossier, as a line of the list of all."""

    title: str
    reference: str
    url: str
    newest: Message
    number: int
    unread: int


def page_of(about: models.Model, *, pio: bool, number: int | None):
    """One page of the messages of a dossier, newest first, and its lines. Four queries, and the dossier's own."""
    reads = Prefetch("reads", MessageRead.objects.select_related("user"))
    rows = Message.objects.of(about).select_related("sent_by").prefetch_related(reads)
    page = Paginator(rows.order_by("-sent_at", "-pk"), PAGE).get_page(number)
    files = _files_of(list(page))
    works_for = kind_of(about).works_for(about, {m.sent_by_id for m in page if not m.from_pio and m.sent_by_id})
    return page, [
        _line(message, pio=pio, files=files[message.pk], organisation=works_for.get(message.sent_by_id or 0, ""))
        for message in page
    ]


def _files_of(messages: list[Message]) -> dict[int, list[Document]]:
    found: dict[int, list[Document]] = defaultdict(list)
    if messages:
        rows = Document.objects.of_each(Message, [m.pk for m in messages]).filter(kind=ATTACHMENT)
        for document in rows:
            found[document.owner_id].append(document)
    return found


def _line(message: Message, *, pio: bool, files: list[Document], organisation: str) -> Line:
    first = min(message.reads.all(), key=lambda read: (read.at, read.pk), default=None)
    mine = message.from_pio is pio
    return Line(
        message=message,
        mine=mine,
        fresh=not mine and first is None,
        files=files,
        read_at=first.at if first and mine else None,
        read_by=first.user.name if first and mine else "",
        organisation=organisation,
    )


def threads_of(user, number: int | None):
    """A page of the threads that the user reads as an applicant, unread first; and its lines."""
    page = Paginator(_received(user).threads(pio=False), PAGE).get_page(number)
    rows = list(page)
    newest = (
        Message.objects.select_related("sent_by").prefetch_related("about").in_bulk([row["newest"] for row in rows])
    )
    lines = []
    for row in rows:
        message = newest[row["newest"]]
        kind = kind_of(message.about)
        lines.append(
            Thread(
                title=kind.title(message.about),
                reference=kind.reference(message.about),
                url=kind.address(message.about, False),  # noqa: FBT003 - the applicants' side
                newest=message,
                number=row["number"],
                unread=row["unread"],
            )
        )
    return page, lines


def unread_of(user) -> int:
    """How many messages of PIO wait for this user's side: the number in the menu. One query."""
    return _received(user).unread_by(pio=False).count()


def _received(user):
    """Every message in the dossiers of the user's own side."""
    wanted = Q(pk__in=[])
    for kind in KINDS.values():
        wanted |= about_any(kind.read_by_applicant(user))
    return Message.objects.filter(wanted)
