"""What PIO asks the client about the use of its solution, and about the guidance."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from pio_portal.ui.shapes import Crumb
from projects.views.applicant.projects import list_crumbs, own_project
from projects.views.survey import survey_page


def survey(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The questions, for the client's editors: others get a 404."""
    project = own_project(request, ref)
    asked = get_object_or_404(project.surveys.select_related("project__organisation"), pk=pk)
    if not request.user.has_perm("projects.answer_survey", asked):
        raise Http404
    crumbs = [*list_crumbs(), Crumb(label=project.ref, url=project.get_applicant_url())]
    back = reverse("projects:applicant_survey", args=[ref, pk])
    template = "projects/applicant/survey.html"
    return survey_page(request, asked, by=request.user, template=template, back=back, crumbs=crumbs)
