"""Evaluations: what their agenda tells, who writes what, and when their minutes can be closed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level
from projects.engagement.checks import Found, check_engagements
from projects.enums import DelayReason, Phase
from projects.evaluation.agenda import draft_agenda
from projects.evaluation.workflow import (
    add_point,
    decide,
    hold_evaluation,
    plan_evaluation,
    prepare_evaluation,
    write_minutes,
)
from projects.models import EarlyWarning, Engagement, Evaluation, Milestone, ProjectTask
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=60)


@pytest.fixture
def project():
    return projects.project(phase=Phase.PREPARATION, started_on=DAY - dt.timedelta(days=60))


def told(evaluation: Evaluation) -> dict[str, str]:
    return {point.subject: point.text for point in evaluation.points.all()}


def test_the_agenda_tells_what_changed_since_the_start(project):
    milestones = list(project.milestones.filter(actual_on=None).order_by("forecast_on", "pk"))
    Milestone.objects.filter(pk=milestones[0].pk).update(forecast_on=DAY - dt.timedelta(days=3))
    forecast_milestone(
        milestone=milestones[1], forecast_on=milestones[1].forecast_on + dt.timedelta(days=30),
        reason=DelayReason.SLOW_DECISION, note="Het college beslist later", by=None, at=AT,
    )  # fmt: skip
    first, second = project.engagements.filter(side="client")[:2]
    Engagement.objects.filter(pk=second.pk).update(due_on=DAY - dt.timedelta(days=1))
    check_engagements(
        project=project, checked_on=DAY, found={first.pk: Found("broken", "Niemand vrij")}, by=None, at=AT
    )
    EarlyWarning.objects.create(project=project, chance=64, facts={"slips": 2, "slip_days": 40}, computed_at=AT)

    points = told(projects.evaluation(project))

    assert "In de fase “Voortraject” sinds" in points["phases"]
    assert "Het college beslist later" in points["milestones"]
    assert f"“{milestones[0]}” werd verwacht op" in points["milestones"]
    assert f"Niet nagekomen: “{first}”. Niemand vrij" in points["engagements"]
    assert f"Na te gaan: “{second}”" in points["engagements"]
    assert points["warning"].startswith("64 % kans dat de lancering te laat komt.\nDe lancering schoof al 2 keer op")
    assert f"“{milestones[2]}” wordt verwacht op" in points["ahead"]


def test_the_next_agenda_tells_only_what_changed_since_the_one_before(project):
    milestone = project.milestones.get(is_launch=True)
    slip = {"reason": DelayReason.MARKET, "by": None}
    forecast_milestone(milestone=milestone, forecast_on=milestone.forecast_on + dt.timedelta(days=9), at=AT, **slip)
    projects.held(projects.evaluation(project), held_on=DAY + dt.timedelta(days=7))

    afterwards = AT + dt.timedelta(days=30)
    points = told(projects.evaluation(project, planned_on=LATER, at=afterwards))

    assert "phases" not in points
    assert "schoof van" not in points.get("milestones", "")


def test_drafting_again_tells_what_changed_meanwhile_and_keeps_what_was_written(project):
    evaluation, editor = projects.evaluation(project), ground.member(project.organisation, Level.EDITOR)
    ahead = evaluation.points.get(subject="ahead")
    prepare_evaluation(evaluation=evaluation, prepared={ahead.pk: " Meer tijd "}, by=editor, at=AT)
    milestone = project.milestones.get(is_launch=True)
    forecast_milestone(
        milestone=milestone, forecast_on=milestone.forecast_on + dt.timedelta(days=9), reason="market", by=None, at=AT
    )
    draft_agenda(evaluation=evaluation, by=None, at=AT)

    ahead.refresh_from_db()
    assert (ahead.prepared, ahead.prepared_by) == ("Meer tijd", editor)
    assert "schoof van" in told(evaluation)["milestones"]
    assert evaluation.points.count() == len(told(evaluation))


def test_minutes_are_closed_once_all_is_checked_and_concluded(project):
    evaluation, guide = projects.evaluation(project), projects.pio()
    point = add_point(evaluation=evaluation, title="Budget", by=guide, at=AT)
    when = {"held_on": DAY, "by": guide, "at": AT}
    with pytest.raises(Refused, match="wat is het besluit"):
        hold_evaluation(evaluation=evaluation, **when)
    write_minutes(
        evaluation=evaluation, present="Karel", conclusion="Verder zo.", minutes={point.pk: "Is rond."}, by=guide, at=AT
    )
    with pytest.raises(Refused, match="Ga eerst na"):
        hold_evaluation(evaluation=evaluation, **when)
    with pytest.raises(Refused, match="ligt in de toekomst"):
        hold_evaluation(evaluation=evaluation, **when | {"held_on": LATER})
    ahead = project.engagements.first()
    Engagement.objects.filter(pk=ahead.pk).update(due_on=LATER)  # not to be kept yet
    others = project.engagements.exclude(pk=ahead.pk)
    check_engagements(
        project=project, checked_on=DAY, found={each.pk: Found("kept") for each in others}, by=guide, at=AT
    )
    hold_evaluation(evaluation=evaluation, **when)

    evaluation.refresh_from_db()
    assert (evaluation.held_on, evaluation.closed_by, evaluation.present) == (DAY, guide, "Karel")
    assert any("hielden een evaluatie op" in line.sentence for line in timeline(project, public_only=True))
    for change in (
        lambda: add_point(evaluation=evaluation, title="x", by=guide, at=AT),
        lambda: decide(evaluation=evaluation, title="x", by=guide, at=AT),
        lambda: hold_evaluation(evaluation=evaluation, **when),
        lambda: draft_agenda(evaluation=evaluation, by=guide, at=AT),
    ):
        with pytest.raises(Refused, match="afgesloten"):
            change()


def test_a_decision_is_a_task_that_says_where_it_comes_from(project):
    evaluation = projects.evaluation(project)
    task = decide(evaluation=evaluation, title="Vraag offertes", due_on=LATER, by=projects.pio(), at=AT)
    assert ProjectTask.objects.get(kind="own") == task
    assert task.origin == f"Evaluatie van {day_text(evaluation.planned_on, long=True)}"
    assert list(evaluation.decisions.all()) == [task]


def test_planning_again_moves_the_one_that_is_planned(project):
    guide = projects.pio()
    first = plan_evaluation(project=project, planned_on=LATER, by=guide, at=AT)
    with pytest.raises(Refused, match="al op deze dag"):
        plan_evaluation(project=project, planned_on=LATER, by=guide, at=AT)
    with pytest.raises(Refused, match="voorbij"):
        plan_evaluation(project=project, planned_on=DAY - dt.timedelta(days=1), by=guide, at=AT)
    assert plan_evaluation(project=project, planned_on=DAY, by=guide, at=AT) == first
    with pytest.raises(IntegrityError, match="evaluation_open_once"), transaction.atomic():
        Evaluation.objects.create(project=project, reason="asked", planned_on=LATER)


@pytest.mark.parametrize("who", ["viewer", "stranger", "pio"])
def test_only_who_writes_for_the_client_prepares(project, who):
    evaluation = projects.evaluation(project)
    by = {
        "viewer": lambda: ground.member(project.organisation, Level.VIEWER),
        "stranger": lambda: ground.member(ground.organisation(), Level.MANAGER),
        "pio": lambda: ground.user(Role.STAFF),
    }[who]()
    with pytest.raises(NotPermitted):
        prepare_evaluation(evaluation=evaluation, prepared={}, by=by, at=AT)


def test_nothing_changes_in_a_suspended_project_and_a_client_writes_no_minutes(project):
    evaluation, manager = projects.evaluation(project), ground.member(project.organisation)
    with pytest.raises(NotPermitted):
        write_minutes(evaluation=evaluation, present="", conclusion="", minutes={}, by=manager, at=AT)
    projects.suspended(project)
    with pytest.raises(Refused, match="opgeschort"):
        prepare_evaluation(evaluation=evaluation, prepared={}, by=manager, at=AT)
