from functools import partial

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.acting import act
from projects.enums import StepKind
from projects.models import PreparationStep, Project
from projects.preparation.forms import SkipForm, StepForm
from projects.preparation.workflow import record_step, skip_step
from projects.views.dossier import crumbs_of


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
        change=partial(record_step, step=recorded),
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
        change=partial(skip_step, step=left_out),
        title=_("Overslaan: %(step)s") % {"step": left_out},
        submit=_("Stap overslaan"),
        done=_("De stap wordt overgeslagen."),
        back=reverse("projects:staff_preparation", args=[ref]),
        crumbs=crumbs_of(left_out.project),
    )
