"""The discussion of a dossier: the notes and the form for the next one, in the frame of the app's own page."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pio_portal.accounts.models import User
from pio_portal.arrival import arrived_at
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.forms import NoteForm
from pio_portal.correspondence.models import Note
from pio_portal.correspondence.thread_kinds import kind_of, permission
from pio_portal.correspondence.workflow.mentions import also_with, see_mentions
from pio_portal.correspondence.workflow.notes import change_note, write_note
from pio_portal.ui.layout import Actions
from pio_portal.ui.pages import form_page, sent

MOST = 200  # notes on one page


def notes_of(about: models.Model) -> list[Note]:
    """The newest notes of a dossier, the newest first. One query."""
    return list(
        Note.objects.of(about).with_changes().select_related("written_by").order_by("-written_at", "-pk")[:MOST]
    )


def discussion(
    request: HttpRequest, about: models.Model, *, template: str, frame: Callable[[], dict[str, Any]], back: str
) -> HttpResponse:
    """A whole view: read the notes and add one. Whoever may not discuss the dossier finds no page."""
    _check(request, about)
    if request.method == "GET":
        see_mentions(about=about, place=Place.NOTES, by=request.user, at=arrived_at(request))
    return form_page(
        request,
        form=NoteForm(*sent(request)),
        change=partial(write_note, about=about),
        done=lambda note: _said(note, request.user),
        back=back,
        template=template,
        context=lambda: {"notes": notes_of(about), "other": kind_of(about).other} | frame(),
    )


def own_note(
    request: HttpRequest, about: models.Model, pk: int, *, template: str, frame: Callable[[], dict[str, Any]], back: str
) -> HttpResponse:
    """A whole view: write one's own note anew. Another's note has no such page."""
    _check(request, about)
    note = get_object_or_404(Note.objects.of(about).filter(written_by=request.user), pk=pk)
    form = NoteForm(*sent(request), initial={"text": note.text})
    form.helper.actions = Actions()
    return form_page(
        request,
        form=form,
        change=partial(change_note, note=note),
        done=_("Uw notitie is gewijzigd. Het verloop bewaart wat er eerst stond."),
        back=back,
        cancel_url=back,
        template=template,
        context=lambda: {"note": note} | frame(),
    )


def _said(note: Note, by: User) -> str:
    """That the note is kept, and whom it asks to read it."""
    if names := also_with(note.text, by=by):
        return _("Uw notitie staat erbij, en op Vandaag van %(names)s.") % {"names": names}
    return _("Uw notitie staat erbij.")


def _check(request: HttpRequest, about: models.Model) -> None:
    if not request.user.has_perm(permission("discuss", about), about):
        raise Http404
