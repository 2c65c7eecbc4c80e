"""Messages: the list of all threads of an applicant, and the page of one dossier that an app puts in its own frame."""

import secrets
from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts.models import User
from pio_portal.addresses import query_int
from pio_portal.arrival import arrived_at
from pio_portal.correspondence.conversation import page_of, threads_of
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.forms import MessageForm
from pio_portal.correspondence.models import Message
from pio_portal.correspondence.thread_kinds import kind_of, permission
from pio_portal.correspondence.workflow.mentions import also_with, see_mentions
from pio_portal.correspondence.workflow.messages import read_messages, send_message
from pio_portal.ui.pages import attempt, finish, sent, show
from pio_portal.ui.shapes import Crumb


def applicant_messages(request: HttpRequest) -> HttpResponse:
    """`/mijn/berichten/`: every thread of the user's dossiers, unread first."""
    page, threads = threads_of(request.user, query_int(request, "page"))
    crumbs = [Crumb(label=_("Overzicht"), url=reverse("ui:overview")), Crumb(label=_("Berichten"))]
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
    other = kind_of(about).other
    form = MessageForm(*sent(request), pio=user.is_pio, other=other, initial={"key": secrets.token_urlsafe(24)})
    tried = attempt(request, form, partial(send_message, about=about))
    if tried:
        return finish(request, tried.result, done=lambda message: _said(message, user), back=back)
    page, lines = page_of(about, pio=user.is_pio, number=query_int(request, "page"))
    if request.method == "GET" and any(line.fresh for line in lines):
        read_messages(about=about, by=user, at=arrived_at(request))
    if request.method == "GET" and user.is_pio:
        see_mentions(about=about, place=Place.MESSAGES, by=user, at=arrived_at(request))
    if request.FILES:
        again = _("Kies uw bestanden opnieuw: een browser bewaart ze niet.")
        if form.is_bound:
            form.add_error("files", again)
        else:
            messages.warning(request, again)
    context = {"page": page, "lines": lines, "may_write": may_write, "pio": user.is_pio, "other": other}
    return show(request, template, frame() | context, form)


def _said(message: Message, by: User) -> str:
    """That the message left, and which colleagues it asks to read it."""
    said = _("Uw bericht is verstuurd. Zodra het gelezen is, ziet u dat hieronder.")
    if by.is_pio and (names := also_with(message.text, by=by)):
        said += " " + _("Het staat ook op Vandaag van %(names)s.") % {"names": names}
    return said
