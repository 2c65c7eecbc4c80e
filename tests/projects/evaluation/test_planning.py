"""When projects are evaluated: after a phase began, and at least every six months."""

import datetime as dt

import pytest
from post_office.models import Email

from pio_portal.correspondence.models import OutboxTask
from pio_portal.organisations.enums import Level
from projects.enums import EvaluationReason, Phase
from projects.evaluation.planning import plan_evaluations
from projects.evaluation.tasks import PLAN, plan, plan_on_working_days
from projects.evaluation.workflow import plan_evaluation
from projects.models import Evaluation, PhaseEntry
from tests.factories import ground, projects
from tests.factories.projects import at_nine

pytestmark = pytest.mark.django_db
STARTED = dt.date(2026, 1, 12)


def preparing(since: str | None = None, **options):
    """A project that prepares; its phase began with the project, unless told otherwise."""
    project = projects.project(phase=Phase.PREPARATION, started_on=STARTED, **options)
    PhaseEntry.objects.filter(project=project).delete()
    if since:
        PhaseEntry.objects.create(project=project, phase=Phase.PREPARATION, entered_on=dt.date.fromisoformat(since))
    return project


def planned() -> list[tuple[str, str, str]]:
    return [(row.planned_on.isoformat(), row.reason, row.phase) for row in Evaluation.objects.order_by("pk")]


def test_a_project_is_evaluated_half_a_year_after_its_start_on_a_working_day():
    preparing()
    plan_evaluations(at_nine("2026-01-13"))
    assert planned() == [("2026-07-13", EvaluationReason.HALF_YEAR, "")]


def test_a_phase_that_began_is_evaluated_three_weeks_later():
    preparing("2026-03-16")
    plan_evaluations(at_nine("2026-03-17"))
    assert planned() == [("2026-04-07", EvaluationReason.PHASE, Phase.PREPARATION)]  # the 6th is Easter Monday


def test_an_evaluation_that_the_portal_planned_comes_earlier_when_a_phase_begins():
    project = preparing()
    plan_evaluations(at_nine("2026-01-13"))
    PhaseEntry.objects.create(project=project, phase=Phase.STRATEGY, entered_on=dt.date(2026, 3, 2))
    plan_evaluations(at_nine("2026-03-03"))
    plan_evaluations(at_nine("2026-03-03"))
    assert planned() == [("2026-03-23", EvaluationReason.PHASE, Phase.STRATEGY)]


def test_what_a_colleague_planned_stays_where_it_is():
    project = preparing("2026-03-16")
    guide = projects.pio()
    plan_evaluation(project=project, planned_on=dt.date(2026, 9, 1), by=guide, at=at_nine("2026-01-13"))
    plan_evaluations(at_nine("2026-03-17"))
    assert planned() == [("2026-09-01", EvaluationReason.ASKED, "")]


def test_the_next_one_is_counted_from_the_last_that_was_held():
    project = preparing("2026-03-16")
    first = projects.evaluation(project, planned_on=dt.date(2026, 4, 7), at=at_nine("2026-03-17"))
    projects.held(first, held_on=dt.date(2026, 4, 8))
    plan_evaluations(at_nine("2026-04-09"))
    assert planned()[1:] == [("2026-10-07", EvaluationReason.HALF_YEAR, "")]


def test_one_that_is_late_is_planned_with_two_weeks_to_prepare():
    preparing()
    plan_evaluations(at_nine("2026-12-01"))
    assert planned() == [("2026-12-15", EvaluationReason.HALF_YEAR, "")]


def test_projects_that_do_not_run_or_did_not_begin_are_not_evaluated():
    projects.project(phase=Phase.INTAKE, started_on=STARTED)
    projects.suspended(preparing())
    plan_evaluations(at_nine("2026-12-01"))
    assert planned() == []


def test_the_client_is_asked_to_prepare_two_weeks_before_and_once():
    project = preparing("2026-03-16")
    editor = ground.member(project.organisation, Level.EDITOR)
    ground.member(project.organisation, Level.VIEWER)
    plan_evaluations(at_nine("2026-03-17"))
    plan_evaluations(at_nine("2026-03-23"))
    assert Email.objects.count() == 0
    plan_evaluations(at_nine("2026-03-24"))
    plan_evaluations(at_nine("2026-03-25"))
    evaluation, mails = Evaluation.objects.get(), list(Email.objects.all())
    writers = project.organisation.memberships.filter(level__gte=Level.EDITOR)
    assert sorted(to for mail in mails for to in mail.to) == sorted(row.user.email for row in writers)
    assert editor.email in {to for mail in mails for to in mail.to}
    assert all(evaluation.get_applicant_url() in mail.message for mail in mails)
    assert evaluation.points.count() > 0


def test_one_that_fails_holds_up_none_after_it(monkeypatch):
    first, second = preparing(), preparing()
    made = plan_evaluation

    def plan_or_fail(*, project, **rest):
        if project == first:
            raise ValueError
        made(project=project, **rest)

    monkeypatch.setattr("projects.evaluation.planning.plan_evaluation", plan_or_fail)
    plan_evaluations(at_nine("2026-01-13"))
    assert [row.project for row in Evaluation.objects.all()] == [second]


def test_the_worker_plans_on_working_days_alone():
    preparing()
    plan_on_working_days(at_nine("2026-04-06"))  # Easter Monday
    assert not OutboxTask.objects.filter(task=PLAN).exists()
    plan_on_working_days(at_nine("2026-04-07"))
    plan_on_working_days(at_nine("2026-04-07"))
    for task in OutboxTask.objects.filter(task=PLAN):
        plan(**task.arguments)
        plan(**task.arguments)
    assert len(planned()) == 1


def test_planning_asks_as_many_questions_for_many_as_for_one(django_assert_num_queries):
    for _each in range(3):
        preparing()
    plan_evaluations(at_nine("2026-01-13"))
    with django_assert_num_queries(2):
        plan_evaluations(at_nine("2026-01-14"))
