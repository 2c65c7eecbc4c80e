"""What no update may make of calls, applications and what belongs to them, whoever writes it: the database refuses it."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F

from calls.application.completion import request_info, stop_waiting
from calls.application.submission import submit_application
from calls.application.writing import attach_file, discard_application, withdraw_application
from calls.assessment.handling import void_application
from calls.call.workflow import amend_call
from calls.enums import ApplicationStatus as Status
from calls.enums import CompletionStatus, DecisionStatus, InvitationStatus, Part
from calls.models import Application, CompletionRequest, Decision, Invitation, Round
from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from tests.factories import assessment as make
from tests.factories import calls, partners
from tests.factories.ground import member, organisation, user
from tests.files import png

pytestmark = pytest.mark.django_db
AT, DAY = make.AT, make.DAY
DECIDED = Status.decided()


def refusal_of(rows, **values) -> str:
    """The constraint that refuses this update, as soon as the transaction would end; "" when it is accepted."""
    try:
        with transaction.atomic():
            assert rows.update(**values)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


def one(status: Status):
    return Application.objects.filter(pk=make.application(status).pk)


# The nonsense that a submitted application once could become by raw SQL


def test_info_requested_without_a_request_is_refused():
    assert refusal_of(one(Status.SUBMITTED), status=Status.INFO_REQUESTED) == "application_waits_for_what_was_asked"


def test_info_requested_whose_request_was_closed_is_refused():
    application = make.application(Status.INFO_REQUESTED)
    closed = {"status": CompletionStatus.STOPPED, "ended_at": AT, "ended_by": user(Role.STAFF)}
    assert refusal_of(application.completion_requests, **closed) == "application_waits_for_what_was_asked"


def test_submitted_while_a_request_is_open_is_refused():
    assert refusal_of(one(Status.INFO_REQUESTED), status=Status.SUBMITTED) == "application_waits_for_what_was_asked"


def test_request_without_reason_is_refused():
    application = make.application(Status.INFO_REQUESTED)
    assert refusal_of(application.completion_requests, reason="") == "completion_says_what"


def test_request_without_day_is_refused():
    requests = make.application(Status.INFO_REQUESTED).completion_requests
    with pytest.raises(IntegrityError, match=r'"due_on".*violates not-null'), transaction.atomic():
        requests.update(due_on=None)


def test_what_was_asked_never_changes():
    requests = make.application(Status.INFO_REQUESTED).completion_requests
    assert refusal_of(requests, reason="Iets anders") == "completion_asked_stays"
    assert refusal_of(requests, due_on=F("due_on") + DAY) == "completion_asked_stays"


def test_two_open_requests_are_refused():
    application = make.application(Status.INFO_REQUESTED)
    asked = {"reason": "x", "due_on": dt.date(2026, 4, 1), "asked_at": AT, "asked_by": user(Role.STAFF)}
    with pytest.raises(IntegrityError, match="completion_open_once_per_application"), transaction.atomic():
        CompletionRequest.objects.create(application=application, **asked)


def test_void_without_its_moment_is_refused():
    found = refusal_of(one(Status.SUBMITTED), status=Status.VOID, void_reason="Dubbel")
    assert found == "application_void_says_when_and_by_whom"


def test_void_after_submission_without_its_reason_is_refused():
    assert refusal_of(one(Status.VOID), void_reason="") == "application_void_says_why_once_submitted"


def test_eligible_without_its_moment_is_refused():
    assert (
        refusal_of(one(Status.SUBMITTED), status=Status.ELIGIBLE) == "application_assessed_says_since_when_and_by_whom"
    )


def test_withdrawn_without_its_moment_is_refused():
    assert refusal_of(one(Status.SUBMITTED), status=Status.WITHDRAWN) == "application_withdrawn_says_when_and_by_whom"


def test_a_round_of_another_call_is_refused():
    other = calls.call().rounds.get(number=2)
    assert refusal_of(one(Status.SUBMITTED), round=other) == "application_round_is_of_its_call"
    assert refusal_of(one(Status.SUBMITTED), call=other.call) == "application_round_is_of_its_call"


def test_a_round_does_not_go_to_another_call():
    application = make.application(Status.SUBMITTED)
    rows = Round.objects.filter(pk=application.round_id)
    assert refusal_of(rows, call=calls.call(), number=9) in {
        "application_round_is_of_its_call",
        "rounds_of_a_call_do_not_overlap",
    }


@pytest.mark.parametrize("missing", ["round", "form", "submitted_at", "submitted_by"])
def test_submitted_without_round_form_moment_or_submitter_is_refused(missing):
    found = refusal_of(one(Status.SUBMITTED), **{missing: None})
    assert found == "application_handed_in_says_for_what_when_and_by_whom"


def test_submitted_before_its_round_opens_is_refused():
    rows = one(Status.SUBMITTED)
    opens = rows.get().round.opens_at
    assert refusal_of(rows, submitted_at=opens) == ""
    found = refusal_of(rows, submitted_at=opens - dt.timedelta(microseconds=1))
    assert found == "application_submitted_after_its_round_opened"


def test_a_round_does_not_open_after_what_was_submitted_for_it():
    application = make.application(Status.SUBMITTED)
    rows = Round.objects.filter(pk=application.round_id)
    assert refusal_of(rows, opens_at=AT) == ""
    assert refusal_of(rows, opens_at=AT + dt.timedelta(microseconds=1)) == "round_opens_before_what_was_submitted"


def test_amending_a_call_names_the_round_that_cannot_open_later():
    application = make.application(Status.SUBMITTED)
    periods = calls.periods()
    periods[1] = replace(periods[1], opens_at=AT + DAY)
    fields = {"criteria": (), "by": user(Role.LEAD), "at": AT + dt.timedelta(hours=1)}
    with pytest.raises(Refused, match="werd er al ingediend voor indiendatum 2") as refused:
        amend_call(call=application.call, rounds=periods, **fields)
    assert refused.value.field == "opens_2"


@pytest.mark.parametrize("status", DECIDED)
def test_decided_before_submission_is_refused(status):
    rows = one(status)
    day_before = rows.get().submitted_at.date() - DAY
    assert refusal_of(rows, decided_on=day_before) == "application_decided_after_submission"


def test_the_day_of_submission_is_that_in_brussels():
    rows = one(Status.SELECTED)
    late = dt.datetime(2026, 3, 11, 23, 30, tzinfo=dt.UTC)  # already 12 March in Brussels, the day of the decision
    assert refusal_of(rows, submitted_at=late) == ""
    assert refusal_of(rows, submitted_at=late + DAY) == "application_decided_after_submission"


@pytest.mark.parametrize("status", DECIDED)
def test_decided_without_a_decision_is_refused(status):
    now = {"eligible_at": AT, "eligible_by": user(Role.STAFF)} if status != Status.INELIGIBLE else {}
    found = refusal_of(one(Status.SUBMITTED), status=status, decided_on=make.TODAY, **now)
    assert found == "application_is_decided_as_published"


def test_another_outcome_or_day_than_that_of_the_decision_is_refused():
    rows = one(Status.SELECTED)
    assert refusal_of(rows, status=Status.NOT_SELECTED) == "application_is_decided_as_published"
    assert refusal_of(rows, decided_on=make.TODAY + DAY) == "application_is_decided_as_published"
    assert refusal_of(rows, status=Status.ELIGIBLE, decided_on=None) == "application_is_decided_as_published"


def test_refused_without_feedback_is_refused():
    decisions = make.application(Status.NOT_SELECTED).decisions
    assert refusal_of(decisions, feedback="") == "decision_refusal_has_feedback"


@pytest.mark.parametrize("change", [{"grounds": "Anders"}, {"feedback": "Anders"}, {"status": DecisionStatus.DRAFT}])
def test_a_published_decision_never_changes(change):
    decisions = make.application(Status.NOT_SELECTED).decisions
    if "status" in change:
        change |= {"decided_on": None, "published_at": None, "published_by": None}
    assert refusal_of(decisions, **change) == "decision_ended_stays"


def test_a_published_decision_is_never_deleted():
    decision = make.application(Status.SELECTED).decision
    with pytest.raises(IntegrityError, match="decision_ended_stays"), transaction.atomic():
        decision.delete()


def test_a_published_decision_on_what_is_not_decided_is_refused():
    drafts = Decision.objects.filter(pk=make.drafted().pk)
    lead = user(Role.LEAD)
    found = refusal_of(
        drafts, status=DecisionStatus.PUBLISHED, decided_on=make.TODAY, published_at=AT, published_by=lead
    )
    assert found == "application_is_decided_as_published"


def test_two_current_decisions_are_refused():
    drafted = make.drafted()
    fields = {"outcome": Status.SELECTED, "prepared_at": AT, "prepared_by": user(Role.STAFF)}
    with pytest.raises(IntegrityError, match="decision_current_once_per_application"), transaction.atomic():
        Decision.objects.create(application=drafted.application, **fields)


def test_an_applicant_as_its_own_partner_is_refused():
    partner = organisation()
    application = make.application(Status.SUBMITTED, partners=[partner])
    with pytest.raises(IntegrityError, match="applicant_is_not_its_own_partner"), transaction.atomic():
        application.partners.add(application.organisation)
    rows = Application.objects.filter(pk=application.pk)
    assert refusal_of(rows, organisation=partner) == "applicant_is_not_its_own_partner"


# What happened to a request


def test_a_completion_that_is_submitted_answers_its_request():
    application = make.application(Status.INFO_REQUESTED)
    submit_application(application=application, by=application.submitted_by, at=AT + DAY)
    request = CompletionRequest.objects.get()
    assert (request.status, request.revision.number) == (CompletionStatus.ANSWERED, 2)
    assert (request.ended_at, request.ended_by) == (AT + DAY, application.submitted_by)


def test_a_request_that_is_not_waited_for_says_who_stopped_it():
    staff = user(Role.STAFF)
    stop_waiting(application=make.application(Status.INFO_REQUESTED), by=staff, at=AT + DAY)
    request = CompletionRequest.objects.get()
    assert (request.status, request.ended_at, request.ended_by) == (CompletionStatus.STOPPED, AT + DAY, staff)


def test_a_request_lapses_with_its_application():
    withdrawn, void = (make.application(Status.INFO_REQUESTED) for _n in range(2))
    withdraw_application(application=withdrawn, by=withdrawn.submitted_by, at=AT + DAY, reason="Geen budget")
    void_application(application=void, reason="Dubbel", by=user(Role.STAFF), at=AT + DAY)
    assert (
        list(CompletionRequest.objects.values_list("status", "ended_at")) == [(CompletionStatus.LAPSED, AT + DAY)] * 2
    )


def test_a_second_round_of_completion_keeps_the_first():
    application = make.application(Status.INFO_REQUESTED)
    submit_application(application=application, by=application.submitted_by, at=AT + DAY)
    asked = {"reason": "Nog iets.", "due_on": dt.date(2026, 4, 1), "by": user(Role.STAFF)}
    request_info(application=application, at=AT + 2 * DAY, **asked)
    assert list(CompletionRequest.objects.values_list("status", "reason")) == [
        (CompletionStatus.ANSWERED, "De raming ontbreekt."),
        (CompletionStatus.OPEN, "Nog iets."),
    ]


# One rule, asked of one application and of many


@pytest.mark.parametrize("sections", [[], ["partners"], ["contact"], ["contact", "partners"]])
@pytest.mark.parametrize("part", [*Part, "contact"])
def test_what_a_completion_opens_is_the_same_for_one_and_for_many(sections, part):
    application = calls.in_state(calls.submitted(), Status.INFO_REQUESTED, sections=sections)
    listed = Application.objects.taking(part).filter(pk=application.pk).exists()
    assert listed is application.takes(part) is (not sections or part in sections)


@pytest.mark.parametrize("status", Status)
def test_which_states_take_a_part_is_the_same_for_one_and_for_many(status):
    application = Application.objects.get(pk=make.application(status).pk)
    listed = Application.objects.taking(Part.PARTNERS).filter(pk=application.pk).exists()
    assert listed is application.takes_partners is (status in Status.with_applicants())


def test_an_invitation_is_listed_for_its_manager_when_everything_may_be_completed():
    invited = partners.invitation(of=calls.application(complete=True))
    manager = member(invited.organisation)
    calls.in_state(invited.application, Status.INFO_REQUESTED)
    assert list(Invitation.objects.to_answer(manager)) == [invited]
    assert invited.status == InvitationStatus.INVITED


def test_rows_come_along_with_their_application_in_one_query(django_assert_num_queries):
    waiting, decided, drafted = (
        make.application(Status.INFO_REQUESTED),
        make.application(Status.SELECTED),
        make.drafted().application,
    )
    with django_assert_num_queries(1):
        rows = {row.pk: row for row in Application.objects.with_completion().with_decision().with_draft()}
        assert rows[waiting.pk].completion.reason == "De raming ontbreekt."
        assert rows[decided.pk].decision.grounds == "Sterk dossier."
        assert rows[drafted.pk].decision_draft.grounds == "Om deze reden."
        assert (rows[waiting.pk].decision, rows[decided.pk].completion, rows[decided.pk].decision_draft) == (None,) * 3


# A draft is its applicants' own


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_staff_opens_an_attachment_only_once_it_was_handed_in(client, role):
    draft = calls.application(complete=True)
    document = attach_file(application=draft, upload=png(), by=draft.created_by, at=AT)
    client.force_login(user(role))
    assert client.get(f"/documenten/{document.pk}/").status_code == 404
    submit_application(application=draft, by=draft.created_by, at=AT)
    answer = client.get(f"/documenten/{document.pk}/")
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, document.read())


@pytest.mark.parametrize("permission", ["calls.view_application", "calls.view_whole_application"])
def test_what_was_thrown_away_as_a_draft_stays_its_applicants_own(permission):
    thrown_away = calls.application()
    discard_application(application=thrown_away, by=thrown_away.created_by, at=AT)
    assert not user(Role.STAFF).has_perm(permission, thrown_away)
    assert user(Role.STAFF).has_perm(permission, make.application(Status.VOID))
