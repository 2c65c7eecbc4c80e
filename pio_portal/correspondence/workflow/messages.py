"""Messages in a dossier, between its applicants and PIO: sent once, told by mail, read by the other side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from django.core.files.base import File
from django.db import models, transaction
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.audit.workflow import record
from pio_portal.change import NotPermitted, Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.models import Message, MessageRead
from pio_portal.correspondence.querysets import SETTLED
from pio_portal.correspondence.thread_kinds import kind_of, permission
from pio_portal.correspondence.workflow.mentions import mention
from pio_portal.documents import workflow as documents
from pio_portal.documents.kinds import content_type_of
from pio_portal.documents.models import Document
from pio_portal.formats import number_text

ATTACHMENT = "message_attachment"
LONGEST = 8_000  # characters of one message
MOST_FILES = 10
FIRST_LINES = 400  # characters of it in the mail


@transaction.atomic
def send_message(
    *, about: models.Model, text: str, uploads: Sequence[File] = (), by, at: datetime, key: str = ""
) -> Message:
    """Send a message to the other side, with its attachments. A retry of the same request (`key`) sends nothing more.

    Raises NotPermitted, and Refused for no text or too much of it, too many files, or a file that may not be kept.
    """
    about = locked(about)
    permit(permission("correspond", about), about, by=by)
    if key and (sent := Message.objects.of(about).filter(key=key).first()):
        return sent
    text = text.replace("\r\n", "\n").strip()
    _check(text, uploads)
    message = Message.objects.create(
        about=about, from_pio=by is None or by.is_pio, text=text, sent_at=at, sent_by=by, key=key
    )
    files = _attach(message, uploads, by=by, at=at)
    if message.from_pio:
        mention(about=about, place=Place.MESSAGES, text=text, by=by, at=at)
    record(about=about, verb="message_sent", by=by, at=at)
    _tell(message, about, files)
    return message


@transaction.atomic
def read_messages(*, about: models.Model, by, at: datetime) -> int:
    """Note that `by` opened what the other side wrote. Gives how many messages were new to them."""
    permit(permission("view_messages", about), about, by=by)
    received = Message.objects.of(about).received_by(pio=by.is_pio).exclude(reads__user=by)
    fresh = [MessageRead(message_id=pk, user=by, at=at) for pk in received.values_list("pk", flat=True)]
    MessageRead.objects.bulk_create(fresh, ignore_conflicts=True)
    return len(fresh)


@transaction.atomic
def settle_messages(*, about: models.Model, by, at: datetime) -> None:
    """Say for PIO that the last message asks for no answer, so that it stops asking for attention.

    Raises NotPermitted for others than PIO, and Refused when there is nothing to settle.
    """
    about = locked(about)
    permit(permission("correspond", about), about, by=by)
    if by is not None and not by.is_pio:
        raise NotPermitted(_("Alleen het PIO-team kan dit."))
    if not Message.objects.of(about).unanswered(at).exists():
        raise Refused(_("Er wacht geen bericht op antwoord."))
    record(about=about, verb=SETTLED, by=by, at=at)


def _check(text: str, uploads: Sequence[File]) -> None:
    if not text:
        raise Refused(_("Schrijf uw bericht. Een bestand kan niet zonder woord uitleg."), field="text")
    if len(text) > LONGEST:
        raise Refused(
            _("Uw bericht telt %(now)s tekens. Houd het onder %(most)s, of voeg de lange tekst toe als bestand.")
            % {"now": number_text(len(text)), "most": number_text(LONGEST)},
            field="text",
        )
    if len(uploads) > MOST_FILES:
        raise Refused(
            _("U koos %(now)d bestanden. Stuur er hoogstens %(most)d mee; de andere in een volgend bericht.")
            % {"now": len(uploads), "most": MOST_FILES},
            field="files",
        )
    for upload in uploads:
        with _named(upload):
            content_type_of(upload, upload.name or "", upload.size)


def _attach(message: Message, uploads: Sequence[File], *, by, at: datetime) -> list[Document]:
    """Keep the files with the message: all of them, or none."""
    kept: list[Document] = []
    try:
        for upload in uploads:
            with _named(upload):
                kept.append(documents.attach(owner=message, upload=upload, kind=ATTACHMENT, by=by, at=at))
    except BaseException:
        for document in kept:
            document.file.storage.delete(str(document.file.name))
        raise
    return kept


@contextmanager
def _named(upload: File) -> Iterator[None]:
    """Say which file a refusal is about."""
    try:
        yield
    except Refused as refused:
        sentence = _("“%(name)s”: %(why)s") % {"name": upload.name, "why": str(refused)}
        raise Refused(sentence, field="files") from refused


@outbox.unless_muted
def _tell(message: Message, about: models.Model, files: Sequence[Document]) -> None:
    """Mail the other side: who writes, about what, the first lines, and where to read and answer."""
    kind, to_pio = kind_of(about), not message.from_pio
    excerpt = Truncator(message.text).chars(FIRST_LINES)
    if number := len(files):
        excerpt += "\n\n" + ngettext("(met %(n)d bestand)", "(met %(n)d bestanden)", number) % {"n": number}
    people = [user for user in kind.recipients(about, to_pio) if user != message.sent_by]
    outbox.post_mail(
        "message_to_pio" if to_pio else "message_to_applicants",
        to=people,
        copies=[] if to_pio else kind.copies(about),
        about=about,
        context={
            "sender": message.sender,
            "reference": kind.reference(about),
            "title": kind.title(about),
            "excerpt": excerpt,
            "link": outbox.link(kind.address(about, to_pio)),
        },
    )
