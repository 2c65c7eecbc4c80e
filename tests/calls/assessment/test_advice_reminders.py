"""Reminders to advisers: two days before, the day after, then every three days, three times at most."""

import datetime as dt

import pytest

from calls.assessment.advice_reminders import remind_advisers
from calls.enums import ApplicationStatus as Status
from calls.models import Assignment, Reminder
from calls.selection.decision import select_application
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import user

pytestmark = pytest.mark.django_db
DUE = dt.date(2026, 4, 10)
KINDS = ["advice_due", "advice_late"]


def on(day, hour=9, minute=0):
    """A moment in Brussels, in April."""
    return dt.datetime(2026, 4, day, hour, minute, tzinfo=dt.timezone(dt.timedelta(hours=2)))


def sent():
    return list(SentMail.objects.filter(kind__in=KINDS).order_by("pk").values_list("kind", flat=True))


def walk(days):
    """Every hour of these days; gives on which of them a mail left."""
    told = []
    for day in days:
        before = len(sent())
        for hour in range(24):
            remind_advisers(on(day, hour))
        told += [(day, kind) for kind in sent()[before:]]
    return told


def test_the_whole_series():
    make.declared(due_on=DUE)
    assert walk(range(1, 30)) == [
        (8, "advice_due"),
        (11, "advice_late"),
        (14, "advice_late"),
        (17, "advice_late"),
    ]
    assert Reminder.objects.count() == 4


def test_the_mail_names_the_day_and_leads_to_the_question():
    asked = make.assignment(due_on=DUE)
    remind_advisers(on(11))
    mail = SentMail.objects.get(kind="advice_late").email
    assert mail.to == [asked.adviser.email]
    assert "10 april 2026" in mail.message
    assert f"/beheer/beoordelingen/{asked.pk}/" in mail.message


def test_it_leaves_at_eight_in_brussels():
    make.declared(due_on=DUE)
    remind_advisers(on(8, 7, 59))
    assert sent() == []
    remind_advisers(on(8, 8))
    assert sent() == ["advice_due"]


def test_asked_twice_in_one_minute_it_leaves_once():
    make.declared(due_on=DUE)
    remind_advisers(on(11))
    remind_advisers(on(11))
    assert sent() == ["advice_late"]


def test_after_a_standstill_one_leaves_and_not_all_that_were_missed():
    make.declared(due_on=DUE)
    remind_advisers(on(15))
    assert sent() == ["advice_late"]
    assert Reminder.objects.get().hours == -96


def test_who_was_asked_after_the_moment_is_not_reminded_of_it():
    asked = make.declared(due_on=DUE)
    Assignment.objects.filter(pk=asked.pk).update(assigned_at=on(9))
    remind_advisers(on(9, 12))
    assert sent() == []
    remind_advisers(on(11))
    assert sent() == ["advice_late"]


def decided(asked):
    select_application(
        application=asked.application, decided_on=make.TODAY, grounds="x", by=user(Role.LEAD), at=make.LATER
    )


def works_there_now(asked):
    Membership.objects.create(
        organisation=asked.application.organisation,
        user=asked.adviser,
        level=Level.VIEWER,
        status=MembershipStatus.ACTIVE,
        requested_at=make.AT,
        decided_at=make.AT,
        decided_by=asked.adviser,
    )


def left(asked):
    asked.adviser.is_active = False
    asked.adviser.save()


@pytest.mark.parametrize("over", [decided, works_there_now, left])
def test_nobody_is_reminded_of_what_is_not_asked_any_more(over):
    over(make.assignment(due_on=DUE))
    remind_advisers(on(11))
    assert sent() == []


@pytest.mark.parametrize("stage", [make.withdrawn, make.conflicted, make.advised])
def test_nobody_is_reminded_after_an_answer(stage):
    application = make.application(Status.ELIGIBLE)
    stage(application)
    Assignment.objects.update(due_on=DUE)
    remind_advisers(on(11))
    assert sent() == []


def test_without_a_day_there_is_no_reminder():
    make.assignment()
    remind_advisers(on(11))
    assert sent() == []


def test_nothing_due_costs_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        remind_advisers(on(11))
