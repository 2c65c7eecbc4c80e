"""Milestones: what staff records about the tempo of a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import form_page, sent
from projects.models import Milestone, Project
from projects.tempo.forms import BaselineForm, MilestoneForm, ReachedForm
from projects.tempo.workflow import add_milestone, forecast_milestone, move_baseline, reach_milestone
from projects.views.forecast import forecast_form, forecast_intro
from projects.views.staff.dossier import project_crumbs, visible_project


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Agree on one more milestone."""
    project = visible_project(request, ref)
    return form_page(
        request,
        form=MilestoneForm(*sent(request), today=arrived_on(request)),
        change=partial(add_milestone, project=project),
        done=_("De mijlpaal is toegevoegd."),
        back=project.get_staff_url(),
        title=_("Mijlpaal toevoegen"),
        crumbs=project_crumbs(project),
    )


def forecast(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say when a milestone is expected now."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=forecast_form(request, milestone),
        change=partial(forecast_milestone, milestone=milestone),
        done=_("De verwachte datum is bewaard."),
        back=milestone.project.get_staff_url(),
        title=milestone.name,
        intro=forecast_intro(milestone),
        crumbs=project_crumbs(milestone.project),
        template="projects/staff/forecast.html",
        context={"milestone": milestone},
    )


def baseline(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Agree on another date: for the programme lead."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=BaselineForm(*sent(request), today=arrived_on(request), initial={"baseline_on": milestone.baseline_on}),
        change=partial(move_baseline, milestone=milestone),
        done=_("De afgesproken datum is gewijzigd."),
        back=milestone.project.get_staff_url(),
        title=_("Nieuwe afspraak: %(milestone)s") % {"milestone": milestone.name},
        intro=_("Een afspraak verandert alleen in overleg met de klant. De vorige datum blijft in het verloop staan."),
        crumbs=project_crumbs(milestone.project),
    )


def reach(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Record when a milestone was reached."""
    milestone = _visible_milestone(request, ref, pk)
    return form_page(
        request,
        form=ReachedForm(*sent(request), initial={"actual_on": arrived_on(request)}),
        change=partial(reach_milestone, milestone=milestone),
        done=_("De mijlpaal is bereikt."),
        back=milestone.project.get_staff_url(),
        title=_("Bereikt: %(milestone)s") % {"milestone": milestone.name},
        crumbs=project_crumbs(milestone.project),
    )


def _visible_milestone(request: HttpRequest, ref: str, pk: int) -> Milestone:
    """The milestone, when this user may see its project; else 404."""
    projects = Project.objects.visible_to(request.user)
    rows = Milestone.objects.select_related("project").filter(project__in=projects)
    return get_object_or_404(rows, project__ref=ref, pk=pk)
