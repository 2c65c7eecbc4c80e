"""The discussion of a dossier: the notes and the form for the next one, in the frame of the app's own page."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.correspondence.forms import NoteForm
from pio_portal.correspondence.models import Note
from pio_portal.correspondence.thread_kinds import permission
from pio_portal.correspondence.workflow.notes import change_note, write_note
from pio_portal.ui.acting import say

MOST = 200  # notes on one page
INVALID = 422


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
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            write_note(about=about, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Uw notitie staat erbij."))
            return redirect(back)
    context = {"notes": notes_of(about), "form": form}
    return render(request, template, frame() | context, status=INVALID if form.errors else 200)


def own_note(
    request: HttpRequest, about: models.Model, pk: int, *, template: str, frame: Callable[[], dict[str, Any]], back: str
) -> HttpResponse:
    """A whole view: write one's own note anew. Another's note has no such page."""
    _check(request, about)
    note = get_object_or_404(Note.objects.of(about).filter(written_by=request.user), pk=pk)
    form = NoteForm(request.POST or None, initial={"text": note.text})
    if request.method == "POST" and form.is_valid():
        try:
            change_note(note=note, text=form.cleaned_data["text"], by=request.user, at=timezone.now())
        except Refused as refused:
            say(form, refused)
        else:
            messages.success(request, _("Uw notitie is gewijzigd. Het verloop bewaart wat er eerst stond."))
            return redirect(back)
    context = {"note": note, "form": form, "back_url": back}
    return render(request, template, frame() | context, status=INVALID if form.errors else 200)


def _check(request: HttpRequest, about: models.Model) -> None:
    if not request.user.has_perm(permission("discuss", about), about):
        raise Http404
