from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from calls.models import Application
from pio_portal.ui.acting import act
from pio_portal.ui.shapes import Crumb
from projects.project.forms import StartForm
from projects.start import start_project


def start(request: HttpRequest, ref: str) -> HttpResponse:
    """Make the project of a selected application."""
    rows = Application.objects.visible_to(request.user).select_related("organisation", "call")
    application = get_object_or_404(rows, ref=ref)
    initial = {"started_on": localdate(), "lead": request.user}
    return act(
        request,
        form=StartForm(request.POST or None, initial=initial),
        change=partial(start_project, application=application),
        title=_("Project starten"),
        submit=_("Project starten"),
        done=_("Het project is gestart. De klant kreeg een mail om de engagementen te bevestigen."),
        back=lambda project: project.get_staff_url(),
        crumbs=[
            Crumb(label=_("Projecten"), url=reverse("projects:staff_projects")),
            Crumb(label=_("Te starten"), url=reverse("projects:to_start")),
        ],
        template="projects/staff/start.html",
        extra={"application": application},
    )
