"""The early warning, and the evidence that it names."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from projects.enums import DelayReason, Phase, ProjectState, Risk
from projects.models import EarlyWarning, ForecastChange, PhaseEntry, Project
from projects.tempo.courses import BEFORE_LAUNCH, Course, read_courses
from projects.tempo.evidence import evidence
from projects.tempo.tasks import warn_early
from projects.tempo.warning import ENOUGH, Experience, recompute_warnings
from projects.tempo.workflow import forecast_milestone
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

TODAY = dt.date(2026, 3, 2)


def day(number: int) -> dt.date:
    return TODAY + dt.timedelta(days=number)


def course(*, began=-1000, lasted=(20, 180, 60, 60), target=365, **fields) -> Course:
    """One that went through each phase for so many days; with fewer than four it is still in the next."""
    starts = [began]
    for days in lasted:
        starts.append(starts[-1] + days)
    phases = (*BEFORE_LAUNCH, Phase.AWARD)
    return Course(
        key=1,
        started_on=day(began),
        target_on=day(began + target),
        entered=tuple((phase, day(start)) for phase, start in zip(phases, starts, strict=False)),
        launched_on=day(starts[-1]) if len(lasted) == len(BEFORE_LAUNCH) else None,
        **fields,
    )


def quick(number=ENOUGH):
    return [course(lasted=(20, 150 + n, 60, 60)) for n in range(number)]  # 290 days, of 365


def slow(number=ENOUGH):
    return [course(lasted=(20, 330 + n, 60, 60)) for n in range(number)]  # 470 days, of 365


def in_preparation(days: int, **fields) -> Course:
    return course(began=-days - 20, lasted=(20,), **fields)


def test_a_project_that_is_early_in_a_phase_is_judged_by_all():
    outlook = Experience(quick() + slow(), TODAY).outlook(in_preparation(30))
    assert outlook.chance == pytest.approx(0.5)
    assert (outlook.facts["missed"], outlook.facts["alike"]) == (5, 10)


def test_a_project_that_stays_long_is_judged_by_those_that_stayed_as_long():
    outlook = Experience(quick() + slow(), TODAY).outlook(in_preparation(200))
    assert outlook.chance == pytest.approx(10.5 / 11)  # ten speak: never quite certain
    warning = EarlyWarning(chance=100, facts=outlook.facts)
    assert evidence(warning)[0] == (
        "5 van de 5 projecten die minstens 6 maanden in de fase voortraject zaten, misten hun streeftermijn."
    )
    first, half, last = outlook.range
    assert day(0) < first <= half <= last
    assert abs((half - TODAY).days - (332 - 200 + 120)) <= 14


def test_those_that_still_run_say_that_a_phase_lasts_long():
    running = [in_preparation(340) for _ in range(10)]
    judged = Experience(quick(), TODAY).outlook(in_preparation(10)).chance
    with_running = Experience(quick() + running, TODAY).outlook(in_preparation(10)).chance
    assert judged == pytest.approx(0.5 / 6)
    assert with_running > 0.6


def test_where_too_few_went_on_nothing_is_said():
    outlook = Experience(quick(ENOUGH - 1), TODAY).outlook(in_preparation(30))
    assert outlook.chance is None
    assert outlook.range == (None, None, None)
    assert EarlyWarning(chance=outlook.chance).risk == Risk.UNKNOWN


def test_a_target_that_is_past_is_missed_whoever_speaks():
    for experience in (Experience([], TODAY), Experience(quick(), TODAY)):
        outlook = experience.outlook(in_preparation(400))
        assert outlook.chance == 1
        assert evidence(EarlyWarning(facts=outlook.facts))[0].startswith("De streefdatum is 55 dagen voorbij")


def test_a_project_that_was_slow_until_now_is_expected_later():
    usual, dragging = (course(began=-15 - days, lasted=(days,)) for days in (20, 200))
    experience = Experience(quick(20), TODAY)
    assert experience.pace(usual) == 1
    assert experience.pace(dragging) == 2  # never more
    assert experience.outlook(dragging).range[1] > experience.outlook(usual).range[1]
    told = evidence(EarlyWarning(facts=experience.outlook(dragging).facts))
    assert "De vorige fasen duurden 2,0 keer zo lang als gewoonlijk." in told


def test_a_project_that_expects_to_be_late_is_believed_as_others_were():
    said = [course(lasted=(20, 330, 60, 60), forecasts=((day(-900), day(-560)),)) for _ in range(ENOUGH)]
    mine = in_preparation(30, forecasts=((day(-1), day(400)),), late=2)
    outlook = Experience(quick(20) + said, TODAY).outlook(mine)
    assert outlook.chance == pytest.approx(6 / 7)
    told = evidence(EarlyWarning(facts=outlook.facts))
    assert any("van de 5 projecten die dat ooit verwachtten, misten er 5" in sentence for sentence in told)
    assert "De lancering schoof al 1 keer op, samen 85 dagen." in told
    assert "2 tussentijdse mijlpalen kwamen of komen later dan afgesproken." in told


def test_a_project_that_expects_to_be_late_is_half_believed_where_nobody_ever_said_so():
    mine = in_preparation(30, forecasts=((day(-1), day(400)),))
    outlook = Experience(quick(20), TODAY).outlook(mine)
    assert outlook.chance == pytest.approx(0.5)
    assert "behind" not in outlook.facts


def test_a_course_of_an_earlier_day_knows_nothing_of_what_came():
    whole = course(forecasts=((day(-900), day(-560)), (day(-700), day(-500))))
    then = whole.as_of(day(-900))
    assert (then.phase, then.launched_on, then.expected_on) == (Phase.PREPARATION, None, day(-560))
    assert whole.missed(TODAY) is False
    assert then.missed(day(-900)) is None


@pytest.mark.parametrize("ended_on", [-900, -500])
def test_a_project_that_stopped_missed_only_what_was_past(ended_on):
    stopped = course(lasted=(20,), ended_on=day(ended_on))
    assert stopped.missed(TODAY) is (None if ended_on == -900 else True)


# In the database


@pytest.mark.django_db
def test_phases_and_forecasts_are_kept_as_they_come():
    project = projects.project(phase=Phase.CLOSED)
    assert {entry.phase for entry in PhaseEntry.objects.all()} == set(Phase)
    assert PhaseEntry.objects.get(phase=Phase.INTAKE).entered_on == project.started_on
    other = projects.project(started_on=DAY)
    launch = other.milestones.get(is_launch=True)
    later = launch.forecast_on + dt.timedelta(days=9)
    forecast_milestone(milestone=launch, forecast_on=later, reason=DelayReason.MARKET, by=None, at=AT)
    assert (ForecastChange.objects.get().from_on, ForecastChange.objects.get().to_on) == (launch.forecast_on, later)
    assert next(c for c in read_courses() if c.key == other.pk).forecasts == ((DAY, later),)


@pytest.mark.django_db
def test_only_projects_that_wait_for_their_launch_are_warned_about():
    waiting = projects.project(started_on=DAY)
    projects.project(phase=Phase.AWARD)
    projects.in_state(ProjectState.STOPPED)
    assert recompute_warnings(at=AT) == 1
    assert EarlyWarning.objects.get().project == waiting
    assert EarlyWarning.objects.get().chance is None
    projects.suspended(waiting)
    assert recompute_warnings(at=AT) == 0
    assert not EarlyWarning.objects.exists()


@pytest.mark.django_db
def test_the_worker_counts_again_on_a_new_day_and_after_a_change():
    project = projects.project(started_on=DAY, at=AT)
    warn_early(AT)
    first = EarlyWarning.objects.get().computed_at
    warn_early(AT + dt.timedelta(minutes=1))
    assert EarlyWarning.objects.get().computed_at == first
    changed = AT + dt.timedelta(minutes=2)
    launch = project.milestones.get(is_launch=True)
    sooner = launch.forecast_on - dt.timedelta(days=1)
    forecast_milestone(milestone=launch, forecast_on=sooner, by=None, at=changed)
    warn_early(AT + dt.timedelta(minutes=3))
    assert EarlyWarning.objects.get().computed_at == AT + dt.timedelta(minutes=3)
    tomorrow = AT + dt.timedelta(days=1)
    warn_early(tomorrow)
    assert EarlyWarning.objects.get().computed_at == tomorrow


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"chance": 101}, "warning_chance_in_percent"),
        ({"p10_on": DAY, "p50_on": DAY - dt.timedelta(days=1)}, "warning_range_in_order"),
    ],
)
def test_an_impossible_warning_cannot_be_stored(values, name):
    projects.project(started_on=DAY)
    recompute_warnings(at=AT)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        EarlyWarning.objects.update(**values)


@pytest.fixture
def warned(db):
    """A project with a chance of 72 % to miss its target."""
    project = projects.project(started_on=DAY)
    EarlyWarning.objects.create(
        project=project, chance=72, p10_on=DAY, p50_on=DAY, p90_on=DAY, computed_at=AT,
        facts={"phase": Phase.PREPARATION, "months": 4, "missed": 3, "alike": 5},
    )  # fmt: skip
    return project


def test_a_warning_stands_on_the_dossier_in_the_list_and_on_vandaag(client, warned):
    client.force_login(ground.user(Role.STAFF))
    shown = client.get(warned.get_staff_url()).content.decode()
    assert "72 % kans te laat" in shown
    assert "3 van de 5 projecten die minstens 4 maanden in de fase voortraject zaten, misten hun streeftermijn" in shown
    assert "72\N{NO-BREAK SPACE}%" in client.get("/beheer/projecten/").content.decode()
    assert "72 % kans te laat" in client.get("/beheer/").content.decode()


def test_the_list_is_narrowed_to_a_chance(client, warned):
    other = projects.project(started_on=DAY)
    EarlyWarning.objects.create(project=other, chance=None, computed_at=AT)
    client.force_login(ground.user(Role.STAFF))
    for risk, found in ((Risk.HIGH, warned), (Risk.UNKNOWN, other), (Risk.LOW, None)):
        assert list(Project.objects.with_risk(risk)) == ([found] if found else [])
        shown = client.get(f"/beheer/projecten/?chance={risk}").content.decode()
        for project in (warned, other):
            assert (project.ref in shown) is (project == found)


def test_where_too_few_speak_the_dossier_says_so(client, db):
    project = projects.project(started_on=DAY)
    recompute_warnings(at=AT)
    client.force_login(ground.user(Role.STAFF))
    assert "Te weinig gegevens" in client.get(project.get_staff_url()).content.decode()


def test_the_client_reads_nothing_of_it(client, warned):
    client.force_login(ground.member(warned.organisation))
    assert "kans te laat" not in client.get(warned.get_applicant_url()).content.decode()
