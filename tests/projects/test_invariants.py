"""What the database holds of a project, whatever the code does."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from projects.enums import Phase, ProjectState
from projects.models import Delay, Project
from tests.factories import projects

pytestmark = pytest.mark.django_db
AT, DAY = projects.AT, projects.DAY


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"state": ProjectState.SUSPENDED, "halted_on": DAY}, "project_suspended_says_when_and_why"),
        ({"state": ProjectState.STOPPED, "halt_reason": "x"}, "project_stopped_says_when_and_why"),
        ({"halt_reason": "x"}, "project_active_is_not_halted"),
        ({"review_on": DAY}, "project_active_is_not_halted"),
        (
            {"state": ProjectState.SUSPENDED, "halted_on": DAY, "halt_cause": "market", "halt_reason": "x"},
            "project_suspended_says_when_and_why",
        ),
        ({"imported": True, "halted_on": DAY, "review_on": DAY}, "project_is_reviewed_after_it_was_suspended"),
        ({"application": None}, "project_follows_from_an_application_with_a_start_and_a_target"),
        ({"closed_on": dt.date(2020, 1, 1), "imported": True}, "project_closes_after_it_starts"),
        ({"target_launch_on": dt.date(2020, 1, 1)}, "project_launches_after_it_starts"),
        ({"phase": Phase.CLOSED}, "project_closed_in_phase_and_in_state"),
        ({"client_confirmed_by": None}, "project_confirmations_say_when_and_by_whom"),
        ({"sharing_waived_reason": "x"}, "project_waiver_says_when_by_whom_and_why"),
        ({"published": True}, "project_published_describes_its_need"),
    ],
)
def test_an_impossible_project_cannot_be_stored(values, name):
    project = projects.project(phase=Phase.PREPARATION)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Project.objects.filter(pk=project.pk).update(**values)


def test_an_imported_project_may_not_know_when_it_was_stopped():
    project = projects.project()
    Project.objects.filter(pk=project.pk).update(imported=True, state=ProjectState.STOPPED, application=None)
    assert Project.objects.get().halted_on is None


def test_a_delay_is_of_a_milestone_of_its_own_project():
    mine, other = projects.project(), projects.project()
    with pytest.raises(IntegrityError, match="milestone_of_this_project"), transaction.atomic():
        Delay.objects.create(project=mine, milestone=other.milestones.first(), reason="market", at=AT)
    Delay.objects.create(project=mine, milestone=mine.milestones.first(), reason="market", at=AT)
    assert mine.delays.count() == 1
