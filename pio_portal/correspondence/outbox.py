"""The outbox: mails and tasks are rows of the transaction that causes them, and leave after it.

They survive a dead Redis and a killed worker: whatever did not leave at once is picked up by the sweeper
(`pio_portal.correspondence.tasks`). A task may run twice when a worker is killed in the middle; each is idempotent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from typing import Any, Protocol, runtime_checkable

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from post_office import mail
from redis.exceptions import RedisError

from pio_portal import breaker
from pio_portal.celery import app as celery
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.correspondence.wording import wording_of

TASKS: dict[str, Callable[..., None]] = {}
ENDINGS: dict[str, Callable[..., None]] = {}
OPENINGS = {"{{": "openvariable", "{%": "openblock", "{#": "opencomment"}
TEMPLATE_OPENING = re.compile(r"\{[{%#]")

_muted: ContextVar[bool] = ContextVar("outbox_muted", default=False)
_delayed: ContextVar[bool] = ContextVar("outbox_delayed", default=False)


def task(
    name: str, *, ending: Callable[..., None] | None = None
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register a function as an outbox task. Its arguments are JSON values; running it twice must be harmless.

    `ending` is for a task that people wait for: called with the same arguments when it is given up, so that they are
    told. Such a task is tried again only when the database was away or its worker was killed.
    """

    def register(function: Callable[..., None]) -> Callable[..., None]:
        TASKS[name] = function
        if ending is not None:
            ENDINGS[name] = ending
        return function

    return register


@runtime_checkable
class HasPage(Protocol):
    """A row with a page of its own."""

    def get_absolute_url(self) -> str:
        """The address of its page."""
        ...


def link(target: HasPage | str) -> str:
    """The absolute address of a page, for a mail."""
    path = target if isinstance(target, str) else target.get_absolute_url()
    return settings.PORTAL_URL + path


def post_mail(
    kind: str, *, to, about: models.Model | None, context: Mapping[str, object], attachments: Iterable = ()
) -> None:
    """Queue one standard mail to each recipient (users or addresses), as part of this transaction.

    `context` fills the places of the wording; `recipient_name` is added. `attachments` are documents of the portal.
    """
    if _muted.get():
        return
    files = {
        document.filename: {"file": ContentFile(document.read()), "mimetype": document.content_type}
        for document in attachments
    }
    for recipient in _each(to):
        address = _address_of(recipient)
        name = address if isinstance(recipient, str) else recipient.name or address
        wording = wording_of(kind, {"recipient_name": name, **context})
        email = mail.send(
            recipients=[address],
            subject=_literally(wording.subject),
            message=_literally(wording.text),
            html_message=_literally(wording.html),
            priority="medium",
            attachments=files,
        )
        SentMail.objects.create(email=email, kind=kind, about=about)
    transaction.on_commit(partial(_kick, "send_mails"))


def post_task(name: str, *, key: str, not_before: datetime | None = None, **arguments) -> None:
    """Queue a task, as part of this transaction. A second one with the same key is the same task, and does nothing.

    Raises KeyError for a task that no app registered.
    """
    TASKS[name]
    if _muted.get():
        return
    row, created = OutboxTask.objects.get_or_create(
        key=key, defaults={"task": name, "arguments": arguments, "not_before": not_before or timezone.now()}
    )
    if created and not_before is None:
        transaction.on_commit(partial(_kick, "run_task", row.pk))


def claim(key: str) -> bool:
    """Take a task for done, in this transaction; False when it was done before.

    For a task whose effect is a row of this database: what it writes and that it was done are kept together, or
    neither, so that it works once however often it runs.
    """
    return OutboxTask.objects.filter(key=key, done_at=None).update(done_at=timezone.now()) == 1


@contextmanager
def muted() -> Iterator[None]:
    """Nothing is queued inside: for history that is told again (the demo programme)."""
    token = _muted.set(True)
    try:
        yield
    finally:
        _muted.reset(token)


def is_muted() -> bool:
    """Whether nothing is queued now: then what a mail would say need not be worked out."""
    return _muted.get()


def _literally(text: str) -> str:
    """What people wrote, so that it leaves as they wrote it: django-post-office reads its texts as templates."""
    return TEMPLATE_OPENING.sub(lambda found: f"{{% templatetag {OPENINGS[found[0]]} %}}", text)


def _each(to) -> list:
    many = [to] if isinstance(to, str) or hasattr(to, "email") else list(to)  # `request.user` claims to be iterable
    return list({_address_of(one): one for one in many}.values())


def _address_of(recipient: Any) -> str:
    """The address of somebody with `email` and `name`, or the address itself."""
    return (recipient if isinstance(recipient, str) else recipient.email).strip().lower()


def is_delayed() -> bool:
    """Whether something of this request waits for the sweeper, because the worker could not be told."""
    return _delayed.get()


def begin_in_time() -> None:
    """Forget what was delayed before: a thread answers one request after the other."""
    _delayed.set(False)


def _kick(name: str, *arguments) -> None:
    """Tell the worker that something waits. When Redis is away the row simply waits for the sweeper."""
    if not breaker.is_open():
        try:
            celery.send_task(f"pio_portal.correspondence.tasks.{name}", args=arguments, retry=False)
        except (OperationalError, RedisError, OSError) as error:
            breaker.trip(error)
        else:
            return
    _delayed.set(True)
