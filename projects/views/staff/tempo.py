"""Milestones and steps: what staff records about the tempo of a project."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act
from projects.models import Milestone, Project
from projects.tempo.forms import BaselineForm, MilestoneForm, ReachedForm
from projects.tempo.workflow import add_milestone, forecast_milestone, move_baseline, reach_milestone
from projects.views.dossier import crumbs_of
from projects.views.forecast import forecast_form, forecast_intro


def found(request: HttpRequest, ref: str, pk: int) -> Milestone:
    """The milestone, when this user may see its project."""
    projects = Project.objects.visible_to(request.user)
    return get_object_or_404(
        Milestone.objects.select_related("project").filter(project__in=projects), project__ref=ref, pk=pk
    )


def add(request: HttpRequest, ref: str) -> HttpResponse:
    """Agree on one more milestone."""
    project = get_object_or_404(Project.objects.visible_to(request.user), ref=ref)
    return act(
        request,
        form=MilestoneForm(request.POST or None),
        change=partial(add_milestone, project=project),
        title=_("Mijlpaal toevoegen"),
        submit=_("Toevoegen"),
        done=_("De mijlpaal is toegevoegd."),
        back=project.get_staff_url(),
        crumbs=crumbs_of(project),
    )


def forecast(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say when a milestone is expected now."""
    milestone = found(request, ref, pk)
    return act(
        request,
        form=forecast_form(request, milestone),
        change=partial(forecast_milestone, milestone=milestone),
        title=milestone.name,
        intro=forecast_intro(milestone),
        submit=_("Verwachting bewaren"),
        done=_("De verwachte datum is bewaard."),
        back=milestone.project.get_staff_url(),
        crumbs=crumbs_of(milestone.project),
        template="projects/staff/forecast.html",
        extra={"milestone": milestone},
    )


def baseline(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Agree on another date: for the programme lead."""
    milestone = found(request, ref, pk)
    return act(
        request,
        form=BaselineForm(request.POST or None, initial={"baseline_on": milestone.baseline_on}),
        change=partial(move_baseline, milestone=milestone),
        title=_("Nieuwe afspraak: %(milestone)s") % {"milestone": milestone.name},
        intro=_("Een afspraak verandert alleen in overleg met de klant. De vorige datum blijft in het verloop staan."),
        done=_("De afgesproken datum is gewijzigd."),
        back=milestone.project.get_staff_url(),
        crumbs=crumbs_of(milestone.project),
    )


def reach(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Record when a milestone was reached."""
    milestone = found(request, ref, pk)
    return act(
        request,
        form=ReachedForm(request.POST or None, initial={"actual_on": localdate()}),
        change=partial(reach_milestone, milestone=milestone),
        title=_("Bereikt: %(milestone)s") % {"milestone": milestone.name},
        done=_("De mijlpaal is bereikt."),
        back=milestone.project.get_staff_url(),
        crumbs=crumbs_of(milestone.project),
    )
