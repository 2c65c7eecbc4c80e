"""Messages between applicants and PIO, and the internal discussion of an application, in the frames of its dossiers."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import AssignmentStatus
from calls.models import Application, Assignment
from calls.views.applicant import dossier
from calls.views.staff.dossier import application_for, dossier_context, without_steps
from pio_portal.arrival import arrived_at
from pio_portal.correspondence.message_views import conversation
from pio_portal.correspondence.models import Message
from pio_portal.correspondence.note_views import discussion, own_note
from pio_portal.correspondence.workflow.messages import settle_messages
from pio_portal.ui.pages import button
from pio_portal.ui.shapes import Crumb


def staff_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """The tab “Berichten” of the dossier."""
    application = application_for(request, ref)
    here = "calls:staff_application_messages"

    def frame() -> dict[str, Any]:
        waiting = Message.objects.of(application).unanswered(arrived_at(request)).exists()
        return _tab(request, application, here) | {"waiting": waiting}

    back = reverse(here, args=[ref])
    return conversation(request, application, template="calls/staff/application_messages.html", frame=frame, back=back)


def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """The last message of the applicant asks for no answer."""
    application = application_for(request, ref)
    return button(
        request,
        change=partial(settle_messages, about=application),
        done=_("Dit bericht vraagt geen aandacht meer."),
        back=reverse("calls:staff_application_messages", args=[ref]),
    )


def applicant_application_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """`/mijn/aanvragen/<ref>/berichten/`: the messages with PIO about one application."""
    application = dossier.the_application(request.user, ref)

    def frame() -> dict[str, Any]:
        return {"application": application, "crumbs": dossier.application_crumbs(application, _("Berichten"))}

    return conversation(
        request,
        application,
        template="calls/applicant/messages.html",
        frame=frame,
        back=reverse("calls:applicant_application_messages", args=[ref]),
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
    assignment = _advised(request, pk)
    return discussion(
        request,
        assignment.application,
        template="calls/adviser/notes.html",
        frame=lambda: {
            "assignment": assignment,
            "application": assignment.application,
            "crumbs": _assignment_crumbs(assignment),
        },
        back=reverse("calls:assignment_notes", args=[pk]),
    )


def adviser_note(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    """Write one's own note anew."""
    assignment = _advised(request, pk)
    return own_note(
        request,
        assignment.application,
        note,
        template="calls/adviser/note.html",
        frame=lambda: {
            "assignment": assignment,
            "application": assignment.application,
            "crumbs": _assignment_crumbs(assignment),
        },
        back=reverse("calls:assignment_notes", args=[pk]),
    )


def _advised(request: HttpRequest, pk: int) -> Assignment:
    rows = Assignment.objects.filter(adviser=request.user, status=AssignmentStatus.ADVISED)
    return get_object_or_404(rows.select_related("application__organisation"), pk=pk)


def _assignment_crumbs(assignment: Assignment) -> list[Crumb]:
    return [
        Crumb(label=_("Beoordelingen"), url=reverse("calls:assignments")),
        Crumb(label=assignment.application.ref, url=assignment.get_absolute_url()),
        Crumb(label=_("Bespreking")),
    ]


def _tab(request: HttpRequest, application: Application, here: str) -> dict[str, Any]:
    """The frame of the dossier, without its own primary button: the page has a form."""
    return without_steps(dossier_context(request, application, here))
