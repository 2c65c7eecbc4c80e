"""The evaluations of a client's project: prepared before, read after."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from pio_portal.ui.pages import attempt, finish, sent, show
from pio_portal.ui.shapes import Crumb
from projects.enums import ProjectState
from projects.evaluation.forms import PrepareForm
from projects.evaluation.workflow import prepare_evaluation
from projects.models import Evaluation
from projects.views.applicant.projects import list_crumbs, own_project
from projects.views.evaluation import decisions_of, evaluation_paper


def evaluation(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The agenda to prepare, for the client's editors; the minutes once they are closed."""
    shown = _own_evaluation(request, ref, pk)
    project, points = shown.project, list(shown.points.select_related("prepared_by"))
    crumbs = [*list_crumbs(), Crumb(label=project.ref, url=project.get_applicant_url()), Crumb(label=str(shown))]
    context = {"project": project, "evaluation": shown, "points": points, "crumbs": crumbs}
    context["decisions"] = decisions_of(shown) if shown.closed_at else []
    is_running = project.state == ProjectState.ACTIVE and shown.is_open
    if not (is_running and request.user.has_perm("projects.prepare_evaluation", project)):
        return render(request, "projects/applicant/evaluation.html", context)
    form = PrepareForm(*sent(request), points=points, about=shown)
    tried = attempt(request, form, partial(prepare_evaluation, evaluation=shown))
    if tried:
        return finish(
            request, tried.result, done=_("Uw voorbereiding is bewaard. PIO leest ze mee."), back=request.path
        )
    return show(request, "projects/applicant/evaluation.html", context, form)


def paper(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The agenda, or the minutes, as a PDF."""
    return evaluation_paper(_own_evaluation(request, ref, pk))


def _own_evaluation(request: HttpRequest, ref: str, pk: int) -> Evaluation:
    """An evaluation of a project of one of the user's organisations, once its agenda is there; else 404."""
    project = own_project(request, ref)
    shown = get_object_or_404(project.evaluations.told_to_client(), pk=pk)
    shown.project = project
    return shown
