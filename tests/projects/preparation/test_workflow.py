import datetime as dt

import pytest

from pio_portal.change import Refused
from projects.enums import Phase, StepKind
from projects.models import PreparationStep
from projects.preparation.workflow import record_step, skip_step
from tests.factories import projects
from tests.factories.projects import AT, DAY, STARTED

pytestmark = pytest.mark.django_db


def step(kind=StepKind.NEEDS_ANALYSIS, *, phase=Phase.PREPARATION):
    return projects.project(phase=phase).steps.get(kind=kind)


def test_an_ended_step_reaches_the_milestone_of_its_name():
    analysis = step()
    end = STARTED + dt.timedelta(days=60)
    record_step(step=analysis, started_on=STARTED, ended_on=end, by=None, at=AT)

    analysis = PreparationStep.objects.get(pk=analysis.pk)
    assert (analysis.started_on, analysis.ended_on) == (STARTED, end)
    assert analysis.project.milestones.get(name="Behoefteanalyse").actual_on == end


@pytest.mark.parametrize(
    "dates",
    [
        {"started_on": None, "ended_on": DAY},
        {"started_on": DAY, "ended_on": STARTED},
        {"started_on": DAY + dt.timedelta(days=1), "ended_on": None},
    ],
)
def test_an_impossible_step_is_refused(dates):
    with pytest.raises(Refused):
        record_step(step=step(), by=None, at=AT, **dates)


def test_a_step_is_skipped_with_a_reason_and_only_before_it_began():
    analysis = step()
    with pytest.raises(Refused, match="reden"):
        skip_step(step=analysis, reason=" ", by=None, at=AT)
    record_step(step=analysis, started_on=STARTED, ended_on=None, by=None, at=AT)
    with pytest.raises(Refused, match="al begonnen"):
        skip_step(step=analysis, reason="Niet nodig", by=None, at=AT)


def test_no_step_before_the_engagements_are_confirmed():
    with pytest.raises(Refused, match="nog niet begonnen"):
        record_step(step=step(phase=Phase.INTAKE), started_on=STARTED, ended_on=None, by=None, at=AT)
