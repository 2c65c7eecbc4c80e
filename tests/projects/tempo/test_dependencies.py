"""What moves along with a milestone, and what follows on what."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from projects.enums import DelayReason
from projects.models import Milestone, MilestoneLink
from projects.tempo.dependencies import earliest, follow_milestone, moves_along, unfollow_milestone
from projects.tempo.workflow import forecast_milestone, reach_milestone
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY

ONE_DAY = dt.timedelta(days=1)

# Properties of the calculation


def days(first: int, last: int):
    return st.integers(first, last).map(lambda n: DAY + n * ONE_DAY)


@st.composite
def chains(draw):
    """Milestones whose dates agree with what they follow on, as the verbs keep them, and a day for one of them."""
    rows = [
        Milestone(
            pk=n, name=str(n), forecast_on=draw(days(0, 400)), actual_on=draw(st.one_of(st.none(), days(-300, 0)))
        )
        for n in range(draw(st.integers(2, 6)))
    ]
    pairs = [(later, first) for later in range(len(rows)) for first in range(later)]
    links = [
        MilestoneLink(milestone=rows[later], after=rows[first], lag_days=draw(st.integers(0, 60)))
        for later, first in draw(st.lists(st.sampled_from(pairs), unique=True))
    ]
    for row in rows:
        bound = earliest(row.pk, links, known(rows))
        if bound is not None and bound > row.forecast_on:
            row.forecast_on = bound
    changed = draw(st.sampled_from(rows))
    changed.actual_on = None
    for row in rows:
        bound = earliest(row.pk, links, known(rows))
        if bound is not None and bound > row.forecast_on:
            row.forecast_on = bound
    bound = earliest(changed.pk, links, known(rows))
    return rows, links, changed, max(draw(days(0, 800)), bound or DAY)


def known(rows):
    return {row.pk: row.actual_on or row.forecast_on for row in rows}


@given(chains())
def test_whatever_moves_comes_after_what_it_follows_on_and_not_before_today(chain):
    rows, links, changed, to_on = chain
    moves = moves_along(rows, links, changed, to_on, today=DAY)
    after = known(rows) | {changed.pk: to_on} | {move.milestone.pk: move.to_on for move in moves}
    for row in rows:
        bound = earliest(row.pk, links, after)
        assert row.actual_on is not None or bound is None or after[row.pk] >= bound
    assert all(move.to_on >= DAY for move in moves)


@given(chains())
def test_only_what_follows_moves_and_in_the_same_direction(chain):
    rows, links, changed, to_on = chain
    moves = moves_along(rows, links, changed, to_on, today=DAY)
    moved = {changed.pk} | {move.milestone.pk for move in moves}
    for move in moves:
        assert move.milestone.actual_on is None
        assert any(link.milestone_id == move.milestone.pk and link.after_id in moved for link in links)
        assert move.is_later is (to_on > changed.forecast_on)


@given(chains())
def test_a_milestone_that_stays_moves_nothing(chain):
    rows, links, changed, _to_on = chain
    assert moves_along(rows, links, changed, changed.forecast_on, today=DAY) == []


# The verbs


@pytest.fixture
def project(db):
    """Five milestones, each at least thirty days after the one before: on day 75, 120, 180, 255 and 300."""
    return projects.project(started_on=DAY)


def expected(project) -> list[int]:
    return [(milestone.forecast_on - DAY).days for milestone in project.milestones.all()]


def test_a_later_milestone_moves_what_has_no_days_to_spare(project):
    first = project.milestones.first()
    later = DAY + 160 * ONE_DAY
    forecast_milestone(milestone=first, forecast_on=later, reason=DelayReason.LEAD_LOST, by=None, at=AT)
    assert expected(project) == [160, 190, 220, 255, 300]
    assert project.delays.count() == 1
    assert "“State-of-the-art”" in timeline(project)[0].sentence


def test_what_stood_as_early_as_it_could_comes_back_along(project):
    first = project.milestones.first()
    for day in (160, 100):
        reason = DelayReason.LEAD_LOST if day == 160 else ""
        forecast_milestone(milestone=first, forecast_on=DAY + day * ONE_DAY, reason=reason, by=None, at=AT)
    assert expected(project) == [100, 130, 160, 255, 300]


def test_a_milestone_is_not_expected_before_what_it_follows_on(project):
    second = project.milestones.all()[1]
    with pytest.raises(Refused, match="volgt op “Behoefteanalyse”") as refused:
        forecast_milestone(milestone=second, forecast_on=DAY + 80 * ONE_DAY, by=None, at=AT)
    assert refused.value.field == "forecast_on"


def test_a_milestone_that_is_reached_late_moves_what_follows(project):
    at = AT + 170 * ONE_DAY
    reach_milestone(milestone=project.milestones.first(), actual_on=at.date(), by=None, at=at)
    assert expected(project)[1:] == [200, 230, 260, 300]


def test_a_milestone_that_is_reached_early_moves_nothing(project):
    reach_milestone(milestone=project.milestones.first(), actual_on=DAY, by=None, at=AT)
    assert expected(project)[1:] == [120, 180, 255, 300]


def test_a_chain_that_bites_its_own_tail_is_refused_and_named(project):
    first, _second, third = project.milestones.all()[:3]
    with pytest.raises(Refused, match="eigen staart") as refused:
        follow_milestone(milestone=first, after=third, lag_days=0, by=None, at=AT)
    assert refused.value.field == "after"
    assert all(name in str(refused.value) for name in ("Behoefteanalyse", "State-of-the-art", "Marktconsultatie"))
    with pytest.raises(Refused, match="eigen staart"):
        follow_milestone(milestone=first, after=first, lag_days=0, by=None, at=AT)


def test_the_database_refuses_a_circle_and_another_project_too(project):
    first, _second, third = project.milestones.all()[:3]
    for milestone, after, name in (
        (first, third, "milestones_follow_without_circle"),
        (first, first, "milestone_follows_another"),
        (first, projects.project().milestones.first(), "milestones_of_one_project"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            MilestoneLink.objects.create(milestone=milestone, after=after)


def test_an_order_that_the_dates_deny_is_refused(project):
    first, second = project.milestones.all()[:2]
    with pytest.raises(Refused, match="Verschuif hem eerst"):
        follow_milestone(milestone=second, after=first, lag_days=46, by=None, at=AT)
    follow_milestone(milestone=second, after=first, lag_days=45, by=None, at=AT)
    assert MilestoneLink.objects.get(milestone=second).lag_days == 45


def test_only_pio_says_what_follows_on_what(project):
    link = MilestoneLink.objects.filter(milestone__project=project).first()
    other = ground.user(Role.MANAGEMENT)
    with pytest.raises(NotPermitted):
        follow_milestone(milestone=link.milestone, after=link.after, lag_days=0, by=other, at=AT)
    with pytest.raises(NotPermitted):
        unfollow_milestone(link=link, by=other, at=AT)
    unfollow_milestone(link=link, by=ground.user(Role.STAFF), at=AT)
    assert not MilestoneLink.objects.filter(pk=link.pk).exists()
