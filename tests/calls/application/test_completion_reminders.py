"""Reminders of a completion: three days and one day before its last day, and the day after; each once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest import mock

import pytest
from django.db import connections

from calls.application.completion_reminders import remind, remind_of_completions
from calls.application.submission import submit_application
from calls.application.today import late_completions
from calls.assessment.handling import assign_handler
from calls.models import Application, Reminder
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import SentMail
from tests.factories import assessment as make
from tests.factories.assessment import DUE, ask_to_complete
from tests.factories.ground import user
from tests.races import AllReadFirst

pytestmark = pytest.mark.django_db
AT, DAY, HOUR = make.AT, make.DAY, dt.timedelta(hours=1)


def morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(7, 30), tzinfo=dt.UTC)  # after eight in Brussels, in winter and summer


def told(kind="application_completion_due"):
    return [sent.email.subject for sent in SentMail.objects.filter(kind=kind).order_by("pk")]


def test_reminders_leave_three_days_and_one_day_before_and_the_day_after(application):
    ask_to_complete(application)
    days = {}
    for n in range(20):
        day = AT.date() + n * DAY
        before = SentMail.objects.count()
        for _twice in range(2):
            remind_of_completions(morning(day))
        days[(DUE - day).days] = SentMail.objects.count() - before
    assert {left for left, mails in days.items() if mails} == {3, 1, -1}
    assert set(days.values()) == {0, 1}
    assert list(Reminder.objects.order_by("sent_at").values_list("hours", flat=True)) == [72, 24, -24]
    assert told() == [f"Herinnering: vul uw aanvraag {application.ref} aan, ten laatste op 16 maart 2026"] * 2
    assert told("application_completion_late") == [f"De aanvulling van uw aanvraag {application.ref} is te laat"]
    assert "nog 3 dagen" in SentMail.objects.filter(kind="application_completion_due").first().email.message


def test_no_reminder_at_night_nor_when_it_was_just_asked(application):
    ask_to_complete(application, due_on=AT.date() + 2 * DAY)
    remind_of_completions(AT + 2 * HOUR)
    assert told() == []
    remind_of_completions(dt.datetime.combine(AT.date() + DAY, dt.time(5), tzinfo=dt.UTC))
    assert told() == []
    remind_of_completions(morning(AT.date() + DAY))
    assert len(told()) == 1


def test_a_missed_day_is_made_up_with_the_most_pressing_reminder_only(application):
    ask_to_complete(application)
    remind_of_completions(morning(DUE))
    assert len(told()) == 1
    assert "vandaag is de laatste dag" in SentMail.objects.get(kind="application_completion_due").email.message
    remind_of_completions(morning(DUE + 30 * DAY))
    assert told("application_completion_late") == []


def test_no_reminder_after_it_was_submitted_and_new_ones_after_more_time(application, karel):
    ask_to_complete(application)
    remind_of_completions(morning(DUE - 3 * DAY))
    ask_to_complete(application, due_on=DUE + 10 * DAY, at=morning(DUE - 3 * DAY))
    remind_of_completions(morning(DUE - DAY))
    assert len(told()) == 1
    remind_of_completions(morning(DUE + 7 * DAY))
    assert len(told()) == 2
    submit_application(application=application, by=karel, at=morning(DUE + 8 * DAY))
    remind_of_completions(morning(DUE + 9 * DAY))
    assert len(told()) == 2


def test_looking_when_nothing_is_due_takes_one_query(application, django_assert_num_queries):
    ask_to_complete(application)
    with django_assert_num_queries(1):
        remind_of_completions(morning(AT.date() + DAY))
    with django_assert_num_queries(0):
        remind_of_completions(dt.datetime.combine(DUE, dt.time(3), tzinfo=dt.UTC))


def test_a_late_completion_is_a_signal_for_the_handler_or_everybody(application):
    an, other = user(Role.STAFF), user(Role.STAFF)
    ask_to_complete(application)
    assert list(late_completions(an, morning(DUE))) == []
    assert [item.due for item in late_completions(an, morning(DUE + DAY))] == [DUE]
    assign_handler(application=application, handler=an, by=an, at=AT)
    assert list(late_completions(other, morning(DUE + DAY))) == []


def race(reading=nullcontext):
    application = Application.objects.get()

    def once(_n):
        try:
            with reading():
                return remind(application=application, at=morning(DUE - DAY))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(once, range(4)))


@pytest.mark.django_db(transaction=True)
def test_reminders_asked_at_once_leave_once():
    ask_to_complete(make.application())
    assert race() == [False, False, False, True]
    assert len(told()) == 1


@pytest.mark.django_db(transaction=True)
def test_reminders_at_once_without_the_lock_are_held_by_the_database():
    """Negative control: all four see that none was sent; the constraint lets one through."""
    ask_to_complete(make.application())

    def unlocked(instance):
        return Application.objects.get(pk=instance.pk)

    with mock.patch("calls.application.completion_reminders.locked", unlocked):
        assert race(AllReadFirst(4)) == [False, False, False, True]
    assert (Reminder.objects.count(), len(told())) == (1, 1)
