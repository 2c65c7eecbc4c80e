from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.ui.pages import form_page, sent
from projects.enums import Phase
from projects.models import ConsultancyOrder, PreparationStep, Project
from projects.preparation.forms import SkipForm, StepForm
from projects.preparation.workflow import open_remarks, record_step, skip_step
from projects.views.staff.dossier import dossier, project_crumbs


def preparation(request: HttpRequest, ref: str) -> HttpResponse:
    """The steps of the preparation, with what they cost."""
    project, head = dossier(request, ref)
    orders = list(ConsultancyOrder.objects.visible_to(request.user).filter(project=project).for_list())
    steps = list(project.steps.all())
    for step in steps:
        costs = [order.ordered for order in orders if order.step_id == step.pk]
        step.cost = sum(costs) if costs else None
        step.remarks = open_remarks(step)
    context = head | {
        "steps": steps,
        "orders": orders,
        "totals": project.consultancy_orders.totals("project").first() if orders else None,
        "sees_costs": request.user.has_perm("projects.view_consultancyorder"),
        "may_change": head["may_handle"] and head["is_running"] and project.phase != Phase.INTAKE,
    }
    return render(request, "projects/staff/preparation.html", context)


def record(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Record how a step goes."""
    step = _visible_step(request, ref, kind)
    initial = {name: getattr(step, name) for name in ("started_on", "ended_on", "despite")}
    return form_page(
        request,
        form=StepForm(*sent(request), initial=initial, about=step.project, remarks=open_remarks(step)),
        change=partial(record_step, step=step),
        done=_("De stap is bewaard."),
        back=reverse("projects:staff_preparation", args=[ref]),
        title=str(step),
        crumbs=project_crumbs(step.project),
    )


def skip(request: HttpRequest, ref: str, kind: str) -> HttpResponse:
    """Leave a step out."""
    step = _visible_step(request, ref, kind)
    return form_page(
        request,
        form=SkipForm(*sent(request)),
        change=partial(skip_step, step=step),
        done=_("De stap wordt overgeslagen."),
        back=reverse("projects:staff_preparation", args=[ref]),
        title=_("Overslaan: %(step)s") % {"step": step},
        crumbs=project_crumbs(step.project),
    )


def _visible_step(request: HttpRequest, ref: str, kind: str) -> PreparationStep:
    """The step of this kind, when this user may see its project; else 404."""
    projects = Project.objects.visible_to(request.user)
    rows = PreparationStep.objects.select_related("project").filter(project__in=projects)
    return get_object_or_404(rows, project__ref=ref, kind=kind)
