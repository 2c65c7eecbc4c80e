"""Making, amending and publishing a call."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from calls.enums import CallKind, CallStatus
from calls.models import Call, Round
from calls.workflow.call import (
    DEFAULT_CRITERIA,
    Judged,
    Period,
    amend_call,
    create_call,
    fingerprint,
    publish_call,
)
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from tests.factories import calls as make
from tests.factories.ground import user

AT, DAY = make.AT, make.DAY
pytestmark = pytest.mark.django_db


def new(**fields):
    values = {"code": "PIO-2026", "title": "Open oproep 2026", "kind": CallKind.OPEN, "year": 2026, "at": AT}
    return create_call(**({"by": user(Role.LEAD), "rounds": make.periods()} | values | fields))


def test_create_makes_rounds_criteria_and_questions():
    call = new()

    assert call.status == CallStatus.DRAFT
    assert [r.number for r in call.rounds.all()] == [1, 2, 3]
    assert list(call.criteria.values_list("name", flat=True)) == [c.name for c in DEFAULT_CRITERIA]
    assert [s["key"] for s in call.form.definition["sections"]] == [
        "contact",
        "behoefte",
        "markt",
        "impact",
        "middelen",
    ]


@pytest.mark.parametrize("role", [Role.STAFF, Role.ADVISER, Role.ADMINISTRATOR])
def test_create_is_for_the_lead(role):
    with pytest.raises(NotPermitted):
        new(by=user(role))


def test_create_with_a_taken_code_is_refused_at_that_field():
    new()
    with pytest.raises(Refused, match="bestaat al") as refused:
        new(code="pio-2026")
    assert refused.value.field == "code"


@pytest.mark.parametrize(
    ("rounds", "field", "sentence"),
    [
        ([], "rounds", "minstens één indiendatum"),
        ([Period(AT, AT)], "closes_1", "moet na de opening zijn"),
        ([Period(AT, AT + 9 * DAY), Period(AT + 8 * DAY, AT + 20 * DAY)], "opens_2", "indiendatum 1 is dan nog open"),
        ([Period(AT + 30 * DAY, AT + 40 * DAY), Period(AT, AT + 9 * DAY)], "opens_2", "indiendatum 1 is dan nog open"),
    ],
)
def test_rounds_out_of_order_are_refused_at_their_field(rounds, field, sentence):
    with pytest.raises(Refused, match=sentence) as refused:
        new(rounds=rounds)
    assert refused.value.field == field
    assert not Call.objects.exists()


def test_rounds_may_touch():
    assert new(rounds=[Period(AT, AT + DAY), Period(AT + DAY, AT + 2 * DAY)]).rounds.count() == 2


def test_the_database_refuses_overlapping_rounds():
    call = new()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="rounds_of_a_call_do_not_overlap"), transaction.atomic():
        Round.objects.create(call=call, number=9, opens_at=AT, closes_at=AT + DAY)


def test_publish_shows_the_call():
    lead, call = user(Role.LEAD), new()
    published = publish_call(call=call, by=lead, at=AT)
    assert (published.status, published.published_at) == (CallStatus.PUBLISHED, AT)
    assert list(Call.objects.current(AT)) == [call]


def test_publish_twice_is_refused():
    call = make.call()
    with pytest.raises(Refused, match="Dit kan niet meer"):
        publish_call(call=call, by=user(Role.LEAD), at=AT)


def test_publish_when_all_is_over_is_refused():
    with pytest.raises(Refused, match="Alle indiendata van deze oproep zijn voorbij"):
        publish_call(call=new(), by=user(Role.LEAD), at=AT + 400 * DAY)


def amend(call, **fields):
    kept = [Judged(c.name, c.help, c.weight, c.knockout_below, c.pk) for c in call.criteria.all()]
    values = {"rounds": make.periods(), "criteria": kept, "by": user(Role.LEAD), "at": AT}
    return amend_call(call=call, **(values | fields))


def test_amend_changes_texts_rounds_and_criteria():
    call = new()
    kept = call.criteria.first()
    later = [*make.periods()[:2], Period(AT + 50 * DAY, AT + 90 * DAY)]

    amended = amend(
        call, title="Anders", rounds=later, criteria=[Judged("Nieuw"), Judged(kept.name, pk=kept.pk, weight=9)]
    )

    assert amended.title == "Anders"
    assert amended.rounds.get(number=3).closes_at == AT + 90 * DAY
    assert list(amended.criteria.values_list("name", "weight")) == [("Nieuw", 1), (kept.name, 9)]
    assert amended.criteria.get(name=kept.name).pk == kept.pk


def test_amend_of_what_a_colleague_changed_is_refused():
    call = new()
    seen = fingerprint(call)
    amend(call, title="Van een collega")
    with pytest.raises(Refused, match="wijzigde deze oproep intussen"):
        amend(call, title="Van mij", seen=seen)
    assert Call.objects.get().title == "Van een collega"


def test_amend_of_a_past_round_of_a_published_call_is_refused():
    call = make.call()
    first, *rest = make.periods()
    with pytest.raises(Refused, match="Indiendatum 1 is voorbij") as refused:
        amend(call, rounds=[Period(first.opens_at, first.closes_at + DAY), *rest])
    assert refused.value.field == "closes_1"


def test_amend_cannot_drop_a_round_with_applications():
    call = make.call()
    make.application(within=call, round=call.rounds.get(number=3))
    with pytest.raises(Refused, match="heeft al aanvragen"):
        amend(call, rounds=make.periods()[:2])
    assert call.rounds.count() == 3


def test_round_is_half_open():
    opens, closes = AT, AT + dt.timedelta(hours=1)
    current = Round(opens_at=opens, closes_at=closes)
    tick = dt.timedelta(microseconds=1)
    assert [current.is_open(t) for t in (opens - tick, opens, closes - tick, closes)] == [False, True, True, False]
