"""The evaluations of a project: planned, prepared, held."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.arrival import arrived_on
from pio_portal.ui.pages import button, form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.evaluation.agenda import draft_agenda
from projects.evaluation.forms import HoldForm, MinutesForm, PlanForm, PointForm
from projects.evaluation.workflow import add_point, decide, hold_evaluation, plan_evaluation, write_minutes
from projects.models import Evaluation, Project
from projects.views.evaluation import decisions_of, evaluation_paper
from projects.views.staff.dossier import dossier, project_crumbs, visible_project
from projects.views.staff.task import task_form


def evaluations(request: HttpRequest, ref: str) -> HttpResponse:
    """The evaluation that comes, and those that were held."""
    project, head = dossier(request, ref)
    rows = list(project.evaluations.to_come_or_held())
    for row in rows:
        row.project = project
    context = head | {
        "coming": next((row for row in rows if row.is_open), None),
        "held": [row for row in rows if not row.is_open],
        "may_plan": head["may_handle"] and head["is_running"],
    }
    return render(request, "projects/staff/evaluations.html", context)


def evaluation(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The agenda with what the client prepared and what was said, and what PIO does next."""
    project, head = dossier(request, ref)
    shown = get_object_or_404(project.evaluations.select_related("closed_by"), pk=pk)
    points = list(shown.points.select_related("prepared_by"))
    context = head | {
        "evaluation": shown,
        "points": points,
        "decisions": decisions_of(shown),
        "may_write": head["may_handle"] and head["is_running"] and shown.is_open,
        "may_check": project.agreed_version is not None,
        "crumbs": [*_crumbs(project), Crumb(label=str(shown))],
    }
    return render(request, "projects/staff/evaluation.html", context)


def plan(request: HttpRequest, ref: str) -> HttpResponse:
    """Say when the next evaluation is, also when one is planned already."""
    project = visible_project(request, ref)
    planned = project.evaluations.open().first()
    return form_page(
        request,
        form=PlanForm(*sent(request), initial={"planned_on": planned.planned_on if planned else None}),
        change=partial(plan_evaluation, project=project),
        done=_("De evaluatie is gepland."),
        back=_tab(ref),
        title=_("Evaluatie verplaatsen") if planned else _("Evaluatie plannen"),
        crumbs=_crumbs(project),
    )


def draft(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Write the agenda from what changed, and ask the client to prepare."""
    shown = visible_evaluation(request, ref, pk)
    return button(
        request,
        change=partial(draft_agenda, evaluation=shown),
        done=_("De agenda is bijgewerkt."),
        back=shown.get_staff_url(),
    )


def point(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Put a point of one's own on the agenda."""
    shown = visible_evaluation(request, ref, pk)
    return form_page(
        request,
        form=PointForm(*sent(request)),
        change=partial(add_point, evaluation=shown),
        done=_("Het punt staat op de agenda."),
        back=shown.get_staff_url(),
        title=_("Punt toevoegen"),
        crumbs=_crumbs(shown.project, shown),
    )


def minutes(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Write the minutes, as often as needed."""
    shown = visible_evaluation(request, ref, pk)
    written = {"present": shown.present, "conclusion": shown.conclusion}
    return form_page(
        request,
        form=MinutesForm(*sent(request), points=shown.points.all(), about=shown, initial=written),
        change=partial(write_minutes, evaluation=shown),
        done=_("Het verslag is bewaard. De klant leest het zodra u het afsluit."),
        back=shown.get_staff_url(),
        title=_("Verslag schrijven"),
        crumbs=_crumbs(shown.project, shown),
    )


def decision(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Keep what was decided as a task."""
    shown = visible_evaluation(request, ref, pk)
    return form_page(
        request,
        form=task_form(request, shown.project),
        change=partial(decide, evaluation=shown),
        done=_("De afspraak is bewaard, en staat bij de taken."),
        back=shown.get_staff_url(),
        title=_("Afspraak toevoegen"),
        crumbs=_crumbs(shown.project, shown),
    )


def hold(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Close the minutes."""
    shown = visible_evaluation(request, ref, pk)
    today = arrived_on(request)
    return form_page(
        request,
        form=HoldForm(*sent(request), initial={"held_on": min(shown.planned_on, today)}),
        change=partial(hold_evaluation, evaluation=shown),
        done=_("Het verslag is afgesloten. De klant kan het nu lezen."),
        back=shown.get_staff_url(),
        title=_("Verslag afsluiten"),
        intro=_("Daarna verandert er niets meer aan, en leest de klant het verslag."),
        crumbs=_crumbs(shown.project, shown),
    )


def paper(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """The agenda, or the minutes, as a PDF."""
    return evaluation_paper(visible_evaluation(request, ref, pk))


def visible_evaluation(request: HttpRequest, ref: str, pk: int) -> Evaluation:
    """The evaluation, when this user may see its project; else 404."""
    projects = Project.objects.visible_to(request.user)
    rows = Evaluation.objects.filter(project__in=projects).select_related("project__organisation")
    return get_object_or_404(rows, project__ref=ref, pk=pk)


def _tab(ref: str) -> str:
    return reverse("projects:staff_evaluations", args=[ref])


def _crumbs(project: Project, shown: Evaluation | None = None) -> list[Crumb]:
    crumbs = [*project_crumbs(project), Crumb(label=_("Evaluaties"), url=_tab(project.ref))]
    return [*crumbs, Crumb(label=str(shown), url=shown.get_staff_url())] if shown else crumbs
