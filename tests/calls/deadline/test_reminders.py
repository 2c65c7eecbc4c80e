"""Drafts are warned 7 days, 2 days and 4 hours before the closing that holds for them: each once."""

import datetime as dt
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from calls.application.submission import submit_application
from calls.deadline import reminders
from calls.deadline.extension import extend_application, extend_round
from calls.deadline.reminders import remind_of_closing, set_reminders
from calls.models import Reminder
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import SentMail
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user

AT, DAY, TICK = make.AT, make.DAY, dt.timedelta(microseconds=1)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def closes(draft):
    return draft.round.closes_at


def subjects():
    return list(SentMail.objects.filter(kind="draft_reminder").order_by("pk").values_list("email__subject", flat=True))


@pytest.mark.parametrize("hours", [168, 48, 4])
def test_a_reminder_leaves_at_its_moment_and_not_before(draft, closes, hours):
    remind_of_closing(closes - hours * HOUR - TICK)
    before = Reminder.objects.filter(hours=hours).count()
    remind_of_closing(closes - hours * HOUR)
    assert (before, Reminder.objects.filter(hours=hours, due_at=closes).count()) == (0, 1)


def test_all_three_leave_once_however_often_it_is_asked(draft, closes):
    moment = closes - 8 * DAY
    while moment < closes + DAY:
        remind_of_closing(moment)
        remind_of_closing(moment)
        moment += HOUR
    assert subjects() == [
        f"Nog 7 dagen om aanvraag {draft.ref} in te dienen",
        f"Nog 2 dagen om aanvraag {draft.ref} in te dienen",
        f"Nog 4 uur om aanvraag {draft.ref} in te dienen",
    ]


def test_of_those_that_were_missed_only_the_latest_leaves(draft, closes):
    remind_of_closing(closes - 3 * HOUR)
    remind_of_closing(closes - 2 * HOUR)
    assert subjects() == [f"Nog 3 uur om aanvraag {draft.ref} in te dienen"]


def test_nothing_leaves_after_the_closing(draft, closes):
    remind_of_closing(closes)
    assert subjects() == []


def test_nothing_leaves_at_the_end_of_ones_own_extension(draft, closes):
    until = closes + DAY
    extend_application(application=draft, until=until, reason="Ziekte", by=user(Role.STAFF), at=closes - 9 * DAY)
    remind_of_closing(until)
    assert subjects() == []
    remind_of_closing(until - TICK)
    assert len(subjects()) == 1


def test_it_goes_to_editors_and_managers_and_to_partners(draft, manager, closes):
    editor, partner = member(draft.organisation, Level.EDITOR), member(level=Level.EDITOR)
    member(draft.organisation, Level.VIEWER)
    member(organisation())
    draft.partners.add(partner.organisations.get())
    remind_of_closing(closes - 2 * DAY)
    sent = SentMail.objects.filter(kind="draft_reminder")
    assert sorted(m.email.to[0] for m in sent) == sorted([manager.email, editor.email, partner.email])


def test_it_says_what_is_missing_until_when_and_where(draft, closes):
    remind_of_closing(closes - 2 * DAY)
    text = SentMail.objects.get().email.message
    assert "Er zijn nog 6 onderdelen van de 6 niet volledig." in text
    assert "Indienen kan tot 22 mrt 2026 om 10.00 uur (Brussel)." in text
    assert f"/mijn/aanvragen/{draft.ref}/" in text


def test_a_complete_draft_hears_that_it_can_be_submitted(manager):
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True)
    remind_of_closing(ready.round.closes_at - 2 * DAY)
    assert "Alle onderdelen zijn volledig." in SentMail.objects.get().email.message


def test_what_is_submitted_is_not_reminded(manager):
    done = make.submitted(by=manager, of=manager.organisations.get())
    remind_of_closing(done.round.closes_at - 2 * DAY)
    assert subjects() == []


def test_a_draft_that_was_begun_after_the_moment_missed_nothing(manager, draft, closes):
    late = make.application(of=manager.organisations.get(), by=manager, round=draft.round, at=closes - 47 * HOUR)
    remind_of_closing(closes - 46 * HOUR)
    assert subjects() == [f"Nog 2 dagen om aanvraag {draft.ref} in te dienen"]
    remind_of_closing(closes - 4 * HOUR)
    assert f"Nog 4 uur om aanvraag {late.ref} in te dienen" in subjects()


def test_a_draft_that_was_begun_at_the_very_moment_is_reminded(manager, closes):
    of = manager.organisations.get()
    begun = make.application(of=of, by=manager, within=make.call(), at=closes - 48 * HOUR)
    remind_of_closing(closes - 48 * HOUR)
    assert f"Nog 2 dagen om aanvraag {begun.ref} in te dienen" in subjects()


def test_an_extended_round_reminds_again_before_its_new_end(draft, closes):
    remind_of_closing(closes - 4 * HOUR)
    extend_round(round=draft.round, until=closes + 5 * DAY, reason="Storing", by=user(Role.LEAD), at=closes - 3 * HOUR)
    remind_of_closing(closes - 2 * HOUR)
    assert len(subjects()) == 1  # the mail on the extension says it all: 7 days before the new end is over
    remind_of_closing(closes + 3 * DAY)
    remind_of_closing(closes + 5 * DAY - 4 * HOUR)
    assert subjects()[1:] == [
        f"Nog 2 dagen om aanvraag {draft.ref} in te dienen",
        f"Nog 4 uur om aanvraag {draft.ref} in te dienen",
    ]


def test_ones_own_extension_has_its_own_moments(draft, manager, closes):
    other = make.application(of=manager.organisations.get(), by=manager, round=draft.round)
    extend_application(
        application=draft, until=closes + 10 * DAY, reason="Ziekte", by=user(Role.STAFF), at=closes - 5 * DAY
    )
    remind_of_closing(closes - 2 * DAY)
    assert subjects() == [f"Nog 2 dagen om aanvraag {other.ref} in te dienen"]
    remind_of_closing(closes + 8 * DAY)
    assert subjects()[1:] == [f"Nog 2 dagen om aanvraag {draft.ref} in te dienen"]


def test_a_call_in_preparation_reminds_nobody(draft, closes):
    type(draft.call).objects.filter(pk=draft.call_id).update(status="draft", published_at=None, published_by=None)
    remind_of_closing(closes - 2 * DAY)
    assert subjects() == []


def test_the_moments_are_chosen_per_round(draft, closes):
    lead = user(Role.LEAD)
    changed = set_reminders(round=draft.round, hours=[1, 24, 24], by=lead, at=AT)
    assert changed.reminder_hours == [24, 1]
    remind_of_closing(closes - 2 * DAY)
    assert subjects() == []
    remind_of_closing(closes - DAY)
    assert len(subjects()) == 1


def test_without_moments_nothing_leaves(draft, closes):
    set_reminders(round=draft.round, hours=[], by=user(Role.LEAD), at=AT)
    remind_of_closing(closes - HOUR)
    assert subjects() == []


@pytest.mark.parametrize("hours", [[0], [1441], [1, 2, 3, 4, 5, 6, 7]])
def test_moments_that_make_no_sense_are_refused(draft, hours):
    with pytest.raises(Refused):
        set_reminders(round=draft.round, hours=hours, by=user(Role.LEAD), at=AT)


@pytest.mark.parametrize("hours", [[1], [1440], [6, 5, 4, 3, 2, 1]])
def test_moments_up_to_the_bounds_are_kept(draft, hours):
    assert set_reminders(round=draft.round, hours=hours, by=user(Role.LEAD), at=AT).reminder_hours == hours


def test_only_the_lead_chooses_the_moments(draft):
    with pytest.raises(NotPermitted):
        set_reminders(round=draft.round, hours=[4], by=user(Role.STAFF), at=AT)


def test_nothing_due_is_one_query(draft, closes):
    remind_of_closing(closes - 2 * DAY)
    with CaptureQueriesContext(connection) as asked:
        remind_of_closing(closes - 2 * DAY + HOUR)
    assert len(asked) == 1


def test_many_leave_in_parts(manager, draft, closes):
    of = manager.organisations.get()
    for _ in range(4):
        make.application(of=of, by=manager, round=draft.round)
    with mock.patch("calls.deadline.reminders.AT_ONCE", 2):
        remind_of_closing(closes - 2 * DAY)
    assert len(set(subjects())) == 5


def twice_at_once(moment):
    def one(_):
        try:
            remind_of_closing(moment)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares its name
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(2) as pool:
        return sorted(pool.map(one, range(2)))


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_it_leaves_once():
    draft = make.application()
    assert twice_at_once(draft.round.closes_at - 2 * DAY) == ["done", "done"]
    assert len(subjects()) == 1


@pytest.mark.django_db(transaction=True)
def test_asked_twice_at_once_needs_the_lock(caplog):
    """Negative control: without the lock and the second look only the constraint is left, and the log tells of it."""
    draft = make.application()
    moment, both, seen = draft.round.closes_at - 2 * DAY, threading.Barrier(2), threading.local()
    ask = reminders.due_reminders

    def once_seen(at):
        rows = ask(at)
        if not getattr(seen, "rows", None):
            seen.rows = list(rows.select_related("round__call", "organisation", "form"))
            both.wait(timeout=10)
        return rows

    def unlocked(_drafts, at):
        return remind(seen.rows, at)

    remind = reminders._remind
    with (
        mock.patch("calls.deadline.reminders.due_reminders", once_seen),
        mock.patch("calls.deadline.reminders._remind", unlocked),
    ):
        assert twice_at_once(moment) == ["done", "done"]
    assert "reminded_once" in caplog.text
    assert len(subjects()) == 1


@pytest.mark.django_db(transaction=True)
def test_submitting_and_reminding_at_once_never_fails():
    manager = member()
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True)
    moment = ready.round.closes_at - 2 * DAY

    def submit():
        try:
            submit_application(application=ready, by=manager, at=moment)
        finally:
            connections.close_all()

    thread = threading.Thread(target=submit)
    thread.start()
    assert twice_at_once(moment) == ["done", "done"]
    thread.join()
    assert len(subjects()) <= 1
