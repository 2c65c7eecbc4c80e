"""What the points say together."""

from decimal import Decimal

import pytest

from calls.assessment.advice import advise, save_scores
from calls.assessment.scoring import scoreboard
from calls.models import Criterion
from tests.factories import assessment as make

pytestmark = pytest.mark.django_db


def board(application, *points_by_adviser):
    for points in points_by_adviser:
        given = make.declared(application)
        criteria = list(application.call.criteria.all())
        scores = {c.pk: (p, "") for c, p in zip(criteria, points, strict=True)}
        advise(assignment=given, advice="select", text="x", scores=scores, by=given.adviser, at=make.LATER)
    rows = application.assignments.select_related("adviser").prefetch_related("scores").order_by("pk")
    return scoreboard(list(application.call.criteria.all()), rows)


def with_criteria(*weights_and_limits):
    application = make.application(make.Status.ELIGIBLE)
    application.call.criteria.all().delete()
    for position, (weight, limit) in enumerate(weights_and_limits):
        Criterion.objects.create(
            call=application.call, name=f"C{position}", weight=weight, knockout_below=limit, position=position
        )
    return application


def test_total_weighs_the_criteria_and_rounds_half_up():
    found = board(with_criteria((3, None), (1, None)), (4, 1), (5, 2))
    assert found.totals == (Decimal("3.25"), Decimal("4.25"))
    assert [row.mean for row in found.rows] == [Decimal("4.50"), Decimal("1.50")]
    assert (found.total, found.spread) == (Decimal("3.75"), Decimal("1.00"))


def test_total_of_eighths_rounds_half_up():
    assert board(with_criteria((7, None), (1, None)), (4, 5)).totals == (Decimal("4.13"),)  # 4.125


def test_knock_out_is_by_the_mean_and_flags_each_low_score():
    found = board(with_criteria((1, 3), (1, 3)), (2, 1), (4, 4))
    assert [row.knocked_out for row in found.rows] == [False, True]  # means 3.0 and 2.5
    assert [[cell.knocked_out for cell in row.cells] for row in found.rows] == [[True, False], [True, False]]
    assert [str(criterion) for criterion in found.knock_outs] == ["C1"]


def test_far_apart_from_two_points_of_difference():
    found = board(with_criteria((1, None), (1, None)), (2, 3), (4, 4))
    assert [str(criterion) for criterion in found.far_apart] == ["C0"]


def test_drafts_and_conflicts_do_not_count():
    application = make.application(make.Status.ELIGIBLE)
    busy = make.declared(application)
    save_scores(assignment=busy, scores={application.call.criteria.first().pk: (5, "")}, by=busy.adviser, at=make.LATER)
    make.conflicted(application)
    found = board(application)
    assert (found.advisers, found.total, found.spread) == ((), None, None)
    assert all(row.mean is None and not row.knocked_out for row in found.rows)
