"""Questions about many applications, invitations and assignments: who they are of, and what waits for whom."""

import datetime as dt

import pytest

from calls.application.completion import stop_waiting
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus, DecisionStatus, InvitationStatus, Part
from calls.models import Application, Assignment, Call, CompletionRequest, Decision, Invitation, Questionnaire
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.factories import assessment, partners, questionnaires
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user
from tests.permissions import EVERYBODY, PIO, roles_seeing

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)


def test_a_call_in_preparation_is_for_those_inside_the_programme():
    assert roles_seeing(make.call(published=False)) == set(Role)
    assert roles_seeing(make.call()) == EVERYBODY


def test_a_form_is_for_pio():
    published, draft = make.call().form, questionnaires.draft()

    assert roles_seeing(published) == PIO
    assert published in Questionnaire.objects.published()
    assert draft not in Questionnaire.objects.published()


def test_rounds_that_are_to_close_stand_by_their_closing():
    call = make.call()
    second, third = call.rounds.get(number=2), call.rounds.get(number=3)
    make.call(published=False)

    assert list(type(second).objects.upcoming(make.AT)) == [second, third]


def test_a_call_with_two_rounds_to_come_is_current_once():
    call = make.call()
    assert list(Call.objects.current(make.AT)) == [call]


def test_an_application_is_of_those_who_apply_and_take_part_at_their_level():
    partner = organisation()
    made = make.application(partners=[partner])
    make.application()
    editors = [member(made.organisation, Level.EDITOR), member(partner, Level.EDITOR)]

    for editor in editors:
        assert list(Application.objects.of_member(editor, Level.EDITOR)) == [made]
        assert list(Application.objects.of_member(editor, Level.MANAGER)) == []
        assert list(Application.objects.of_applicant(editor)) == [made]
        assert list(Application.objects.of_applicant(editor, Level.MANAGER)) == []
    assert list(Application.objects.of_organisations([made.organisation_id])) == [made]
    assert list(Application.objects.of_organisations([partner.pk])) == [made]
    assert list(Application.objects.of_organisations([organisation().pk])) == []


def test_nobody_of_pio_sits_on_the_side_of_those_who_apply():
    made = make.application()
    colleague = member(made.organisation, roles=[Role.STAFF])

    assert list(Application.objects.of_member(colleague)) == [made]
    assert list(Application.objects.of_applicant(colleague)) == []


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"status": Status.VOID}, False),
        ({"status": Status.VOID, "void_reason": "Dubbel"}, True),
        ({"status": Status.VOID, "imported": True}, True),
        ({"status": Status.DRAFT}, True),
    ],
)
def test_only_a_draft_that_was_thrown_away_is_nobodys(fields, kept):
    made = make.application()
    demanded = {"voided_at": make.AT, "voided_by": user()} if fields["status"] == Status.VOID else {}
    Application.objects.filter(pk=made.pk).update(**demanded | fields)

    assert Application.objects.kept().exists() is kept
    assert Application.objects.submitted().exists() is (kept and fields["status"] != Status.DRAFT)


def test_an_application_is_for_its_handler_or_for_everybody():
    mine, nobodys, others = (make.application() for _ in range(3))
    me = user(Role.STAFF)
    Application.objects.filter(pk=mine.pk).update(handler=me)
    Application.objects.filter(pk=others.pk).update(handler=user(Role.STAFF))

    assert set(Application.objects.for_handler(me)) == {mine, nobodys}


@pytest.mark.parametrize("status", list(Status))
def test_an_application_is_open_being_decided_or_neither(status):
    assessment.application(status)

    assert Application.objects.being_decided().exists() is (
        status in (Status.ELIGIBLE, Status.INELIGIBLE, Status.SELECTED, Status.NOT_SELECTED)
    )
    assert Application.objects.open().exists() is (status in Status.open())


def test_what_is_written_for_a_round_stands_by_organisation_with_when_it_was_saved():
    within = make.call()
    late = make.application(within=within, of=organisation(name="Zele"), complete=True)
    early = make.application(within=within, of=organisation(name="Aalst"))
    make.submitted(within=within)
    make.application()

    rows = list(Application.objects.drafts_of(within.rounds.get(number=2)))

    assert rows == [early, late]
    assert [row.saved_at for row in rows] == [None, make.AT]


def test_an_application_is_ready_to_decide_once_every_advice_was_given():
    eligible = assessment.application(Status.ELIGIBLE)

    def ready():
        return list(Application.objects.ready_to_decide())

    assert ready() == []
    assessment.conflicted(eligible)
    assert ready() == []
    assessment.advised(eligible)
    assert ready() == [eligible]
    waiting = assessment.assignment(eligible)
    assert ready() == []
    Assignment.objects.filter(pk=waiting.pk).delete()
    make.in_state(eligible, Status.SELECTED)
    assert ready() == []


@pytest.mark.parametrize("status", list(AssignmentStatus))
def test_an_adviser_is_waited_for_until_the_advice_while_it_is_assessed(status):
    made = assessment.STAGES[status]()
    waits = status in AssignmentStatus.waiting()

    assert Assignment.objects.waiting().exists() is waits
    assert Assignment.objects.over().exists() is not waits
    gone = status in (AssignmentStatus.WITHDRAWN, AssignmentStatus.CONFLICTED)
    assert Assignment.objects.of_adviser(made.adviser).exists() is not gone

    make.in_state(made.application, Status.NOT_SELECTED)
    assert not Assignment.objects.waiting().exists()
    assert Assignment.objects.over().exists()


def test_an_advice_is_late_the_day_after_it_was_asked_for():
    made = assessment.assignment()
    Assignment.objects.filter(pk=made.pk).update(due_on=assessment.TODAY)

    assert list(Assignment.objects.late(assessment.TODAY)) == []
    assert list(Assignment.objects.late(assessment.TODAY + ONE_DAY)) == [made]


@pytest.mark.parametrize("status", list(InvitationStatus))
def test_an_invitation_waits_or_was_accepted_and_is_answered_by_a_manager(status):
    made = partners.invitation(status)
    manager, editor = member(made.organisation), member(made.organisation, Level.EDITOR)

    current = status in (InvitationStatus.INVITED, InvitationStatus.ACCEPTED)
    assert Invitation.objects.current().exists() is current
    assert Invitation.objects.to_answer(manager).exists() is (status == InvitationStatus.INVITED)
    assert not Invitation.objects.to_answer(editor).exists()
    assert not Invitation.objects.to_answer(member()).exists()


def test_an_invitation_is_not_answered_any_more_once_the_application_was_submitted():
    made = partners.invitation(of=make.application(complete=True))
    make.in_state(made.application, Status.SUBMITTED)

    assert not Invitation.objects.to_answer(member(made.organisation)).exists()


@pytest.mark.parametrize(("asked", "takes"), [([], True), ([Part.PARTNERS], True), (["middelen"], False)])
def test_an_application_takes_what_is_asked_while_it_is_asked(asked, takes):
    made = assessment.ask_to_complete(assessment.application(), sections=asked)

    assert Application.objects.taking(Part.PARTNERS).exists() is takes
    assert CompletionRequest.objects.asking_for(Part.PARTNERS).exists() is takes

    stop_waiting(application=made, by=user(Role.STAFF), at=make.AT + 2 * ONE_DAY)
    assert not Application.objects.taking(Part.PARTNERS).exists()
    assert not CompletionRequest.objects.open().exists()


def test_a_decision_is_a_draft_until_it_is_published():
    drafted = assessment.decision(DecisionStatus.DRAFT)
    published = assessment.decision(DecisionStatus.PUBLISHED)
    assessment.decision(DecisionStatus.DROPPED)

    assert list(Decision.objects.drafts()) == [drafted]
    assert list(Decision.objects.published()) == [published]


def test_the_best_match_stands_first_and_of_a_reference_the_newest():
    lamps = make.submitted(title="Slimme lantaarns")
    sensors = make.submitted(title="Sensoren")
    rows = Application.objects.matching("sensoren OR lantaarns")

    assert list(rows.best_first("lantaarns")) == [lamps, sensors]
    assert list(rows.best_first("sensoren")) == [sensors, lamps]
    assert list(rows.best_first("tractor")) == [sensors, lamps]
    assert list(Application.objects.best_first(lamps.ref)) == [sensors, lamps]
