"""What projects show on the home pages of the public and of applicants."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from pio_portal.ui.registry import Item, register_asked, register_home_block
from pio_portal.ui.shapes import TaskRow
from projects.enums import ProjectState
from projects.models import BaselineAmendment, Evaluation, Project, Survey
from projects.views.public.projects import card

NEWEST = 3
MOST = 20


@register_home_block("projects.newest", template="projects/public/home_block.html", order=30)
def newest(_request: HttpRequest) -> dict | None:
    """The newest projects of the catalogue; one that was stopped is no invitation."""
    rows = (
        Project.objects.public()
        .exclude(state=ProjectState.STOPPED)
        .select_related("organisation", "theme")
        .newest()[:NEWEST]
    )
    cards = [card(project) for project in rows]
    return {"cards": cards} if cards else None


@register_home_block("projects.projects", template="projects/applicant/home_block.html", world="applicant", order=20)
def own_projects(request: HttpRequest) -> dict | None:
    """The projects of the user's organisations, first those whose engagements must be confirmed."""
    rows = list(Project.objects.of_member(request.user).filter(state=ProjectState.ACTIVE).newest()[:MOST])
    rows.sort(key=lambda project: not project.waits_for_client)
    return {"rows": [_task_row(project) for project in rows]} if rows else None


@register_asked("projects.engagements", order=15)
def engagements(user, _now: datetime) -> Iterable[Item]:
    """What the client of a project must still confirm."""
    own = Organisation.objects.of_member(user, Level.MANAGER)
    for project in Project.objects.filter(organisation__in=own).waiting_for_client().newest()[:MOST]:
        yield Item(
            title=project.title,
            url=project.get_applicant_url(),
            tone="warn",
            tag=_("Bevestigen"),
            source=_("%(ref)s · PIO vraagt om de engagementen te bevestigen") % {"ref": project.ref},
        )


@register_asked("projects.amendments", order=16)
def amendments(user, _now: datetime) -> Iterable[Item]:
    """Other dates that PIO proposes to agree on."""
    own = Organisation.objects.of_member(user, Level.MANAGER)
    for row in BaselineAmendment.objects.undecided().filter(milestone__project__organisation__in=own)[:MOST]:
        project = row.milestone.project
        yield Item(
            title=project.title,
            url=reverse("projects:applicant_amendments", args=[project.ref, row.milestone_id]),
            tone="warn",
            tag=_("Bevestigen"),
            source=_("%(ref)s · PIO stelt een nieuwe datum voor: %(milestone)s")
            % {"ref": project.ref, "milestone": row.milestone.name},
        )


@register_asked("projects.surveys", order=40)
def surveys(user, _now: datetime) -> Iterable[Item]:
    """What PIO asks about the use of a solution, and about the guidance."""
    own = Organisation.objects.of_member(user, Level.EDITOR)
    for survey in Survey.objects.open().filter(project__organisation__in=own)[:MOST]:
        project = survey.project
        yield Item(
            title=project.title,
            url=reverse("projects:applicant_survey", args=[project.ref, survey.pk]),
            tag=_("Enkele vragen"),
            source=f"{project.ref} · {survey}",
        )


@register_asked("projects.evaluations", order=17)
def evaluations(user, _now: datetime) -> Iterable[Item]:
    """Evaluations for which the client prepared nothing yet."""
    own = Organisation.objects.of_member(user, Level.EDITOR)
    rows = Evaluation.objects.open().of_running().told_to_client().filter(project__organisation__in=own)
    unprepared = rows.exclude(points__prepared_at__isnull=False).select_related("project")
    for row in unprepared.order_by("planned_on", "pk")[:MOST]:
        yield Item(
            title=row.project.title,
            url=row.get_applicant_url(),
            due=row.planned_on,
            tag=_("Voorbereiden"),
            source=_("%(ref)s · PIO vraagt om de evaluatie voor te bereiden") % {"ref": row.project.ref},
        )


def _task_row(project: Project) -> TaskRow:
    asked = project.waits_for_client
    return TaskRow(
        label=project.title,
        url=project.get_applicant_url(),
        hint=project.ref,
        state=_("Engagementen bevestigen") if asked else project.get_phase_display(),
        tone="warn" if asked else "act",
    )
