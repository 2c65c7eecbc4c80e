import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.organisations.enums import Level
from projects.enums import DelayReason, Standing
from projects.models import Delay, Milestone
from projects.tempo.amendments import propose_amendment
from projects.tempo.workflow import add_milestone, forecast_milestone, reach_milestone
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY, STARTED

pytestmark = pytest.mark.django_db
LATER = DAY + dt.timedelta(days=90)


def milestone(name="Marktconsultatie", **options) -> Milestone:
    """Of a project whose launch is aimed at 300 days after AT."""
    project = projects.project(started_on=DAY, **options)
    return project.milestones.get(name=name) if name != "launch" else project.milestones.get(is_launch=True)


def forecast(of, to, **options):
    return forecast_milestone(milestone=of, forecast_on=to, at=AT, **{"by": None} | options)


def test_a_later_forecast_is_kept_with_its_reason_and_the_baseline_stays():
    expected = milestone()
    before = expected.forecast_on
    editor = ground.member(expected.project.organisation, Level.EDITOR)

    forecast(
        expected, before + dt.timedelta(days=46), by=editor, reason=DelayReason.SLOW_DECISION, note="College in juni"
    )

    saved = Milestone.objects.get(pk=expected.pk)
    assert (saved.baseline_on, saved.forecast_on, saved.slip_days) == (before, before + dt.timedelta(days=46), 46)
    delay = Delay.objects.get()
    assert (delay.reason, delay.from_on, delay.to_on, delay.note, delay.by, delay.at) == (
        DelayReason.SLOW_DECISION, before, saved.forecast_on, "College in juni", editor, AT,
    )  # fmt: skip
    assert "trage besluitvorming" in timeline(expected.project)[1].sentence


def test_an_earlier_forecast_needs_no_reason_and_is_no_delay():
    expected = milestone()
    forecast(expected, expected.forecast_on - dt.timedelta(days=5))
    assert Milestone.objects.get(pk=expected.pk).slip_days == -5
    assert not Delay.objects.exists()


@pytest.mark.parametrize(
    ("days", "options", "field"),
    [
        (10, {}, "reason"),
        (10, {"reason": "weather"}, "reason"),
        (10, {"reason": DelayReason.OTHER, "note": " "}, "note"),
        (0, {}, "forecast_on"),
        (-1000, {}, "forecast_on"),
    ],
)
def test_an_impossible_forecast_is_refused_at_its_field(days, options, field):
    expected = milestone()
    with pytest.raises(Refused) as refused:
        forecast(expected, expected.forecast_on + dt.timedelta(days=days), **options)
    assert refused.value.field == field
    assert Milestone.objects.get(pk=expected.pk).forecast_on == expected.forecast_on


def test_a_forecast_that_a_colleague_moved_meanwhile_is_refused():
    expected = milestone()
    seen = expected.forecast_on
    forecast(expected, LATER + dt.timedelta(days=300), reason=DelayReason.MARKET)
    with pytest.raises(Refused, match="verschoof deze mijlpaal intussen"):
        forecast(expected, LATER + dt.timedelta(days=400), reason=DelayReason.MARKET, seen=seen)


def test_a_viewer_of_the_client_does_not_forecast():
    expected = milestone()
    with pytest.raises(NotPermitted):
        forecast(expected, LATER, by=ground.member(expected.project.organisation, Level.VIEWER))


def test_a_reached_milestone_does_not_move_any_more():
    expected = milestone()
    reach_milestone(milestone=expected, actual_on=DAY, by=ground.user(Role.STAFF), at=AT)
    for change in (
        lambda: forecast(expected, LATER, reason=DelayReason.MARKET),
        lambda: propose_amendment(milestone=expected, to_on=LATER, reason="x", by=None, at=AT),
        lambda: reach_milestone(milestone=expected, actual_on=DAY, by=None, at=AT),
    ):
        with pytest.raises(Refused, match="al bereikt"):
            change()


@pytest.mark.parametrize("day", [DAY + dt.timedelta(days=1), DAY - dt.timedelta(days=1)])
def test_a_milestone_is_reached_between_the_start_and_today(day):
    with pytest.raises(Refused):
        reach_milestone(milestone=milestone(), actual_on=day, by=None, at=AT)


def test_the_launch_is_recorded_with_its_procurement():
    with pytest.raises(Refused, match="bij de opdracht"):
        reach_milestone(milestone=milestone("launch"), actual_on=DAY, by=None, at=AT)


def test_an_added_milestone_takes_its_place_by_date():
    project = projects.project(started_on=STARTED)
    second = project.milestones.all()[1]
    add_milestone(
        project=project, name="Juridisch advies", baseline_on=second.baseline_on + dt.timedelta(days=1), by=None, at=AT
    )
    assert [m.name for m in project.milestones.all()][:4] == [
        "Behoefteanalyse", "State-of-the-art", "Juridisch advies", "Marktconsultatie",
    ]  # fmt: skip


def test_a_milestone_of_the_same_name_or_before_the_start_is_refused():
    project = projects.project()
    with pytest.raises(Refused, match="al een mijlpaal"):
        add_milestone(project=project, name="marktconsultatie", baseline_on=LATER, by=None, at=AT)
    with pytest.raises(Refused, match="niet voor de start"):
        add_milestone(project=project, name="Nieuw", baseline_on=STARTED - dt.timedelta(days=1), by=None, at=AT)


def test_what_was_not_reached_in_a_project_that_is_over_stands_on_no_schedule():
    skipped = milestone()
    assert skipped.standing(DAY) == Standing.ON_COURSE

    over = projects.stopped(skipped.project)

    assert over.milestones.get(pk=skipped.pk).standing(LATER) == Standing.LEFT_OUT
