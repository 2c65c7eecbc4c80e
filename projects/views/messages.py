"""Messages between a client and PIO, and the notes of PIO among themselves, in the frames of the dossiers of a project."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_at
from pio_portal.correspondence.message_views import conversation
from pio_portal.correspondence.models import Message
from pio_portal.correspondence.note_views import discussion, own_note
from pio_portal.correspondence.workflow.messages import settle_messages
from pio_portal.ui.pages import button
from pio_portal.ui.shapes import Crumb
from projects.models import Project
from projects.views.applicant.projects import list_crumbs, own_project
from projects.views.staff.dossier import dossier, visible_project

STAFF, NOTES = "projects:staff_project_messages", "projects:staff_project_notes"


def staff_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """The tab “Berichten” of the dossier."""
    project = visible_project(request, ref)

    def frame() -> dict[str, Any]:
        waiting = Message.objects.of(project).unanswered(arrived_at(request)).exists()
        return _tab(request, project) | {"waiting": waiting}

    template = "projects/staff/messages.html"
    return conversation(request, project, template=template, frame=frame, back=reverse(STAFF, args=[ref]))


def settle(request: HttpRequest, ref: str) -> HttpResponse:
    """The last message of the client asks for no answer."""
    return button(
        request,
        change=partial(settle_messages, about=visible_project(request, ref)),
        done=_("Dit bericht vraagt geen aandacht meer."),
        back=reverse(STAFF, args=[ref]),
    )


def applicant_messages(request: HttpRequest, ref: str) -> HttpResponse:
    """The messages of a client with PIO about one project."""
    project = own_project(request, ref)
    crumbs = [*list_crumbs(), Crumb(label=ref, url=project.get_applicant_url()), Crumb(label=_("Berichten"))]
    return conversation(
        request,
        project,
        template="projects/applicant/messages.html",
        frame=lambda: {"project": project, "crumbs": crumbs},
        back=reverse("projects:applicant_project_messages", args=[ref]),
    )


def staff_notes(request: HttpRequest, ref: str) -> HttpResponse:
    """The tab “Notities” of the dossier."""
    project = visible_project(request, ref)
    return discussion(
        request,
        project,
        template="projects/staff/notes.html",
        frame=lambda: _tab(request, project) | {"note_url": NOTES[:-1]},
        back=reverse(NOTES, args=[ref]),
    )


def staff_note(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Write one's own note anew."""
    project = visible_project(request, ref)
    return own_note(
        request,
        project,
        pk,
        template="projects/staff/note.html",
        frame=lambda: _tab(request, project),
        back=reverse(NOTES, args=[ref]),
    )


def _tab(request: HttpRequest, project: Project) -> dict[str, Any]:
    """The frame of the dossier, without its own primary button: the page has a form."""
    return dossier(request, project.ref)[1] | {"next": None}
