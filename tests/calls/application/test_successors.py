"""Copies, applications taken along to a later round, and drafts thrown away."""

import pytest

from calls.application.content import answers_of
from calls.application.submission import submit_application
from calls.application.successors import carry_application, copy_application
from calls.application.writing import attach_file, discard_application, move_to_round
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Application, Invitation
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import partners as make_together
from tests.factories.ground import member, organisation, user
from tests.files import png

AT, DAY = make.AT, make.DAY
LATER = AT + 25 * DAY  # the round of the factories is over
pytestmark = pytest.mark.django_db
ENDED = [Status.NOT_SELECTED, Status.INELIGIBLE, Status.WITHDRAWN]


def copy(source, by=None, **fields):
    target = fields.pop("round", None) or source.call.rounds.get(number=2)
    return copy_application(application=source, round=target, by=by or source.created_by, at=AT, **fields).application


# Copying


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.SELECTED, Status.NOT_SELECTED, Status.VOID])
def test_copy_of_any_application_has_its_answers(status):
    source = assessment.application(status, **({"complete": True} if status == Status.DRAFT else {}))
    made = copy(source)
    assert (made.status, made.origin, made.carried, made.title) == (Status.DRAFT, source, False, source.title)
    assert made.ref != source.ref
    assert answers_of(made) == answers_of(source)


def test_copy_takes_the_form_of_the_chosen_call_and_names_what_it_does_not_ask():
    source = make.application(complete=True)
    other = make.call()
    form = other.form
    asked = {**form.definition, "sections": [s for s in form.definition["sections"] if s["key"] != "impact"]}
    form.pk, form.number, form.definition = None, 99, asked
    form._state.adding = True
    form.save()
    type(other).objects.filter(pk=other.pk).update(form=form)
    made = copy_application(
        application=source, round=other.rounds.get(number=2), by=source.created_by, at=AT, attachments=False
    )
    assert made.application.form == form
    assert set(answers_of(made.application)) == set(make.COMPLETE) - {"impact"}
    assert {lost.question.key for lost in made.lost} == set(make.COMPLETE["impact"])


@pytest.mark.parametrize("attachments", [True, False])
def test_copy_takes_attachments_along_when_asked_to(attachments):
    source = make.application()
    document = attach_file(application=source, upload=png(), by=source.created_by, at=AT)
    made = copy(source, attachments=attachments)
    copies = list(Document.objects.of(made))
    assert [(d.sha256, d.title, d.read()) for d in copies] == (
        [(document.sha256, document.title, document.read())] if attachments else []
    )
    assert document.pk not in {d.pk for d in copies}


def test_copy_leaves_receipts_and_partners_behind():
    source = make.submitted(partners=[organisation()])
    made = copy(source, attachments=True)
    assert (list(Document.objects.of(made)), list(made.partners.all())) == ([], [])


def test_copy_by_double_click_is_one_draft():
    source = make.application(complete=True)
    assert copy(source) == copy(source)


@pytest.mark.parametrize("who", ["viewer", "partner", "staff", "stranger"])
def test_copy_is_for_editors_of_the_applicant(who):
    partner = organisation()
    source = make.application(partners=[partner])
    by = {
        "viewer": lambda: member(source.organisation, Level.VIEWER),
        "partner": lambda: member(partner),
        "staff": lambda: user(Role.STAFF),
        "stranger": member,
    }[who]()
    with pytest.raises(NotPermitted):
        copy(source, by=by)


def test_copy_to_a_round_that_closed_is_refused():
    source = make.application()
    with pytest.raises(Refused, match="De indiendatum sloot op"):
        copy(source, round=source.call.rounds.get(number=1))


# Taking along


@pytest.mark.parametrize("status", ENDED)
def test_carry_begins_a_new_application_in_the_next_round(status):
    source = assessment.application(status)
    made = carry_application(application=source, by=member(source.organisation, Level.EDITOR), at=LATER).application
    assert (made.status, made.origin, made.carried, made.round.number) == (Status.DRAFT, source, True, 3)
    assert answers_of(made) == answers_of(source)
    assert Application.objects.get(pk=source.pk).status == status


def test_carry_counts_as_a_new_application_once_submitted():
    source = assessment.application(Status.NOT_SELECTED)
    made = carry_application(application=source, by=source.submitted_by, at=LATER).application
    submit_application(application=made, by=source.submitted_by, at=AT + 45 * DAY)
    assert Application.objects.submitted().filter(submitted_at__gte=AT).count() == 2


def test_carry_again_gives_the_same_draft_unless_it_was_thrown_away():
    source = assessment.application(Status.NOT_SELECTED)
    by = source.submitted_by
    first, again = (carry_application(application=source, by=by, at=LATER).application for _ in range(2))
    discard_application(application=first, by=by, at=LATER)
    third = carry_application(application=source, by=by, at=LATER + DAY).application
    assert (first, first == third) == (again, False)


@pytest.mark.parametrize("status", sorted(set(Status) - set(ENDED)))
def test_carry_of_anything_else_is_refused(status):
    source = assessment.application(status)
    with pytest.raises(Refused, match="Alleen een aanvraag die niet werd geselecteerd"):
        carry_application(application=source, by=source.created_by, at=LATER)


def test_carry_without_a_next_round_is_refused():
    source = assessment.application(Status.NOT_SELECTED)
    with pytest.raises(Refused, match="De volgende indiendatum is nog niet bekend"):
        carry_application(application=source, by=source.submitted_by, at=AT + 400 * DAY)


def test_carried_draft_cannot_move_to_a_round_that_has_another_of_the_same_origin():
    source = assessment.application(Status.NOT_SELECTED)
    by = source.submitted_by
    first = carry_application(application=source, by=by, at=LATER).application
    later_call = make.call(at=AT + 90 * DAY)
    target = later_call.rounds.get(number=2)
    move_to_round(application=first, round=target, by=by, at=LATER)
    second = carry_application(application=source, by=by, at=LATER + DAY).application
    with pytest.raises(Refused, match="staat er al een aanvraag klaar"):
        move_to_round(application=second, round=target, by=by, at=LATER + DAY)


# Throwing away


def test_discard_leaves_the_lists_and_never_counts():
    draft = make.application()
    gone = discard_application(application=draft, by=draft.created_by, at=AT + DAY)
    assert (gone.status, gone.voided_at) == (Status.VOID, AT + DAY)
    rows = Application.objects.all()
    assert [rows.kept().count(), rows.submitted().count()] == [0, 0]


def test_declared_void_by_pio_stays_in_their_list():
    made = assessment.application(Status.VOID)
    assert list(Application.objects.submitted()) == [made]


def test_discard_cancels_invitations():
    invitation = make_together.invitation()
    draft = invitation.application
    discard_application(application=draft, by=draft.created_by, at=AT)
    assert Invitation.objects.get().status == InvitationStatus.CANCELLED
    assert SentMail.objects.filter(kind="invitation_cancelled").count() == 1


def test_discard_by_an_editor_is_not_permitted():
    draft = make.application()
    with pytest.raises(NotPermitted):
        discard_application(application=draft, by=member(draft.organisation, Level.EDITOR), at=AT)


def test_discard_of_a_submitted_application_is_refused():
    done = make.submitted()
    with pytest.raises(Refused, match="Dit kan niet meer"):
        discard_application(application=done, by=done.submitted_by, at=AT)
