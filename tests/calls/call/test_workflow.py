"""Making, amending and publishing a call."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction

from calls.application.writing import amend_application
from calls.call.workflow import (
    DEFAULT_CRITERIA,
    DEFAULT_POINTS,
    Judged,
    Period,
    Point,
    amend_call,
    create_call,
    discard_call,
    fingerprint,
    publish_call,
    take_back_call,
)
from calls.enums import CallKind, CallStatus
from calls.models import Assignment, Call, EligibilityCheck, Questionnaire, Round, Score, Theme
from pio_portal.accounts.enums import Role
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from tests.factories import calls as make
from tests.factories import questionnaires as forms
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
        ([], "opens_1", "minstens één indiendatum"),
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


# Form version, scales, conditions of eligibility


def kept_points(call):
    return [Point(p.text, p.help, p.pk) for p in call.eligibility_points.all()]


def test_create_takes_the_usual_conditions_of_eligibility():
    assert list(new().eligibility_points.values_list("text", flat=True)) == [p.text for p in DEFAULT_POINTS]
    assert len(DEFAULT_POINTS) == 6
    assert not make.call().eligibility_points.exists()


def test_amend_changes_conditions_and_leaves_them_when_it_names_none():
    call = new()
    first = kept_points(call)[0]
    amend(call, eligibility_points=[Point("Nieuw"), Point(first.text, "Anders uitgelegd", first.pk)])
    assert list(call.eligibility_points.values_list("text", "help")) == [
        ("Nieuw", ""),
        (first.text, "Anders uitgelegd"),
    ]
    amend(call, title="Anders")
    assert call.eligibility_points.count() == 2


def test_a_condition_that_was_checked_stays_as_it_was():
    call = make.call(eligibility_points=[Point("Volledig"), Point("Getekend")])
    point = call.eligibility_points.first()
    EligibilityCheck.objects.create(application=make.submitted(within=call), point=point, outcome="met", at=AT)
    with pytest.raises(Refused, match="“Volledig” werd al nagekeken en kan niet weg"):
        amend(call, eligibility_points=[Point("Getekend")])
    with pytest.raises(Refused, match="haar tekst ligt vast"):
        amend(call, eligibility_points=[Point("Onvolledig", pk=point.pk)])
    amend(call, eligibility_points=[Point("Volledig", "Met uitleg", point.pk)])
    assert list(call.eligibility_points.values_list("text", "help")) == [("Volledig", "Met uitleg")]


@pytest.mark.parametrize("change", ["points", "scale", "form"])
def test_the_fingerprint_knows_conditions_scales_and_the_form(change):
    call = new()
    seen = fingerprint(call)
    if change == "points":
        amend(call, eligibility_points=kept_points(call)[1:])
    elif change == "scale":
        amend(call, criteria=[Judged("Een", scale=10)])
    else:
        amend(call, form=forms.published())
    assert fingerprint(Call.objects.get(pk=call.pk)) != seen


def test_a_knock_out_lies_within_its_scale():
    assert new(criteria=[Judged("Een", scale=10, knockout_below=8)]).criteria.get().knockout_below == 8
    with pytest.raises(Refused):
        new(code="PIO-2027", criteria=[Judged("Een", scale=3, knockout_below=4)])
    with pytest.raises(IntegrityError, match="criterion_knockout_within_scale"), transaction.atomic():
        Call.objects.get().criteria.update(scale=5)


def test_the_scale_of_a_scored_criterion_stays():
    call = make.call()
    criterion = call.criteria.first()
    people = {"adviser": user(Role.ADVISER), "assigned_by": user(Role.STAFF)}
    assignment = Assignment.objects.create(application=make.submitted(within=call), assigned_at=AT, **people)
    Score.objects.create(assignment=assignment, criterion=criterion, points=4)
    with pytest.raises(Refused, match="heeft al scores: zijn schaal ligt vast"):
        amend(call, criteria=[Judged(criterion.name, pk=criterion.pk, scale=10)])


def test_only_a_published_form_can_be_asked():
    draft = forms.draft()
    with pytest.raises(Refused, match="Kies een gepubliceerde versie") as refused:
        new(form=draft)
    assert refused.value.field == "form"
    call = new()
    with pytest.raises(Refused, match="Kies een gepubliceerde versie"):
        amend(call, form=draft)
    newer = forms.published(of=Questionnaire.objects.get(number=1), name="Een andere")
    assert amend(call, form=newer).form == newer


def test_a_thematic_call_has_a_theme():
    with pytest.raises(Refused, match="Kies het thema"):
        new(kind=CallKind.THEMATIC)
    theme = Theme.objects.first()
    call = new(kind=CallKind.THEMATIC, theme=theme)
    with pytest.raises(IntegrityError, match="call_thematic_has_a_theme"), transaction.atomic():
        Call.objects.filter(pk=call.pk).update(theme=None)


def test_applications_to_a_thematic_call_have_its_theme():
    theme, other = Theme.objects.all()[:2]
    call = make.call(kind=CallKind.THEMATIC, theme=theme)
    application = make.application(within=call, theme=other)
    assert application.theme == theme
    amended = amend_application(
        application=application, title="x", theme=other, policy_domain=None, by=application.created_by, at=AT
    )
    assert amended.theme == theme


# Code, year and dates speak of one year


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"code": "PIO-2029", "year": 2031}, "year", "De code PIO-2029 noemt een ander jaar dan 2031."),
        ({"code": "THEMA-2025-A"}, "year", "noemt een ander jaar dan 2026"),
        (
            {"code": "PIO-2027", "year": 2027},
            "closes_1",
            "Indiendatum 1 sluit op 31 jan 2026, en de oproep is van 2027.",
        ),
    ],
)
def test_a_call_whose_code_year_and_dates_disagree_is_refused_at_that_field(fields, field, words):
    with pytest.raises(Refused, match=words) as refused:
        new(**fields)
    assert refused.value.field == field
    call = new(code="THEMA")
    with pytest.raises(Refused, match=words):
        amend_call(call=call, rounds=make.periods(), criteria=DEFAULT_CRITERIA, by=user(Role.LEAD), at=AT, **fields)


@pytest.mark.parametrize("code", ["PIO-2026", "THEMA", "ENERGIE-2026-2", "A12345"])
def test_a_code_without_another_year_is_fine(code):
    assert new(code=code).code == code


def test_a_round_may_open_in_the_year_before():
    opens = dt.datetime(2025, 12, 15, 11, tzinfo=dt.UTC)
    assert new(rounds=[Period(opens, AT)]).rounds.get().opens_at == opens


# Undone while nothing followed


def take_back(call, **fields):
    return take_back_call(call=call, **{"reason": "Te vroeg.", "by": user(Role.LEAD), "at": AT} | fields)


def test_a_published_call_is_taken_back_with_a_reason():
    call = make.call()
    take_back(call)
    saved = Call.objects.get(pk=call.pk)
    assert (saved.status, saved.published_at, saved.published_by) == (CallStatus.DRAFT, None, None)
    assert "Te vroeg." in " ".join(line.sentence for line in timeline(call))
    assert publish_call(call=saved, by=user(Role.LEAD), at=AT).status == CallStatus.PUBLISHED


def test_taking_a_call_back_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Schrijf waarom") as refused:
        take_back(make.call(), reason=" ")
    assert refused.value.field == "reason"


def begin(call):
    make.application(within=call)


def extend(call):
    round_ = call.rounds.get(number=2)
    round_.extensions.create(was=round_.closes_at, until=round_.closes_at + DAY, reason="Storing", at=AT)


def announce(call):
    call.rounds.get(number=2).announcements.create(title="Nieuws", text="x", publish_at=AT, created_at=AT)


@pytest.mark.parametrize("follow", [begin, extend, announce])
def test_a_call_is_not_taken_back_once_something_followed(follow):
    call = make.call()
    follow(call)
    with pytest.raises(Refused, match="Dit kan niet meer"):
        take_back(call)
    assert Call.objects.get(pk=call.pk).status == CallStatus.PUBLISHED


def test_a_call_in_preparation_is_discarded_with_its_rounds_and_its_code_is_free_again():
    call = new()
    discard_call(call=call, by=user(Role.LEAD), at=AT)
    assert (Call.objects.count(), Round.objects.count()) == (0, 0)
    assert Call.pgh_event_model.objects.filter(code="PIO-2026").exists()  # its history stays
    assert new().code == "PIO-2026"


def test_a_published_call_is_not_discarded():
    with pytest.raises(Refused, match="neem hem eerst terug"):
        discard_call(call=make.call(), by=user(Role.LEAD), at=AT)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.LEAD])
def test_taking_back_and_discarding_are_for_the_lead(role):
    with pytest.raises(NotPermitted):
        take_back(make.call(), by=user(role))
    with pytest.raises(NotPermitted):
        discard_call(call=make.call(published=False), by=user(role), at=AT)
