"""What the worker does with the outbox. Beat calls `sweep_outbox` every few seconds; the rest is told at commit."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from celery import shared_task
from django.db import connection
from django.utils import timezone
from post_office.mail import get_queued, send_queued

from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.outbox import TASKS
from pio_portal.correspondence.periodic import PERIODIC

log = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
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


@shared_task(name="pio_portal.correspondence.tasks.run_task")
def run_task(pk: int) -> None:
    """Run one task of the outbox, unless it was done or another worker has it. A failure is tried again later."""
    with advisory_lock(TASK_LOCK, pk) as held:
        row = OutboxTask.objects.filter(pk=pk, done_at=None, failed_at=None).first() if held else None
        if row is None:
            return
        try:
            TASKS[row.task](**row.arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the row keeps it and the sweeper tries again
            _put_back(row, error)
        else:
            OutboxTask.objects.filter(pk=pk).update(done_at=timezone.now(), attempts=row.attempts + 1, error="")


def _put_back(row: OutboxTask, error: Exception) -> None:
    log.error("task %s failed, attempt %s", row.task, row.attempts + 1)
    row.attempts += 1
    row.error = f"{type(error).__name__}: {error}"[:2000]
    row.not_before = timezone.now() + timedelta(seconds=10 * 2**row.attempts)
    if row.attempts >= MAX_ATTEMPTS:
        row.failed_at = timezone.now()
    row.save()


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
