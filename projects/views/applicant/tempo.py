"""The milestones of a client's project: when they are expected, and other dates to agree on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.shapes import Crumb
from projects.models import Milestone, Project
from projects.tempo.amendments import agree_amendment, decline_amendment
from projects.views.amendments import amendments_of, decision_button, visible_amendment
from projects.views.applicant.projects import list_crumbs, own_project, while_open
from projects.views.forecast import forecast_page


@while_open
def forecast(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say when a milestone is expected now: for the client's editors."""
    milestone = _own_milestone(request, ref, pk)
    return forecast_page(
        request,
        milestone,
        back=milestone.project.get_applicant_url(),
        crumbs=_crumbs(milestone.project),
        template="projects/applicant/forecast.html",
    )


def amendments(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The other date that is proposed for a milestone, and those that were proposed before."""
    milestone = _own_milestone(request, ref, pk)
    title = _("Nieuwe afspraak: %(milestone)s") % {"milestone": milestone.name}
    crumbs = [*_crumbs(milestone.project), Crumb(label=title)]
    context = amendments_of(milestone) | {"title": title, "crumbs": crumbs}
    return render(request, "projects/applicant/amendments.html", context)


def agree(request: HttpRequest, ref: str, pk: int, amendment: int) -> HttpResponse:
    """Agree on the proposed date: for the client's managers."""
    row = visible_amendment(_own_milestone(request, ref, pk), amendment)
    return decision_button(request, row, agree_amendment, back=_page(ref, pk))


def decline(request: HttpRequest, ref: str, pk: int, amendment: int) -> HttpResponse:
    """Leave the agreed date as it is: for the client's managers."""
    row = visible_amendment(_own_milestone(request, ref, pk), amendment)
    return decision_button(request, row, decline_amendment, back=_page(ref, pk))


def _own_milestone(request: HttpRequest, ref: str, pk: int) -> Milestone:
    """A milestone of a project of one of the user's organisations; else 404."""
    return get_object_or_404(own_project(request, ref).milestones.select_related("project"), pk=pk)


def _crumbs(project: Project) -> list[Crumb]:
    return [*list_crumbs(), Crumb(label=project.ref, url=project.get_applicant_url())]


def _page(ref: str, pk: int) -> str:
    return reverse("projects:applicant_amendments", args=[ref, pk])
