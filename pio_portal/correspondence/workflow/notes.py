"""Notes among those who handle or judge a dossier. They never leave the programme."""

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.models import Note
from pio_portal.correspondence.thread_kinds import permission
from pio_portal.correspondence.workflow.mentions import mention
from pio_portal.formats import number_text

LONGEST = 8_000
SAME_CLICK = timedelta(minutes=1)


@transaction.atomic
def write_note(*, about: models.Model, text: str, by, at: datetime) -> Note:
    """Add a note to the discussion of a dossier. A second click gives the same note.

    Colleagues whom it names after an @ find it on Vandaag. Raises NotPermitted, and Refused for an empty or a far too
    long text, or for a colleague who may not read it.
    """
    about = locked(about)
    permit(permission("discuss", about), about, by=by)
    text = _checked(text)
    again = Note.objects.of(about).filter(written_by=by, text=text, written_at__gt=at - SAME_CLICK)
    if same := again.first():
        return same
    note = Note.objects.create(about=about, text=text, written_at=at, written_by=by)
    mention(about=about, place=Place.NOTES, text=text, by=by, at=at)
    record(about=about, verb="note_written", by=by, at=at)
    return note


@transaction.atomic
def change_note(*, note: Note, text: str, by, at: datetime) -> Note:
    """Write one's own note anew; the history keeps what stood there. Raises NotPermitted for another's note."""
    note = locked(note)
    permit("correspondence.change_note", note, by=by)
    text = _checked(text)
    if text == note.text:
        return note
    before, note.text = note.text, text
    note.save(update_fields=["text"])
    if note.about is not None:
        mention(about=note.about, place=Place.NOTES, text=text, before=before, by=by, at=at)
        record(about=note.about, verb="note_changed", by=by, at=at)
    return note


def _checked(text: str) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Refused(_("Schrijf eerst uw notitie."), field="text")
    if len(text) > LONGEST:
        raise Refused(
            _("Uw notitie telt %(now)s tekens. Houd ze onder %(most)s.")
            % {"now": number_text(len(text)), "most": number_text(LONGEST)},
            field="text",
        )
    return text
