"""The standard replies from which PIO's messages are started."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.correspondence.forms import ReplyForm
from pio_portal.correspondence.models import StandardReply
from pio_portal.correspondence.workflow.replies import keep_reply, remove_reply, replies
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb

LIST = "correspondence:replies"


def _crumbs(*steps: Crumb) -> list[Crumb]:
    return [Crumb(label=_("Sjablonen"), url=reverse("correspondence:templates")), *steps]


def _list_crumb() -> Crumb:
    return Crumb(label=_("Standaardantwoorden"), url=reverse(LIST))


def index(request: HttpRequest) -> HttpResponse:
    """Every standard reply."""
    context = {"replies": replies(), "crumbs": _crumbs(Crumb(label=_("Standaardantwoorden")))}
    return render(request, "correspondence/staff/replies.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Keep one more."""
    return form_page(
        request,
        form=ReplyForm(*sent(request)),
        change=keep_reply,
        done=_("Het standaardantwoord staat klaar bij elk bericht."),
        back=reverse(LIST),
        title=_("Nieuw standaardantwoord"),
        crumbs=_crumbs(_list_crumb()),
    )


def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Other words for one."""
    reply = get_object_or_404(StandardReply, pk=pk)
    return form_page(
        request,
        form=ReplyForm(*sent(request), initial={"title": reply.title, "text": reply.text}, about=reply),
        change=partial(keep_reply, reply=reply),
        done=_("Het standaardantwoord is gewijzigd."),
        back=reverse(LIST),
        title=_("Standaardantwoord wijzigen"),
        crumbs=_crumbs(_list_crumb()),
    )


def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Offer it no longer."""
    reply = get_object_or_404(StandardReply, pk=pk)
    return button(
        request,
        change=partial(remove_reply, reply=reply),
        done=_("Het standaardantwoord is verwijderd."),
        back=reverse(LIST),
    )
