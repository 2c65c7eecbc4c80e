"""Messages between applicants and PIO, and the internal discussion of an application, in the frames of its dossiers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.enums import AssignmentStatus
from calls.models import Application, Assignment
from calls.views.applicant import dossier
from calls.views.staff.dossier import application_for
from calls.views.staff.dossier import dossier as staff_frame
from pio_portal.correspondence.message_views import conversation
from pio_portal.correspondence.models import Message
from pio_portal.correspondence.note_views import discussion, own_note
from pio_portal.correspondence.workflow.messages import settle_messages
from pio_portal.ui.acting import press
from pio_portal.ui.shapes import Crumb


def staff_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """The tab “Berichten” of the dossier."""
    application = application_for(request, ref)
    here = "calls:staff_application_messages"

    def frame() -> dict[str, Any]:
        waiting = Message.objects.of(application).unanswered(timezone.now()).exists()
        return _tab(request, application, here) | {"waiting": waiting}

    back = reverse(here, args=[ref])
    return conversation(request, application, template="calls/staff/application_messages.html", frame=frame, back=back)


def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """The last message of the applicant asks for no answer."""
    application = application_for(request, ref)

    def change(**who_and_when: Any) -> None:
        settle_messages(about=application, **who_and_when)

    back = reverse("calls:staff_application_messages", args=[ref])
    return press(request, change=change, done=_("Dit bericht vraagt geen aandacht meer."), back=back)


def my_application_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """`/mijn/aanvragen/<ref>/berichten/`: the messages with PIO about one application."""
    application = dossier.of(request.user, ref)

    def frame() -> dict[str, Any]:
        return {"application": application, "crumbs": dossier.crumbs(application, _("Berichten"))}

    return conversation(
        request,
        application,
        template="calls/applicant/messages.html",
        frame=frame,
        back=reverse("calls:my_application_messages", args=[ref]),
    )


def staff_notes(request: HttpRequest, ref: str) -> HttpResponse:
    """The tab “Notities” of the dossier."""
    application = application_for(request, ref)
    here = "calls:staff_application_notes"
    return discussion(
        request,
        application,
        template="calls/staff/application_notes.html",
        frame=lambda: _tab(request, application, here) | {"note_url": here[:-1]},
        back=reverse(here, args=[ref]),
    )


def staff_note(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Write one's own note anew."""
    application = application_for(request, ref)
    here = "calls:staff_application_notes"
    return own_note(
        request,
        application,
        pk,
        template="calls/staff/application_note.html",
        frame=lambda: _tab(request, application, here),
        back=reverse(here, args=[ref]),
    )


def adviser_notes(request: HttpRequest, pk: int) -> HttpResponse:
    """The discussion, for an adviser who gave the final advice."""
    asked = _advised(request, pk)
    return discussion(
        request,
        asked.application,
        template="calls/adviser/notes.html",
        frame=lambda: {"assignment": asked, "application": asked.application, "crumbs": _crumbs(asked)},
        back=reverse("calls:assignment_notes", args=[pk]),
    )


def adviser_note(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Write one's own note anew."""
    asked = _advised(request, pk)
    return own_note(
        request,
        asked.application,
        note,
        template="calls/adviser/note.html",
        frame=lambda: {"assignment": asked, "application": asked.application, "crumbs": _crumbs(asked)},
        back=reverse("calls:assignment_notes", args=[pk]),
    )


def _advised(request: HttpRequest, pk: int) -> Assignment:
    rows = Assignment.objects.filter(adviser=request.user, status=AssignmentStatus.ADVISED)
    return get_object_or_404(rows.select_related("application__organisation"), pk=pk)


def _crumbs(asked: Assignment) -> list[Crumb]:
    return [
        Crumb(label=_("Beoordelingen"), url=reverse("calls:assignments")),
        Crumb(label=asked.application.ref, url=asked.get_absolute_url()),
        Crumb(label=_("Bespreking")),
    ]


def _tab(request: HttpRequest, application: Application, here: str) -> dict[str, Any]:
    """The frame of the dossier, without its own primary button: the page has a form."""
    return staff_frame(request, application, here) | {"more": [], "primary": None}
