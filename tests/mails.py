"""Mails as tests need them: those that wait for others of their kind, made to leave."""

from pio_portal.correspondence import outbox
from pio_portal.correspondence.models import OutboxTask
from pio_portal.correspondence.tasks import send_together


def leave_together() -> None:
    """What the worker does a minute after the first of several mails of a kind."""
    for task in OutboxTask.objects.filter(task=outbox.TOGETHER).order_by("pk"):
        send_together(**task.arguments)
