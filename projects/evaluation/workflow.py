"""Evaluations of a project: planned, prepared by the client, written down by PIO, and closed."""

from collections.abc import Mapping
from datetime import date, datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level, MembershipStatus
from projects.enums import AgendaSubject, EvaluationReason, TaskRole
from projects.models import AgendaPoint, Evaluation, Project, ProjectTask
from projects.project.workflow import refuse_future, running_project
from projects.task.workflow import add_task


def open_evaluation(evaluation: Evaluation) -> Evaluation:
    """The evaluation, locked with its project. Raises Refused when its minutes are closed or the project does not run."""
    project = running_project(evaluation.project)
    evaluation = locked(evaluation)
    evaluation.project = project
    if not evaluation.is_open:
        raise Refused(_("Het verslag van deze evaluatie is afgesloten. Er verandert niets meer aan."))
    return evaluation


@transaction.atomic
def plan_evaluation(
    *,
    project: Project,
    planned_on: date,
    by,
    at: datetime,
    reason: EvaluationReason = EvaluationReason.ASKED,
    phase: str = "",
) -> Evaluation:
    """Plan the next evaluation, or move the one that is planned to this day. Raises Refused for a day that is past."""
    project = running_project(project)
    permit("projects.handle_project", project, by=by)
    if planned_on < localdate(at):
        raise Refused(_("Deze dag is voorbij. Kies vandaag of een latere dag."), field="planned_on")
    planned = project.evaluations.open().select_for_update().first() or Evaluation(project=project)
    if planned.planned_on == planned_on:
        raise Refused(_("De evaluatie staat al op deze dag."), field="planned_on")
    is_moved = planned.pk is not None
    planned.planned_on, planned.planned_by = planned_on, by
    if not is_moved or by is None:
        planned.reason, planned.phase = reason, phase
    planned.save()
    verb = "evaluation_moved" if is_moved else "evaluation_planned"
    record(about=project, verb=verb, by=by, at=at, detail={"on": day_text(planned_on)})
    return planned


@transaction.atomic
def add_point(*, evaluation: Evaluation, title: str, by, at: datetime) -> AgendaPoint:  # noqa: ARG001 - a verb
    """Put something of one's own on the agenda."""
    evaluation = open_evaluation(evaluation)
    permit("projects.handle_project", evaluation.project, by=by)
    return AgendaPoint.objects.create(evaluation=evaluation, subject=AgendaSubject.OWN, title=title.strip())


def ask_to_prepare(evaluation: Evaluation, *, at: datetime) -> None:
    """Mail those who write for the client that a locked evaluation comes, once."""
    if evaluation.asked_at is not None:
        return
    evaluation.asked_at = at
    evaluation.save(update_fields=["asked_at"])
    project = evaluation.project
    record(about=project, verb="evaluation_agenda", by=None, at=at, detail={"on": day_text(evaluation.planned_on)})
    people = get_user_model().objects.filter(
        is_active=True,
        memberships__organisation_id=project.organisation_id,
        memberships__status=MembershipStatus.ACTIVE,
        memberships__level__gte=Level.EDITOR,
    )
    if recipients := list(people.distinct().order_by("pk")):
        context = {
            "project": project.title,
            "ref": project.ref,
            "organisation": project.organisation.name,
            "day": day_text(evaluation.planned_on, long=True),
            "link": outbox.link(evaluation.get_applicant_url()),
        }
        outbox.post_mail("evaluation_to_prepare", to=recipients, about=project, context=context)


@transaction.atomic
def prepare_evaluation(*, evaluation: Evaluation, prepared: Mapping[int, str], by, at: datetime) -> Evaluation:
    """Write down for the client what it thinks of each point (by its key), until the minutes are closed."""
    evaluation = open_evaluation(evaluation)
    permit("projects.prepare_evaluation", evaluation.project, by=by)
    changed = []
    for point in evaluation.points.filter(pk__in=prepared):
        text = prepared[point.pk].strip()
        if text != point.prepared:
            point.prepared, point.prepared_by, point.prepared_at = text, by, at
            changed.append(point)
    AgendaPoint.objects.bulk_update(changed, ["prepared", "prepared_by", "prepared_at"])
    if changed:
        detail = {"on": day_text(evaluation.planned_on)}
        record(about=evaluation.project, verb="evaluation_prepared", by=by, at=at, detail=detail)
    return evaluation


@transaction.atomic
def write_minutes(
    *,
    evaluation: Evaluation,
    present: str,
    conclusion: str,
    minutes: Mapping[int, str],
    by,
    at: datetime,  # noqa: ARG001 - a verb
) -> Evaluation:
    """Write down who was there, what was said of each point (by its key) and what was concluded; the client does not read it yet."""
    evaluation = open_evaluation(evaluation)
    permit("projects.handle_project", evaluation.project, by=by)
    points = list(evaluation.points.filter(pk__in=minutes))
    for point in points:
        point.minutes = minutes[point.pk].strip()
    AgendaPoint.objects.bulk_update(points, ["minutes"])
    evaluation.present, evaluation.conclusion = present.strip(), conclusion.strip()
    evaluation.save(update_fields=["present", "conclusion"])
    return evaluation


@transaction.atomic
def decide(
    *,
    evaluation: Evaluation,
    title: str,
    by,
    at: datetime,
    role: TaskRole | str = TaskRole.PIO,
    person=None,
    due_on: date | None = None,
) -> ProjectTask:
    """Keep what was decided as a task of the project, for one person or a role. Raises Refused as `add_task` does."""
    evaluation = open_evaluation(evaluation)
    project = evaluation.project
    task = add_task(
        project=project, title=title, role=role, person=person, due_on=due_on, origin=str(evaluation), by=by, at=at
    )
    evaluation.decisions.add(task)
    return task


@transaction.atomic
def hold_evaluation(*, evaluation: Evaluation, held_on: date, by, at: datetime) -> Evaluation:
    """Close the minutes, for good: the client reads them from now on, and the next evaluation is planned from this day.

    Raises Refused for a day that cannot be, without a conclusion, and while a promise was not checked since the one before.
    """
    evaluation = open_evaluation(evaluation)
    project = evaluation.project
    permit("projects.handle_project", project, by=by)
    refuse_future(held_on, at, field="held_on")
    last = project.evaluations.filter(held_on__isnull=False).order_by("-held_on").first()
    since = last.held_on if last else project.started_on
    if since is not None and held_on <= since:
        raise Refused(_("Deze dag ligt voor de vorige evaluatie of voor de start."), field="held_on")
    if not evaluation.conclusion:
        raise Refused(_("Schrijf eerst het verslag: wat is het besluit?"))
    promised = project.engagements.to_evaluate(held_on, since=since) if project.agreed_version is not None else ()
    if unchecked := list(promised):
        names = ", ".join(f"“{engagement}”" for engagement in unchecked)
        raise Refused(_("Ga eerst na wat er van deze engagementen werd: %(names)s.") % {"names": names})
    evaluation.held_on, evaluation.closed_at, evaluation.closed_by = held_on, at, by
    evaluation.save(update_fields=["held_on", "closed_at", "closed_by"])
    record(about=project, verb="evaluation_held", by=by, at=at, detail={"on": day_text(held_on)})
    return evaluation
