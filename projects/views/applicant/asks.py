"""What is asked of the client of each of its projects, in the order in which it should be done."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.organisations.enums import Level
from pio_portal.organisations.rules import level_in
from pio_portal.ui.shapes import Tone
from projects.enums import ProjectState
from projects.models import BaselineAmendment, Evaluation, Milestone, Project, ProjectTask, Survey


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One thing that is asked. `step` is what to do, `said` why; `tag` is a word for it."""

    project: Project
    step: str
    said: str
    tag: str
    url: str
    due: date | None = None
    tone: Tone = ""


def asks_of(user, projects: Iterable[Project], today: date) -> dict[int, list[Ask]]:
    """What this user can do for each of these projects (by id), the most pressing first. Five queries, none for none."""
    found: dict[int, list[Ask]] = defaultdict(list)
    own = {project.pk: project for project in projects}
    writing = {pk: p for pk, p in own.items() if level_in(user, p.organisation_id) >= Level.EDITOR}
    deciding = {pk: p for pk, p in writing.items() if level_in(user, p.organisation_id) >= Level.MANAGER}
    running = {pk: p for pk, p in writing.items() if p.state == ProjectState.ACTIVE}
    confirmed = {pk: p for pk, p in running.items() if not p.waits_for_client}
    for ask in (
        *_to_confirm(deciding),
        *_amendments(deciding),
        *_evaluations(running),
        *_tasks(user, own, writing),
        *_surveys(writing),
        *_late(confirmed, today),
    ):
        found[ask.project.pk].append(ask)
    return found


def _to_confirm(own: dict[int, Project]) -> Iterator[Ask]:
    for project in own.values():
        if project.waits_for_client:
            yield Ask(
                project=project,
                step=_("Engagementen bevestigen"),
                said=_("PIO vraagt om de engagementen te bevestigen"),
                tag=_("Bevestigen"),
                url=project.get_applicant_url(),
                tone="warn",
            )


def _amendments(own: dict[int, Project]) -> Iterator[Ask]:
    if not own:
        return
    rows = BaselineAmendment.objects.undecided().filter(milestone__project__in=list(own))
    for row in rows:
        project = own[row.milestone.project_id]
        yield Ask(
            project=project,
            step=_("Nieuwe datum bevestigen"),
            said=_("PIO stelt een nieuwe datum voor: %(milestone)s") % {"milestone": row.milestone.name},
            tag=_("Bevestigen"),
            url=reverse("projects:applicant_amendments", args=[project.ref, row.milestone_id]),
            tone="warn",
        )


def _evaluations(own: dict[int, Project]) -> Iterator[Ask]:
    """Those for which the client prepared nothing yet."""
    if not own:
        return
    rows = Evaluation.objects.open().told_to_client().filter(project__in=list(own))
    for row in rows.exclude(points__prepared_at__isnull=False).order_by("planned_on", "pk"):
        row.project = own[row.project_id]
        yield Ask(
            project=row.project,
            step=_("Evaluatie voorbereiden"),
            said=_("PIO vraagt om de evaluatie voor te bereiden"),
            tag=_("Voorbereiden"),
            url=row.get_applicant_url(),
            due=row.planned_on,
        )


def _tasks(user, own: dict[int, Project], writing: dict[int, Project]) -> Iterator[Ask]:
    """What PIO asked of the client, or of this person by name."""
    if not own:
        return
    rows = ProjectTask.objects.open().of_client(user).filter(project__in=list(own))
    for row in rows.order_by("due_on", "pk"):
        if row.project_id in writing or row.for_user_id == user.pk:
            yield Ask(
                project=own[row.project_id],
                step=row.title,
                said=row.title,
                tag=_("Te doen"),
                url=f"{own[row.project_id].get_applicant_url()}#asked",
                due=row.due_on,
            )


def _surveys(own: dict[int, Project]) -> Iterator[Ask]:
    if not own:
        return
    rows = Survey.objects.open().filter(project__in=list(own))
    for row in rows:
        project = own[row.project_id]
        yield Ask(
            project=project,
            step=_("Enkele vragen beantwoorden"),
            said=str(row),
            tag=_("Enkele vragen"),
            url=reverse("projects:applicant_survey", args=[project.ref, row.pk]),
        )


def _late(own: dict[int, Project], today: date) -> Iterator[Ask]:
    """Milestones whose expected day is past."""
    if not own:
        return
    rows = Milestone.objects.overdue(today).filter(project__in=list(own))
    for row in rows.order_by("forecast_on", "pk"):
        project = own[row.project_id]
        yield Ask(
            project=project,
            step=_("Mijlpaal bijwerken"),
            said=_("%(milestone)s is over tijd: zeg wanneer u dit nu verwacht") % {"milestone": row.name},
            tag=_("Bijwerken"),
            url=reverse("projects:applicant_forecast", args=[project.ref, row.pk]),
            due=row.forecast_on,
            tone="warn",
        )
