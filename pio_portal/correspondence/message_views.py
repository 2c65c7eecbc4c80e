"""Messages: the list of all threads of an applicant, and the page of one dossier that an app puts in its own frame."""

import secrets
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.correspondence.conversation import page_of, threads_of
from pio_portal.correspondence.forms import MessageForm
from pio_portal.correspondence.thread_kinds import permission
from pio_portal.correspondence.workflow.messages import read_messages, send_message
from pio_portal.ui.acting import say
from pio_portal.ui.shapes import Crumb

INVALID = 422


def my_messages(request: HttpRequest) -> HttpResponse:
    """`/mijn/berichten/`: every thread of the user's dossiers, unread first."""
    page, threads = threads_of(request.user, request.GET.get("page"))
    crumbs = [Crumb(label=_("Overzicht"), url=reverse("ui:mine")), Crumb(label=_("Berichten"))]
    context = {"page": page, "threads": threads, "crumbs": crumbs}
    return render(request, "correspondence/applicant/messages.html", context)


def conversation(
    request: HttpRequest, about: models.Model, *, template: str, frame: Callable[[], dict[str, Any]], back: str
) -> HttpResponse:
    """A whole view: the messages of a dossier and the form for the next one. Looking is reading.

    `frame` gives what the app's own template needs around it; `back` is this page. Whoever may not read the messages
    finds no page.
    """
    user = request.user
    may_write = user.has_perm(permission("correspond", about), about)
    if not may_write and not user.has_perm(permission("view_messages", about), about):
        raise Http404
    form = MessageForm(request.POST or None, request.FILES or None, initial={"key": secrets.token_urlsafe(24)})
    if request.method == "POST" and _sent(request, about, form):
        messages.success(request, _("Uw bericht is verstuurd. Zodra het gelezen is, ziet u dat hieronder."))
        return redirect(back)
    page, lines = page_of(about, pio=user.is_pio, number=request.GET.get("page"))
    if request.method == "GET" and any(line.fresh for line in lines):
        read_messages(about=about, by=user, at=timezone.now())
    if form.is_bound and request.FILES:
        form.add_error("files", _("Kies uw bestanden opnieuw: een browser bewaart ze niet."))
    context = {"page": page, "lines": lines, "form": form if may_write else None, "pio": user.is_pio}
    return render(request, template, frame() | context, status=INVALID if form.is_bound else 200)


def _sent(request: HttpRequest, about: models.Model, form: MessageForm) -> bool:
    """Send it. What is refused stands on the form, with what was typed."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        send_message(
            about=about,
            text=given["text"],
            uploads=given["files"],
            by=request.user,
            at=timezone.now(),
            key=given["key"],
        )
    except Refused as refused:
        say(form, refused)
        return False
    return True
