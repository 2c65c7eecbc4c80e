"""What the worker does with the outbox. Beat calls `sweep_outbox` every few seconds; the rest is told at commit."""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from celery import shared_task
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from post_office.mail import get_queued, send_queued
from post_office.models import STATUS, Email

from pio_portal.correspondence import outbox
from pio_portal.correspondence.bounce_box import unread_in
from pio_portal.correspondence.models import OutboxTask, WaitingMail
from pio_portal.correspondence.outbox import ENDINGS, TASKS
from pio_portal.correspondence.periodic import DATABASE_AWAY, PERIODIC, each_apart, periodic
from pio_portal.correspondence.wording import fill, kind_named
from pio_portal.correspondence.workflow.delivery import file_mail

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
MOST_KILLS = 3  # of its worker, by a task that people wait for
KILLED = "The worker was killed while it did this."
FOR_GOOD = re.compile(r"\(5\d\d,")  # in what smtplib tells of a refusal
MAIL_LOCK = (7201, 0)
TASK_LOCK = 7202
PERIODIC_LOCK = 7203
SWEEP_AT_ONCE = 200


@contextmanager
def advisory_lock(group: int, number: int) -> Iterator[bool]:
    """A lock in the database that ends with this connection, so that a killed worker holds nothing up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [group, number % 2**31])
        (held,) = cursor.fetchone()
    try:
        yield held
    finally:
        if held:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [group, number % 2**31])


@shared_task(name="pio_portal.correspondence.tasks.send_mails")
def send_mails() -> None:
    """Hand the queued mails to the mail server. One sender at a time, so that nothing leaves twice."""
    with advisory_lock(*MAIL_LOCK) as held:
        while held and get_queued().exists():
            send_queued(processes=1, log_level=1)
            _give_up_what_is_refused()


def _give_up_what_is_refused() -> None:
    """A mail server that says no for good (5xx) is not asked again: the mail fails now, and PIO sees it at once."""
    for email in Email.objects.filter(status=STATUS.requeued).order_by("pk"):
        last = email.logs.order_by("-date", "-pk").first()
        if last is not None and last.exception_type.startswith("SMTP") and FOR_GOOD.search(last.message):
            Email.objects.filter(pk=email.pk, status=STATUS.requeued).update(status=STATUS.failed)


@outbox.task(outbox.TOGETHER)
def send_together(*, kind: str, to: int) -> None:
    """Send what waits of a kind for one person: one mail by itself, several as the mail that says many."""
    with transaction.atomic():
        waiting = list(WaitingMail.objects.select_for_update(of=("self",)).filter(kind=kind, to=to).order_by("pk"))
        if not waiting:
            return  # another one took it along
        WaitingMail.objects.filter(pk__in=[mail.pk for mail in waiting]).delete()
        first, known = waiting[0], kind_named(kind)
        reply_to = first.reply_to or None
        if len(waiting) == 1:
            outbox.post_mail(kind, to=first.to, about=first.about, context=first.context, reply_to=reply_to)
            return
        lines = "\n".join(f"- {fill(str(known.line), mail.context)}" for mail in waiting)
        context = {"number": len(waiting), "list": lines}
        outbox.post_mail(known.together, to=first.to, about=None, context=context, reply_to=reply_to)


@shared_task(name="pio_portal.correspondence.tasks.run_task")
def run_task(pk: int) -> None:
    """Run one task of the outbox, unless it was done or another worker has it. A failure is tried again later."""
    with advisory_lock(TASK_LOCK, pk) as held:
        row = _begin(pk) if held else None
        if row is None:
            return
        try:
            TASKS[row.task](**row.arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the row keeps it and the sweeper tries again
            _put_back(row, error)
        else:
            OutboxTask.objects.filter(pk=pk).update(done_at=timezone.now(), error="")


def _begin(pk: int) -> OutboxTask | None:
    """Count the attempt before it is made: a task that kills its worker each time comes to an end as well."""
    row = OutboxTask.objects.filter(pk=pk, done_at=None, failed_at=None).first()
    if row is None:
        return None
    if row.attempts >= (MOST_KILLS if row.task in ENDINGS else MAX_ATTEMPTS):
        _give_up(row, row.error or KILLED)
        return None
    row.attempts += 1
    row.save(update_fields=["attempts"])
    return row


def _put_back(row: OutboxTask, error: Exception) -> None:
    """Keep what went wrong, for the next attempt or for good. The traceback is logged once, however often it fails."""
    log.error("task %s failed, attempt %s", row.task, row.attempts, exc_info=error if not row.error else None)
    row.error = f"{type(error).__name__}: {error}".replace("\x00", "")[:2000]
    is_final = row.task in ENDINGS and not isinstance(error, DATABASE_AWAY)
    if is_final or row.attempts >= MAX_ATTEMPTS:
        _give_up(row, row.error)
        return
    row.not_before = timezone.now() + timedelta(seconds=10 * 2**row.attempts)
    row.save(update_fields=["error", "not_before"])


def _give_up(row: OutboxTask, error: str) -> None:
    """Try it no more, and tell who waits for it. The administrator finds it on Vandaag."""
    row.error, row.failed_at = error, timezone.now()
    row.save(update_fields=["error", "failed_at"])
    if row.task in ENDINGS:
        ENDINGS[row.task](**row.arguments)


@periodic("correspondence.bounces")
def read_what_came_back(now: datetime) -> None:
    """Read the mailbox of the sender address, where one is set. One that does not answer is asked again next minute.

    A mail that cannot be filed is logged, and stays in the box as read.
    """
    if settings.BOUNCE_URL:
        each_apart(unread_in(settings.BOUNCE_URL), lambda raw: file_mail(raw=raw, at=now))


@shared_task(name="pio_portal.correspondence.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Pick up what fell through: a dead Redis at commit, a killed worker, a task that is due only now."""
    send_mails()
    due = OutboxTask.objects.filter(done_at=None, failed_at=None, not_before__lte=timezone.now())
    for pk in due.order_by("not_before").values_list("pk", flat=True)[:SWEEP_AT_ONCE]:
        run_task(pk)


@shared_task(name="pio_portal.correspondence.tasks.run_periodic")
def run_periodic() -> None:
    """Ask everything that happens by itself. One that fails is logged and asked again next minute."""
    now = timezone.now()
    for number, (name, function) in enumerate(sorted(PERIODIC.items())):
        with advisory_lock(PERIODIC_LOCK, number) as held:
            if not held:
                continue
            try:
                function(now)
            except Exception:
                log.exception("periodic %s failed", name)
