"""When the client and PIO evaluate: a few weeks after a phase began, and at least every six months."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.timezone import localdate

from pio_portal.correspondence.periodic import each_apart
from pio_portal.workdays import working_day_from
from projects.enums import EvaluationReason, Phase
from projects.evaluation.agenda import draft_agenda
from projects.evaluation.workflow import plan_evaluation
from projects.models import Evaluation, PhaseEntry, Project

HALF_YEAR = timedelta(days=182)
AFTER_PHASE = timedelta(days=21)  # so that the first weeks of the next phase can be spoken of
NOTICE = timedelta(days=14)  # in which the client prepares


@dataclass(frozen=True, kw_only=True)
class Plan:
    """On which day a project should be evaluated, and why."""

    project: Project
    planned_on: date
    reason: EvaluationReason
    phase: str = ""


def plan_evaluations(at: datetime) -> None:
    """Plan what is not planned, and ask to prepare what comes soon. Each project apart; two queries when nothing is due."""
    today = localdate(at)
    plans = [plan for project in _projects() if (plan := _plan(project, today))]
    each_apart(plans, lambda plan: plan_evaluation(**vars(plan), by=None, at=at))
    soon = Evaluation.objects.of_running().open().filter(asked_at__isnull=True, planned_on__lte=today + NOTICE)
    each_apart(soon.order_by("pk"), lambda evaluation: draft_agenda(evaluation=evaluation, by=None, at=at))


def _projects():
    """Running projects that prepare or are further: since when they were not evaluated, and what is planned. One query."""
    of_project = Evaluation.objects.filter(project=OuterRef("pk"))
    last = of_project.filter(held_on__isnull=False).order_by("-held_on").values("held_on")[:1]
    entries = PhaseEntry.objects.filter(project=OuterRef("pk"), entered_on__gt=OuterRef("since"))
    began = entries.exclude(phase=Phase.INTAKE).order_by("entered_on", "pk")
    rows = Project.objects.running().exclude(phase=Phase.INTAKE).filter(started_on__isnull=False)
    rows = rows.annotate(since=Coalesce(Subquery(last), F("started_on")))
    names = ("planned_on", "planned_by", "asked_at")
    planned = {name: Subquery(of_project.open().values(name)[:1]) for name in names}
    first = {"began": Subquery(began.values("phase")[:1]), "began_on": Subquery(began.values("entered_on")[:1])}
    return rows.annotate(**planned, **first).order_by("pk")


def _plan(project, today: date) -> Plan | None:
    """What must be planned: nothing when it is, on a good day; nothing that a colleague planned is moved."""
    due, reason, phase = project.since + HALF_YEAR, EvaluationReason.HALF_YEAR, ""
    if project.began_on is not None and project.began_on + AFTER_PHASE < due:
        due, reason, phase = project.began_on + AFTER_PHASE, EvaluationReason.PHASE, project.began
    day = working_day_from(max(due, today + NOTICE))
    stays = project.planned_on is not None and (
        project.planned_by is not None or project.asked_at is not None or project.planned_on <= day
    )
    return None if stays else Plan(project=project, planned_on=day, reason=reason, phase=phase)
