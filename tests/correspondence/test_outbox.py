"""Mails and tasks leave after the commit, once, and survive a dead broker and a killed worker."""

import contextlib
import datetime as dt
import threading
from unittest import mock

import pytest
from django.db import connections, transaction
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from kombu.exceptions import OperationalError
from post_office.models import STATUS, Email

from pio_portal.correspondence import outbox, tasks, wording
from pio_portal.correspondence.models import OutboxTask, SentMail
from tests.factories.ground import user

pytestmark = pytest.mark.django_db

DONE: list[str] = []


@pytest.fixture(autouse=True)
def example(monkeypatch):
    """A kind of mail and a task that only these tests know."""
    monkeypatch.setattr(wording, "KINDS", dict(wording.KINDS))
    monkeypatch.setattr(outbox, "TASKS", dict(outbox.TASKS))
    monkeypatch.setattr(tasks, "TASKS", outbox.TASKS)
    wording.register_mail(
        "example",
        title="Voorbeeld",
        subject="Dossier {{ ref }}",
        body="Het gaat over {{ ref }}.",
        variables={"ref": "Referentie"},
        sample={"ref": "A-2026-0001"},
    )
    DONE.clear()

    @outbox.task("example.remember")
    def remember(what):
        DONE.append(what)


def test_mail_is_part_of_the_transaction():
    with transaction.atomic():
        outbox.post_mail("example", to="a@voorbeeld.test", about=None, context={"ref": "A-1"})
        transaction.set_rollback(True)

    assert Email.objects.count() == 0


def test_mail_is_filled_in_and_linked_to_its_dossier():
    dossier = user(name="Dossier")

    outbox.post_mail("example", to=[user(name="An", email="an@voorbeeld.test")], about=dossier, context={"ref": "A-1"})

    email = Email.objects.get()
    assert (email.to, email.subject) == (["an@voorbeeld.test"], "Dossier A-1")
    assert email.message == "Beste An,\n\nHet gaat over A-1.\n\nMet vriendelijke groeten,\nHet PIO-team"
    assert SentMail.objects.get().about == dossier


def test_mail_goes_once_to_an_address_however_often_it_is_named():
    outbox.post_mail("example", to=["an@voorbeeld.test", "An@voorbeeld.test "], about=None, context={"ref": "A-1"})

    assert Email.objects.count() == 1


def test_mail_to_who_asks_is_sent_although_a_request_knows_its_user_only_when_it_is_asked():
    asker = user()
    outbox.post_mail("example", to=SimpleLazyObject(lambda: asker), about=None, context={"ref": "A-1"})

    assert Email.objects.get().to == [asker.email]


def test_html_mail_escapes_what_people_typed():
    outbox.post_mail("example", to="a@voorbeeld.test", about=None, context={"ref": "<script>x</script>"})

    assert "<script>" not in Email.objects.get().html_message


def test_subject_cannot_carry_a_header():
    outbox.post_mail("example", to="a@voorbeeld.test", about=None, context={"ref": "x\r\nBcc: b@voorbeeld.test"})

    assert Email.objects.get().subject == "Dossier x Bcc: b@voorbeeld.test"


def test_dead_broker_does_not_stop_the_change(django_capture_on_commit_callbacks):
    with mock.patch.object(outbox.celery, "send_task", side_effect=OperationalError("no redis")) as send:
        with django_capture_on_commit_callbacks(execute=True):
            outbox.post_task("example.remember", key="k1", what="one")
        with django_capture_on_commit_callbacks(execute=True):
            outbox.post_task("example.remember", key="k2", what="two")

    assert send.call_count == 1  # the second one does not wait for a broker that was just found dead
    assert OutboxTask.objects.filter(done_at=None).count() == 2


def test_sweeper_picks_up_what_did_not_leave():
    outbox.post_task("example.remember", key="k1", what="one")
    outbox.post_mail("example", to="a@voorbeeld.test", about=None, context={"ref": "A-1"})

    with mock.patch.object(tasks, "send_queued", side_effect=lambda **_: Email.objects.update(status=STATUS.sent)):
        tasks.sweep_outbox()

    assert DONE == ["one"]
    assert OutboxTask.objects.get().done_at is not None
    assert Email.objects.get().status == STATUS.sent


def test_same_key_is_the_same_task():
    outbox.post_task("example.remember", key="k1", what="one")
    outbox.post_task("example.remember", key="k1", what="two")
    tasks.sweep_outbox()
    tasks.sweep_outbox()

    assert DONE == ["one"]


def test_task_for_later_waits():
    outbox.post_task("example.remember", key="k1", what="one", not_before=timezone.now() + dt.timedelta(hours=1))

    tasks.sweep_outbox()

    assert DONE == []


def test_failing_task_keeps_its_error_and_is_tried_later():
    def fail(what):
        raise ValueError(what)

    outbox.task("example.remember")(fail)
    outbox.post_task("example.remember", key="k1", what="kapot")

    tasks.sweep_outbox()

    row = OutboxTask.objects.get()
    assert (row.attempts, row.error, row.done_at) == (1, "ValueError: kapot", None)
    assert row.not_before > timezone.now()


def test_task_is_given_up_after_eight_attempts():
    def fail(what):
        raise ValueError(what)

    outbox.task("example.remember")(fail)
    outbox.post_task("example.remember", key="k1", what="kapot")

    for _ in range(10):
        OutboxTask.objects.update(not_before=timezone.now())
        tasks.sweep_outbox()

    row = OutboxTask.objects.get()
    assert (row.attempts, row.failed_at is not None) == (8, True)


def test_the_traceback_of_a_task_is_logged_once_however_often_it_fails(caplog):
    def fail(what):
        raise ValueError(what)

    outbox.task("example.remember")(fail)
    outbox.post_task("example.remember", key="k1", what="kapot")
    for _ in range(3):
        OutboxTask.objects.update(not_before=timezone.now())
        tasks.sweep_outbox()

    told = [record for record in caplog.records if "example.remember failed" in record.getMessage()]
    assert [bool(record.exc_info) for record in told] == [True, False, False]


def test_a_task_that_kills_its_worker_is_given_up_too():
    def kill(what):
        raise SystemExit

    outbox.task("example.remember")(kill)
    outbox.post_task("example.remember", key="k1", what="kapot")
    for _ in range(8):
        with pytest.raises(SystemExit):
            tasks.sweep_outbox()
    tasks.sweep_outbox()

    row = OutboxTask.objects.get()
    assert (row.attempts, row.error) == (8, tasks.KILLED)
    assert row.failed_at is not None


def test_unknown_task_is_refused_where_it_is_posted():
    with pytest.raises(KeyError):
        outbox.post_task("nobody.knows", key="k1")


def test_muted_outbox_queues_nothing():
    with outbox.muted():
        outbox.post_task("example.remember", key="k1", what="one")
        outbox.post_mail("example", to="a@voorbeeld.test", about=None, context={"ref": "A-1"})

    assert (OutboxTask.objects.count(), Email.objects.count()) == (0, 0)


def run_at_once(workers: int, row: OutboxTask) -> None:
    def work():
        try:
            tasks.run_task(row.pk)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def slow_task_with(workers: int) -> OutboxTask:
    together = threading.Barrier(workers)

    def remember(what):
        DONE.append(what)
        with contextlib.suppress(threading.BrokenBarrierError):
            together.wait(timeout=0.5)

    outbox.task("example.remember")(remember)
    return OutboxTask.objects.create(
        task="example.remember", arguments={"what": "one"}, key="k1", not_before=timezone.now()
    )


@pytest.mark.django_db(transaction=True)
def test_two_workers_run_a_task_once():
    run_at_once(4, slow_task_with(4))

    assert DONE == ["one"]


@pytest.mark.django_db(transaction=True)
def test_two_workers_need_the_lock():
    """Negative control: without the advisory lock every worker runs it."""
    row = slow_task_with(4)
    all_have_read = threading.Barrier(4)

    class Unlocked:
        def __init__(self, *_):
            all_have_read.wait(timeout=5)

        def __enter__(self):
            return True

        def __exit__(self, *_):
            return None

    with mock.patch.object(tasks, "advisory_lock", Unlocked):
        run_at_once(4, row)

    assert DONE == ["one"] * 4
