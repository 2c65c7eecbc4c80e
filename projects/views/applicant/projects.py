"""The projects of the applicant's organisations: what is asked of the client, and confirming."""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_on
from pio_portal.correspondence.models import Message
from pio_portal.ui.pages import button, sent
from pio_portal.ui.shapes import Crumb
from projects.engagement.forms import ConfirmForm
from projects.engagement.workflow import confirm_engagements, engagements_version
from projects.enums import Phase, ProjectState, Side
from projects.models import BaselineAmendment, DocumentVersion, Evaluation, Milestone, Project
from projects.project.forms import FilterForm
from projects.project.guide import GUIDES
from projects.project.templates import templates_in
from projects.task.workflow import finish_task
from projects.views.applicant.asks import Ask, asks_of
from projects.views.applicant.tables import OwnProjectTable, ProjectRow
from projects.views.documents import shown_documents
from projects.views.engagement import by_side, version_page
from projects.views.progress import milestone_rows, milestones_of, phase_line
from projects.views.story import story

MOST = 300  # projects in one table


def projects(request: HttpRequest) -> HttpResponse:
    """The projects of the user's organisations, as client or partner, with the next step of each: what asks first."""
    mine = Project.objects.of_member(request.user)
    form = FilterForm(request.GET)
    chosen = form.chosen_of(mine.select_related("organisation").with_launch().newest())
    shown = list(chosen[:MOST])
    asked = asks_of(request.user, shown, arrived_on(request))
    rows = [_row(project, asked.get(project.pk, [])) for project in shown]
    if form.only_asking:
        rows = [row for row in rows if row.ask]
    rows.sort(key=lambda row: row.ask is None)
    context = {
        "table": OwnProjectTable(rows, order_by=query_text(request, "sort")) if rows else None,
        "form": form,
        "has_any": bool(shown) or mine.exists(),
        "crumbs": [Crumb(label=_("Mijn PIO"), url=reverse("ui:overview"))],
    }
    return render(request, "projects/applicant/projects.html", context)


def _row(project: Any, asks: list[Ask]) -> ProjectRow:
    """`project` has the dates of its launch."""
    launch_on = project.launch_actual or project.launch_forecast
    return ProjectRow(project=project, ask=asks[0] if asks else None, more=len(asks[1:]), launch_on=launch_on)


def project(request: HttpRequest, ref: str) -> HttpResponse:
    """One project: what is asked now, then everything else."""
    shown, today = own_project(request, ref), arrived_on(request)
    prefetch_related_objects([shown], "phase_entries")  # the line and the story both ask them
    engagements = list(shown.engagements.checked())
    milestones = milestones_of(shown)
    procurements = list(shown.procurements.in_order())
    launch = next((milestone for milestone in milestones if milestone.is_launch), None)
    context = {
        "project": shown,
        "starts": templates_in(shown.phase),
        "guide": GUIDES[Phase(shown.phase)],
        "phases": phase_line(shown, today=today, launch=launch),
        "sides": by_side(engagements) if shown.pio_confirmed_at or shown.imported else (),
        "versions": shown.engagement_versions.defer("lines"),
        "seen": engagements_version(engagements),
        "milestones": milestone_rows(milestones, today=today),
        "procurements": procurements,
        "adopters": shown.adopters.approved() if Phase(shown.phase).number >= Phase.DELIVERY.number else (),
        "evaluations": _evaluations(shown),
        "documents": shown_documents(DocumentVersion.objects.of(shown).for_client()),
        "version_url": "projects:applicant_add_version",
        "page_url": "projects:applicant_document",
        "may_give": shown.state == ProjectState.ACTIVE and request.user.has_perm("projects.add_document", shown),
        "thread": Message.objects.of(shown).counts(pio=False),
        "chapters": story(shown, [shown, *procurements], public_only=True),
        "crumbs": [*list_crumbs(), Crumb(label=shown.ref)],
    }
    context |= _asked(request, shown, milestones, context["evaluations"])
    return render(request, "projects/applicant/project.html", context)


def confirm(request: HttpRequest, ref: str) -> HttpResponse:
    """Confirm for the client the engagements that stand on the page: for its managers."""
    shown = own_project(request, ref)
    return button(
        request,
        form=ConfirmForm(*sent(request)),
        change=partial(confirm_engagements, project=shown, side=Side.CLIENT),
        done=_("U hebt de engagementen bevestigd."),
        back=shown.get_applicant_url(),
    )


def finish(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Say that what PIO asked is done."""
    shown = own_project(request, ref)
    task = get_object_or_404(shown.tasks.of_client(request.user), pk=pk)
    return button(
        request,
        change=partial(finish_task, task=task),
        done=_("Dank u. PIO ziet dat dit gedaan is."),
        back=shown.get_applicant_url(),
    )


def version(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """The list of engagements as both sides confirmed it once."""
    shown = own_project(request, ref)
    crumbs = [*project_crumbs(shown), Crumb(label=_("Engagementen"))]
    return render(
        request, "projects/applicant/engagement_version.html", version_page(shown, number) | {"crumbs": crumbs}
    )


def own_project(request: HttpRequest, ref: str) -> Project:
    """The project, when an organisation of this user is its client or a partner; else 404.

    PIO gets a 404 too: it has pages of its own.
    """
    rows = Project.objects.of_member(request.user).select_related("organisation", "lead", "theme")
    return get_object_or_404(rows.distinct(), ref=ref)


def while_open(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page on which the client changes something of its project. Once that is closed it says so, and nothing else."""

    @wraps(view)
    def opened(request: HttpRequest, ref: str, **parts: Any) -> HttpResponse:
        shown = own_project(request, ref)
        if shown.state != ProjectState.CLOSED:
            return view(request, ref, **parts)
        context = {"project": shown, "crumbs": project_crumbs(shown)}
        return render(request, "projects/applicant/closed.html", context)

    return opened


def list_crumbs() -> list[Crumb]:
    """The way to a page below the list of projects."""
    return [
        Crumb(label=_("Mijn PIO"), url=reverse("ui:overview")),
        Crumb(label=_("Projecten"), url=reverse("projects:applicant_projects")),
    ]


def project_crumbs(shown: Project) -> list[Crumb]:
    """The way to a page below a project."""
    return [*list_crumbs(), Crumb(label=shown.ref, url=shown.get_applicant_url())]


def _evaluations(shown: Project) -> list[Evaluation]:
    """The evaluations, each with its project at hand."""
    rows = list(shown.evaluations.to_come_or_held())
    for row in rows:
        row.project = shown
    return rows


def _asked(
    request: HttpRequest, shown: Project, milestones: list[Milestone], evaluations: list[Evaluation]
) -> dict[str, Any]:
    """What is asked of the client now, and what this user may do."""
    is_running = shown.state == ProjectState.ACTIVE
    surveys = list(shown.surveys.open())
    to_confirm = shown.waits_for_client
    may_forecast = is_running and request.user.has_perm("projects.forecast_project", shown)
    may_prepare = is_running and request.user.has_perm("projects.prepare_evaluation", shown)
    coming = next((row for row in evaluations if row.is_open and row.asked_at is not None), None)
    today = arrived_on(request)
    tasks = shown.tasks.open().of_client(request.user).order_by("due_on", "pk")
    late = [m for m in milestones if m.actual_on is None and m.forecast_on is not None and m.forecast_on < today]
    return {
        "to_confirm": to_confirm,
        "may_confirm": to_confirm and request.user.has_perm("projects.confirm_for_client", shown),
        "may_forecast": may_forecast,
        "tasks": [
            (task, not task.is_automatic and request.user.has_perm("projects.finish_task", task)) for task in tasks
        ],
        "surveys": [survey for survey in surveys if request.user.has_perm("projects.answer_survey", survey)],
        "to_prepare": coming if may_prepare else None,
        "proposed": list(BaselineAmendment.objects.undecided().filter(milestone__project=shown)),
        "late": late if may_forecast and not to_confirm else [],  # one thing at a time
    }
