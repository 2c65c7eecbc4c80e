"""Handler, eligibility, completion, nullity."""

import datetime as dt

import pytest

from calls.application.completion import request_info
from calls.application.recipients import applicants_of
from calls.assessment.handling import (
    assign_handler,
    declare_eligible,
    reconsider_eligibility,
    void_application,
)
from calls.enums import ApplicationStatus as Status
from calls.enums import CompletionStatus
from calls.models import Application, CompletionRequest
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import member, user
from tests.mails import leave_together
from tests.pages import markup

AT, TODAY = make.AT, make.AT.date()
pytestmark = pytest.mark.django_db


def test_eligible_keeps_who_and_when():
    application, staff = make.application(), user(Role.STAFF)

    declare_eligible(application=application, by=staff, at=AT)

    saved = Application.objects.get()
    assert (saved.status, saved.eligible_at, saved.eligible_by) == (Status.ELIGIBLE, AT, staff)


def test_request_info_gives_the_application_back_and_tells_the_applicants():
    application = make.application()

    request_info(
        application=application, reason=" De raming ontbreekt. ", due_on=TODAY + make.DAY, by=user(Role.STAFF), at=AT
    )

    assert Application.objects.get().status == Status.INFO_REQUESTED
    saved = CompletionRequest.objects.get()
    assert (saved.status, saved.reason, saved.due_on, saved.asked_at) == (
        CompletionStatus.OPEN,
        "De raming ontbreekt.",
        TODAY + make.DAY,
        AT,
    )
    mail = SentMail.objects.get(kind="application_info_requested").email
    assert mail.to == [application.submitted_by.email]
    assert "De raming ontbreekt." in mail.message
    assert "3 maart 2026" in mail.message
    assert f"/mijn/aanvragen/{application.ref}/" in mail.message


@pytest.mark.parametrize(("reason", "days", "field"), [(" ", 5, "reason"), ("x", 0, "due_on"), ("x", -1, "due_on")])
def test_request_info_without_a_question_or_time_is_refused(reason, days, field):
    with pytest.raises(Refused) as refused:
        request_info(
            application=make.application(), reason=reason, due_on=TODAY + days * make.DAY, by=user(Role.STAFF), at=AT
        )
    assert refused.value.field == field
    assert Application.objects.get().status == Status.SUBMITTED


def test_due_today_is_judged_by_the_day_in_brussels():
    late_evening = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)  # already 3 March in Brussels
    with pytest.raises(Refused, match="na vandaag"):
        request_info(
            application=make.application(), reason="x", due_on=dt.date(2026, 3, 3), by=user(Role.STAFF), at=late_evening
        )


def test_void_keeps_why_and_counts_no_more():
    application = make.application()
    void_application(application=application, reason="Dubbel", by=user(Role.STAFF), at=AT)
    saved = Application.objects.get()
    assert (saved.status, saved.void_reason, saved.voided_at) == (Status.VOID, "Dubbel", AT)


def test_void_without_a_reason_is_refused():
    with pytest.raises(Refused, match="waarom"):
        void_application(application=make.application(), reason="", by=user(Role.STAFF), at=AT)


def test_handler_is_told_once_and_kept_in_the_timeline():
    application, handler, staff = make.application(), user(Role.STAFF), user(Role.STAFF)
    for _twice in range(2):
        assign_handler(application=application, handler=handler, by=staff, at=AT)

    assert Application.objects.get().handler == handler
    leave_together()
    assert SentMail.objects.get(kind="application_handler_assigned").email.to == [handler.email]
    assert Entry.objects.filter(verb="application_handler_assigned").count() == 1


def test_handler_who_takes_it_himself_gets_no_mail():
    staff = user(Role.STAFF)
    assign_handler(application=make.application(), handler=staff, by=staff, at=AT)
    leave_together()
    assert not SentMail.objects.filter(kind="application_handler_assigned").exists()


def test_handler_outside_pio_or_with_a_conflict_is_refused():
    application, biased = make.application(Status.ELIGIBLE), user(Role.STAFF, Role.ADVISER)
    make.conflicted(application, biased)
    for handler, sentence in ((user(Role.ADVISER), "PIO-team"), (biased, "belangenconflict")):
        with pytest.raises(Refused, match=sentence):
            assign_handler(application=application, handler=handler, by=user(Role.LEAD), at=AT)


def test_handler_of_a_draft_is_refused():
    with pytest.raises(Refused, match="ingediende aanvraag"):
        assign_handler(application=make.application(Status.DRAFT), handler=user(Role.STAFF), by=user(Role.STAFF), at=AT)


@pytest.mark.parametrize("role", [None, Role.ADVISER, Role.MANAGEMENT, Role.ADMINISTRATOR])
def test_handler_chosen_by_others_than_pio_is_not_permitted(role):
    with pytest.raises(NotPermitted):
        assign_handler(
            application=make.application(), handler=user(Role.STAFF), by=user(role) if role else user(), at=AT
        )


def test_applicants_are_the_managers_and_who_submitted_while_they_work_there():
    application = make.application()
    manager = member(application.organisation, Level.MANAGER, name="Zoë")
    member(application.organisation, Level.EDITOR)
    gone = member(application.organisation, Level.MANAGER)
    Membership.objects.filter(user=gone).update(status=MembershipStatus.ENDED, ended_at=AT, ended_by=gone)
    Membership.objects.filter(user=application.submitted_by).update(level=Level.VIEWER)
    assert set(applicants_of(application)) == {manager, application.submitted_by}

    Membership.objects.filter(user=application.submitted_by).update(
        status=MembershipStatus.ENDED, ended_at=AT, ended_by=manager
    )
    assert applicants_of(application) == [manager]


# Undone while nothing followed


def reconsider(application, **fields):
    fields = {"reason": "De verkeerde aanvraag.", "by": user(Role.STAFF), "at": make.LATER} | fields
    return reconsider_eligibility(application=application, **fields)


def test_what_was_declared_eligible_is_taken_back_with_a_reason_that_stays_inside():
    application, staff = make.application(Status.ELIGIBLE), user(Role.STAFF)

    reconsider(application, by=staff)

    saved = Application.objects.get()
    assert (saved.status, saved.eligible_at, saved.eligible_by) == (Status.SUBMITTED, None, None)
    inside = " ".join(line.sentence for line in timeline(application))
    public = " ".join(line.sentence for line in timeline(application, public_only=True))
    assert "De verkeerde aanvraag." in inside
    assert "De verkeerde aanvraag." not in public
    assert "de voorwaarden worden opnieuw nagekeken" in public
    assert declare_eligible(application=saved, by=staff, at=make.LATER).status == Status.ELIGIBLE


def test_taking_eligibility_back_without_a_reason_is_refused():
    with pytest.raises(Refused, match="Schrijf waarom") as refused:
        reconsider(make.application(Status.ELIGIBLE), reason=" ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("follow", [make.assignment, make.withdrawn, make.conflicted, make.drafted])
def test_eligibility_is_not_taken_back_once_something_followed(follow):
    application = make.application(Status.ELIGIBLE)
    follow(application)
    with pytest.raises(Refused, match="al een beoordelaar gevraagd of een beslissing voorbereid"):
        reconsider(application)
    assert Application.objects.get().status == Status.ELIGIBLE


def test_the_dossier_offers_it_while_nothing_followed(desk):
    application = make.application(Status.ELIGIBLE)
    address = f"/beheer/aanvragen/{application.ref}/"
    assert "Ontvankelijkheid terugnemen" in markup(desk.get(address))
    desk.post(f"{address}ontvankelijkheid/terugnemen/", {"reason": "De verkeerde aanvraag."})
    assert Application.objects.get().status == Status.SUBMITTED

    followed = make.assignment().application
    assert "Ontvankelijkheid terugnemen" not in markup(desk.get(f"/beheer/aanvragen/{followed.ref}/"))
