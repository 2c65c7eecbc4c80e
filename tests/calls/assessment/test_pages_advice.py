"""What the lead does about advisers: an advice reopened, a question taken back and asked again."""

import pytest

from calls.assessment.advice import advise, assign_adviser, reopen_advice, save_scores, withdraw_assignment
from calls.enums import Advice, AssignmentStatus
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment, Criterion, Score
from calls.selection.decision import select_application
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of, text

AT, LATER, TODAY = make.AT, make.LATER, make.TODAY
pytestmark = pytest.mark.django_db


def reopen(assignment, **fields):
    fields = {"reason": "De raming is nieuw.", "by": user(Role.LEAD), "at": LATER} | fields
    return reopen_advice(assignment=assignment, **fields)


def take_back(assignment, **fields):
    fields = {"reason": "Geen antwoord.", "by": user(Role.LEAD), "at": LATER} | fields
    return withdraw_assignment(assignment=assignment, **fields)


def test_a_reopened_advice_keeps_its_points_and_is_given_anew():
    given = make.advised(points=2, advice=Advice.REFUSE)

    reopen(given)

    row = Assignment.objects.get()
    assert (row.status, row.advised_at, row.advice) == (AssignmentStatus.DECLARED, None, Advice.REFUSE)
    assert Score.objects.count() == given.application.call.criteria.count()
    mail = SentMail.objects.get(kind="advice_reopened").email
    assert mail.to == [given.adviser.email]
    assert "De raming is nieuw." in mail.message
    assert advise(assignment=row, advice=Advice.SELECT, text="Nu wel", by=row.adviser, at=LATER).advice == Advice.SELECT


def test_a_question_that_is_taken_back_holds_nothing_up_and_hides_the_application():
    asked = make.declared()
    lead = user(Role.LEAD)

    take_back(asked, by=lead)

    row = Assignment.objects.get()
    assert (row.status, row.withdrawn_at, row.withdrawn_by) == (AssignmentStatus.WITHDRAWN, LATER, lead)
    assert not Application.objects.visible_to(asked.adviser).exists()
    assert not Assignment.objects.of_adviser(asked.adviser).exists()
    make.advised(asked.application)
    assert Application.objects.ready_to_decide().get() == asked.application
    assert "Geen antwoord." in SentMail.objects.get(kind="assignment_withdrawn").email.message


def test_who_is_asked_again_declares_anew_and_finds_the_draft():
    busy = make.scored(points=3)
    take_back(busy)

    again = assign_adviser(
        application=busy.application, adviser=busy.adviser, by=user(Role.STAFF), at=LATER, due_on=TODAY
    )

    assert again.pk == busy.pk
    row = Assignment.objects.get()
    assert (row.status, row.assigned_at, row.due_on, row.declared_at, row.withdrawn_at) == (
        AssignmentStatus.ASSIGNED,
        LATER,
        TODAY,
        None,
        None,
    )
    assert set(Score.objects.values_list("points", flat=True)) == {3}


def test_who_declared_a_conflict_is_not_asked_again():
    conflicted = make.conflicted()
    with pytest.raises(Refused, match="verklaarde een belangenconflict"):
        assign_adviser(application=conflicted.application, adviser=conflicted.adviser, by=user(Role.STAFF), at=LATER)


@pytest.mark.parametrize(("verb", "stage"), [(reopen, make.advised), (take_back, make.assignment)])
def test_without_a_reason_it_is_refused(verb, stage):
    with pytest.raises(Refused) as refused:
        verb(stage(), reason=" ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize(("verb", "stage"), [(reopen, make.advised), (take_back, make.assignment)])
def test_after_the_decision_it_is_refused(verb, stage):
    assignment = stage()
    select_application(application=assignment.application, decided_on=TODAY, grounds="x", by=user(Role.LEAD), at=LATER)
    with pytest.raises(Refused, match="De beoordeling is afgesloten"):
        verb(assignment)


@pytest.mark.parametrize(("verb", "stage"), [(reopen, make.advised), (take_back, make.assignment)])
@pytest.mark.parametrize("role", [r for r in Role if r != Role.LEAD])
def test_by_others_than_the_lead_it_is_not_permitted(verb, stage, role):
    with pytest.raises(NotPermitted):
        verb(stage(), by=user(role))


# The pages


def test_the_lead_reopens_and_takes_back_from_the_dossier():
    given = make.advised()
    waiting = make.assignment(given.application)
    lead = client_of(user(Role.LEAD))
    one = f"/beheer/aanvragen/{given.application.ref}/"
    text = lead.get(one + "beoordeling/").content.decode()
    for row, page in ((given, "heropenen/"), (waiting, "intrekken/")):
        address = f"{one}beoordelaars/{row.pk}/{page}"
        assert address in text
        assert row.adviser.name in lead.get(address).content.decode()
        assert lead.post(address, {"reason": ""}).status_code == 422
        assert lead.post(address, {"reason": "Daarom."}).status_code == 302
    assert set(Assignment.objects.values_list("pk", "status")) == {(given.pk, "declared"), (waiting.pk, "withdrawn")}
    assert lead.post(f"{one}beoordelaars/{given.pk + 999}/intrekken/", {"reason": "x"}).status_code == 404


def test_staff_sees_no_such_buttons():
    given = make.advised()
    text = client_of(user(Role.STAFF)).get(f"/beheer/aanvragen/{given.application.ref}/beoordeling/").content.decode()
    assert "heropenen/" not in text


# Scales, and saving while typing


def with_scales(*scales):
    application = make.application(Status.ELIGIBLE)
    application.call.criteria.all().delete()
    for position, scale in enumerate(scales):
        Criterion.objects.create(call=application.call, name=f"C{position}", scale=scale, position=position)
    return make.declared(application), list(application.call.criteria.all())


def test_each_criterion_is_scored_on_its_own_scale():
    mine, (yes_no, three, ten) = with_scales(1, 3, 10)
    fields = client_of(mine.adviser).get(mine.get_absolute_url()).context["form"].fields
    values = {c.name: [value for value, _label in fields[f"points_{c.pk}"].choices] for c in (yes_no, three, ten)}
    assert values == {"C0": [0, 1], "C1": [0, 1, 2, 3], "C2": list(range(11))}
    assert [str(label) for _value, label in fields[f"points_{yes_no.pk}"].choices] == ["Nee", "Ja"]


@pytest.mark.parametrize(("scale", "points"), [(1, 2), (3, 4), (10, 11)])
def test_points_off_the_scale_of_the_criterion_are_refused(scale, points):
    mine, (criterion,) = with_scales(scale)
    with pytest.raises(Refused, match=f"0 tot {scale}"):
        save_scores(assignment=mine, scores={criterion.pk: (points, "")}, by=mine.adviser, at=AT)


def test_what_is_typed_is_saved_without_a_line_in_the_timeline():
    mine, (criterion,) = with_scales(10)
    client, address = client_of(mine.adviser), f"/beheer/beoordelingen/{mine.pk}/ontwerp/"
    assert address in client.get(mine.get_absolute_url()).content.decode()

    answer = client.post(address, {f"points_{criterion.pk}": "7", f"comment_{criterion.pk}": "Sterk"})

    assert answer.status_code == 204
    assert list(Score.objects.values_list("points", "comment")) == [(7, "Sterk")]
    assert not Entry.objects.filter(verb="scores_saved").exists()


def test_what_cannot_be_saved_yet_is_said_in_a_sentence():
    mine, (criterion,) = with_scales(10)
    client, address = client_of(mine.adviser), f"/beheer/beoordelingen/{mine.pk}/ontwerp/"
    answer = client.post(address, {f"comment_{criterion.pk}": "Sterk"})
    assert (answer.status_code, answer.content.decode()) == (422, "Geef ook punten bij uw toelichting voor C0.")
    select_application(application=mine.application, decided_on=TODAY, grounds="x", by=user(Role.LEAD), at=LATER)
    answer = client.post(address, {f"points_{criterion.pk}": "7"})
    assert answer.status_code == 409
    assert "De beoordeling is afgesloten" in answer.content.decode()


def test_another_adviser_cannot_save():
    mine, _criteria = with_scales(10)
    other = client_of(user(Role.ADVISER))
    assert other.post(f"/beheer/beoordelingen/{mine.pk}/ontwerp/", {}).status_code == 404
    assert other.get(f"/beheer/beoordelingen/{mine.pk}/belang/").status_code == 404


def test_who_has_no_last_day_reads_of_none():
    due, free = (make.assignment(due_on=day) for day in (TODAY, None))

    assert "Advies ten laatste op" in text(client_of(due.adviser).get(due.get_absolute_url()))
    assert "Advies ten laatste op" not in text(client_of(free.adviser).get(free.get_absolute_url()))
