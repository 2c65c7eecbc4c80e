"""What becomes of the solution after its delivery: what the client told, and who took it over."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import Adopter, Project, Survey
from projects.survey.forms import AdopterForm, ApproveForm, NewAdopterForm
from projects.survey.uptake import add_adopter, approve_uptake, change_adopter, remove_adopter, take_back_uptake
from projects.views.staff.dossier import dossier, project_crumbs, visible_project


def uptake(request: HttpRequest, ref: str) -> HttpResponse:
    """What was asked and answered, the newest first, and the adopters."""
    project, head = dossier(request, ref)
    surveys = project.surveys.about_use().select_related("answered_by", "approved_by").order_by("-asked_at", "-pk")
    context = head | {
        "surveys": surveys,
        "adopters": project.adopters.select_related("organisation"),
        "may_approve": head["may_handle"],
    }
    return render(request, "projects/staff/uptake.html", context)


def approve(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Let everybody read it."""
    survey = _visible_survey(request, ref, pk)
    return form_page(
        request,
        form=ApproveForm.of(survey, *sent(request)),
        change=partial(approve_uptake, survey=survey),
        done=_("Goedgekeurd. Het staat op de publieke pagina zodra die er is."),
        back=_tab(ref),
        title=_("Goedkeuren: %(survey)s") % {"survey": survey},
        crumbs=_crumbs(survey.project),
        template="projects/staff/approve_uptake.html",
        context=lambda: {"survey": survey, "adopters": survey.project.adopters.filter(approved_at=None)},
    )


def take_back(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take it off the public page."""
    survey = _visible_survey(request, ref, pk)
    return button(
        request,
        change=partial(take_back_uptake, survey=survey),
        done=_("Dit antwoord staat niet meer op de publieke pagina."),
        back=_tab(ref),
    )


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """One adopter more, as PIO knows it."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=NewAdopterForm(*sent(request), about=project),
        change=partial(add_adopter, project=project),
        done=lambda made: _("%(adopter)s is toegevoegd.") % {"adopter": made.name},
        back=_tab(ref),
        title=_("Overnemer toevoegen"),
        crumbs=_crumbs(project),
    )


def change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Correct an adopter."""
    adopter = _visible_adopter(request, ref, pk)
    return form_page(
        request,
        form=AdopterForm.of(adopter, *sent(request)),
        change=partial(change_adopter, adopter=adopter),
        done=_("Bewaard."),
        back=_tab(ref),
        title=adopter.name,
        crumbs=_crumbs(adopter.project),
        template="projects/staff/adopter.html",
        context={"adopter": adopter, "project": adopter.project},
    )


def remove(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Take an adopter away."""
    adopter = _visible_adopter(request, ref, pk)
    return button(
        request,
        change=partial(remove_adopter, adopter=adopter),
        done=_("%(adopter)s staat er niet meer bij.") % {"adopter": adopter.name},
        back=_tab(ref),
    )


def _visible_survey(request: HttpRequest, ref: str, pk: int) -> Survey:
    return get_object_or_404(visible_project(request, ref).surveys.about_use().select_related("project"), pk=pk)


def _visible_adopter(request: HttpRequest, ref: str, pk: int) -> Adopter:
    return get_object_or_404(visible_project(request, ref).adopters.select_related("project"), pk=pk)


def _tab(ref: str) -> str:
    return reverse("projects:staff_uptake", args=[ref])


def _crumbs(project: Project) -> list[Crumb]:
    return [*project_crumbs(project), Crumb(label=_("Gebruik"), url=_tab(project.ref))]
