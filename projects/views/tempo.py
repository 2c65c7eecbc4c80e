"""Milestones and steps: what staff records about the tempo of a project."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.formats import day_text
from pio_portal.ui.acting import act
from projects import workflow
from projects.enums import StepKind
from projects.forms.tempo import BaselineForm, ForecastForm, MilestoneForm, ReachedForm, SkipForm, StepForm
from projects.models import Milestone, PreparationStep, Project
from projects.views.dossier import crumbs_of


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
        change=partial(workflow.add_milestone, project=project),
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
        change=partial(workflow.forecast_milestone, milestone=milestone),
        title=milestone.name,
        intro=forecast_intro(milestone),
        submit=_("Verwachting bewaren"),
        done=_("De verwachte datum is bewaard."),
        back=milestone.project.get_staff_url(),
        crumbs=crumbs_of(milestone.project),
        template="projects/staff/forecast.html",
        extra={"milestone": milestone},
    )


def forecast_form(request: HttpRequest, milestone: Milestone) -> ForecastForm:
    """The form, carrying the forecast that the user sees now."""
    initial = {"forecast_on": milestone.forecast_on, "seen": milestone.forecast_on}
    return ForecastForm(request.POST or None, initial=initial)


def forecast_intro(milestone: Milestone) -> str:
    """What was agreed and what is expected now."""
    dates = {"baseline": day_text(milestone.baseline_on), "forecast": day_text(milestone.forecast_on)}
    return _("Afgesproken: %(baseline)s. Nu verwacht: %(forecast)s.") % dates


def baseline(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Agree on another date: for the programme lead."""
    milestone = found(request, ref, pk)
    return act(
        request,
        form=BaselineForm(request.POST or None, initial={"baseline_on": milestone.baseline_on}),
        change=partial(workflow.move_baseline, milestone=milestone),
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
        change=partial(workflow.reach_milestone, milestone=milestone),
        title=_("Bereikt: %(milestone)s") % {"milestone": milestone.name},
        done=_("De mijlpaal is bereikt."),
        back=milestone.project.get_staff_url(),
        crumbs=crumbs_of(milestone.project),
    )


def found_step(request: HttpRequest, ref: str, kind: str) -> PreparationStep:
    """The step, when this user may see its project."""
    if kind not in StepKind.values:
        raise Http404
    projects = Project.objects.visible_to(request.user)
    rows = PreparationStep.objects.select_related("project").filter(project__in=projects)
    return get_object_or_404(rows, project__ref=ref, kind=kind)


def step(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Record how a step goes."""
    recorded = found_step(request, ref, kind)
    initial = {name: getattr(recorded, name) for name in ("started_on", "ended_on", "consultancy_cost")}
    return act(
        request,
        form=StepForm(request.POST or None, initial=initial),
        change=partial(workflow.record_step, step=recorded),
        title=str(recorded),
        done=_("De stap is bewaard."),
        back=reverse("projects:staff_preparation", args=[ref]),
        crumbs=crumbs_of(recorded.project),
    )


def skip(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Leave a step out."""
    left_out = found_step(request, ref, kind)
    return act(
        request,
        form=SkipForm(request.POST or None),
        change=partial(workflow.skip_step, step=left_out),
        title=_("Overslaan: %(step)s") % {"step": left_out},
        submit=_("Stap overslaan"),
        done=_("De stap wordt overgeslagen."),
        back=reverse("projects:staff_preparation", args=[ref]),
        crumbs=crumbs_of(left_out.project),
    )
