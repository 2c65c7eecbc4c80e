"""The ranking of a round: the database says what the scoreboard says, and the page shows it."""

import csv
import io
from decimal import Decimal

import pytest

from calls.assessment.advice import advise, save_scores
from calls.assessment.scoring import scoreboard
from calls.enums import Advice, Scale
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Criterion
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.workflow.notes import write_note
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import user
from tests.queries import steady

LATER = make.LATER
pytestmark = [pytest.mark.django_db, pytest.mark.moment(LATER)]
MANY = 6


def a_call(*criteria):
    """A call with these criteria: (weight, scale, knock-out)."""
    made = calls.call()
    if criteria:
        made.criteria.all().delete()
        for position, (weight, scale, limit) in enumerate(criteria):
            Criterion.objects.create(
                call=made, name=f"C{position}", weight=weight, scale=scale, knockout_below=limit, position=position
            )
    return made


def judged(call, *points_by_adviser, advice=Advice.SELECT, **fields):
    application = make.application(Status.ELIGIBLE, within=call, **fields)
    for points in points_by_adviser:
        give(application, points, advice)
    return application


def give(application, points, advice=Advice.SELECT):
    given = make.declared(application)
    scores = {c.pk: (p, "") for c, p in zip(application.call.criteria.all(), points, strict=True)}
    return advise(assignment=given, advice=advice, text="x", scores=scores, by=given.adviser, at=LATER)


def ranked(application):
    return Application.objects.filter(pk=application.pk).ranked().get()


def board(application):
    rows = application.assignments.select_related("adviser").prefetch_related("scores")
    return scoreboard(list(application.call.criteria.all()), rows)


CASES = [
    ([(3, 5, None), (1, 5, None)], [(4, 1), (5, 2)]),
    ([(7, 5, None), (1, 5, None)], [(4, 5)]),  # 4.125
    ([(1, 1, None), (1, 3, None), (1, 10, None)], [(1, 2, 7), (0, 3, 10), (1, 0, 1)]),
    ([(2, 3, None), (5, 10, None)], [(1, 3), (2, 9), (3, 10)]),
    ([(1, 3, None)], [(1,), (2,), (2,)]),  # thirds
    ([(1, 10, None), (3, 10, None)], []),
]


@pytest.mark.parametrize(("criteria", "points"), CASES)
def test_the_database_counts_what_the_scoreboard_counts(criteria, points):
    application = judged(a_call(*criteria), *points)
    found, expected = ranked(application), board(application)

    assert (found.total, found.spread) == (expected.total, expected.spread)


@pytest.mark.parametrize(
    ("scale", "points", "total"),
    [(Scale.YES_NO, 1, "5.00"), (Scale.THREE, 2, "3.33"), (Scale.FIVE, 3, "3.00"), (Scale.TEN, 7, "3.50")],
)
def test_totals_are_out_of_five_whatever_the_scale(scale, points, total):
    application = judged(a_call((1, scale, None)), (points,))
    assert board(application).total == ranked(application).total == Decimal(total)


@pytest.mark.parametrize(
    ("scale", "one", "other", "apart"),
    [
        (1, 0, 1, True),
        (3, 1, 2, False),
        (3, 0, 2, True),
        (5, 2, 3, False),
        (5, 2, 4, True),
        (10, 3, 6, False),
        (10, 3, 7, True),
    ],
)
def test_far_apart_is_two_points_out_of_five_on_any_scale(scale, one, other, apart):
    application = judged(a_call((1, scale, None)), (one,), (other,))
    assert bool(board(application).far_apart) is apart


def test_a_knock_out_is_on_the_scale_of_its_criterion():
    application = judged(a_call((1, 10, 6), (1, 10, 4)), (5, 5))
    assert [str(criterion) for criterion in board(application).knock_outs] == ["C0"]


def test_a_criterion_that_came_later_makes_the_total_unknown():
    application = judged(a_call((1, 5, None)), (4,))
    Criterion.objects.create(call=application.call, name="Nieuw", position=9)
    assert (ranked(application).total, board(application).total) == (None, None)


def test_drafts_conflicts_and_withdrawn_questions_do_not_count():
    application = judged(a_call((1, 5, None)), (4,))
    busy = make.declared(application)
    save_scores(assignment=busy, scores={application.call.criteria.get().pk: (0, "")}, by=busy.adviser, at=LATER)
    make.conflicted(application)
    make.withdrawn(application)
    found = ranked(application)
    assert (found.total, found.given, found.spread) == (Decimal("4.00"), 1, None)


# The page


def address(call, query="", number=2):
    return f"/beheer/oproepen/{call.code}/indiendata/{number}/rangschikking/{query}"


def order_on(response, *applications):
    text = response.content.decode()
    return sorted(applications, key=lambda a: text.index(f"/beheer/aanvragen/{a.ref}/"))


def test_the_highest_score_comes_first_and_the_unknown_last(desk):
    call = a_call((1, 5, None))
    low, unknown, high = judged(call, (2,)), judged(call), judged(call, (5,), (3,))

    page = desk.get(address(call))

    assert order_on(page, low, unknown, high) == [high, low, unknown]
    assert order_on(desk.get(address(call, "?sort=total")), low, unknown, high) == [low, high, unknown]
    text = page.content.decode()
    assert "3,00 tot 5,00" in text
    assert "Bespreken" in text


def test_where_to_talk_about_it_is_one_click_away(desk):
    call = a_call((1, 5, None))
    apart, noted, calm = judged(call, (1,), (5,)), judged(call, (3,), (3,)), judged(call, (4,), (4,))
    for text in ("Samen bekijken.", "Gedaan."):
        write_note(about=noted, text=text, by=user(Role.STAFF), at=LATER)
    cells = [row.cells["attention"] for row in desk.get(address(call)).context["table"].rows]
    assert order_on(desk.get(address(call)), apart, noted, calm) == [calm, noted, apart]
    assert cells[0] == "–"
    assert f'href="/beheer/aanvragen/{apart.ref}/notities/">Notities' in cells[2]
    assert f'href="/beheer/aanvragen/{noted.ref}/notities/">2 notities' in cells[1]


def test_equal_scores_share_a_place(desk):
    call = a_call((1, 5, None))
    for points in (4, 4, 2):
        judged(call, (points,))
    rows = [row.cells["place"] for row in desk.get(address(call)).context["table"].rows]
    assert [str(n) for n in rows] == ["1", "1", "3"]


def test_advices_are_split_and_a_knock_out_is_said_in_words(desk):
    call = a_call((1, 5, 3))
    application = judged(call, (2,))
    give(application, (1,), Advice.REFUSE)
    make.assignment(application)
    text = desk.get(address(call)).content.decode()
    for words in ("2 van 3", "1× Selecteren", "1× Niet selecteren", "Onder de drempel"):
        assert words in text


def test_the_draft_of_a_decision_stands_beside_it(desk):
    call = a_call((1, 5, None))
    make.drafted(judged(call, (2,)), Status.NOT_SELECTED)
    assert "Niet geselecteerd" in desk.get(address(call)).content.decode()


def test_only_what_is_assessed_or_decided_in_this_round(desk):
    call = a_call((1, 5, None))
    inside = judged(call, (4,))
    submitted = make.application(within=call)
    other = judged(a_call((1, 5, None)), (4,))
    text = desk.get(address(call)).content.decode()
    assert inside.ref in text
    assert submitted.ref not in text
    assert other.ref not in text


def test_the_export_has_the_same_rows_and_figures(desk):
    call = a_call((1, 5, None))
    judged(call, (5,), (3,))
    response = desk.get(address(call, "?export=csv"))
    rows = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))
    found = dict(zip(*rows, strict=True))
    assert (found["Score op 5"], found["Verschil"]) == ("4,00", "2,00")
    assert (found["Adviezen"], found["Besluiten"]) == ("2 van 2", "2× Selecteren")
    assert found["Aandacht"] == "Bespreken: C0"


@pytest.mark.parametrize("query", ["?sort=onzin", "?page=999", "?status=onzin", "?sort=-spread", "?sort=draft"])
def test_nonsense_in_the_address_still_answers(desk, query):
    call = a_call((1, 5, None))
    judged(call, (4,))
    assert desk.get(address(call, query)).status_code == 200


def test_a_round_that_is_not_there_does_not_exist(desk):
    call = a_call()
    assert desk.get(address(call, number=9)).status_code == 404
    assert desk.get(address(call, number=999999999999)).status_code == 404


def test_the_ranking_needs_as_many_queries_for_one_row_and_many(desk):
    call = a_call((1, 5, None), (1, 10, None))
    judged(call, (4, 7))
    with steady(desk, address(call), at_most=11):
        for _n in range(MANY):
            make.drafted(judged(call, (4, 7), (2, 3)))
