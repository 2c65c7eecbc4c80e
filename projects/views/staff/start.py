"""From a selected application to a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Application
from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Project
from projects.project.forms import StartForm
from projects.start import start_project
from projects.views.staff.dossier import projects_crumb


def to_start(request: HttpRequest) -> HttpResponse:
    """Selected applications that have no project yet."""
    waiting = Application.objects.visible_to(request.user).filter(status=ApplicationStatus.SELECTED, project=None)
    context = {
        "applications": waiting.select_related("organisation", "call", "theme").order_by("decided_on", "pk"),
        "crumbs": [projects_crumb(), Crumb(label=_("Project starten"))],
    }
    return render(request, "projects/staff/to_start.html", context)


def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the project of a selected application."""
    rows = Application.objects.visible_to(request.user).select_related("organisation", "call")
    application = get_object_or_404(rows, ref=ref)
    today = arrived_on(request)
    return form_page(
        request,
        form=StartForm(*sent(request), today=today, initial={"started_on": today, "lead": request.user}),
        change=partial(start_project, application=application),
        done=_("Het project is gestart. Pas de engagementen aan, en leg ze daarna voor aan de klant."),
        back=Project.get_staff_url,
        title=_("Project starten"),
        crumbs=[projects_crumb(), Crumb(label=_("Te starten"), url=reverse("projects:to_start"))],
        template="projects/staff/start.html",
        context={"application": application},
    )
