"""The outbox: mails and tasks are rows of the transaction that causes them, and leave after it.

They survive a dead Redis and a killed worker: whatever did not leave at once is picked up by the sweeper
(`pio_portal.correspondence.tasks`). A task may run twice when a worker is killed in the middle; each is idempotent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, wraps
from typing import Any, ParamSpec, Protocol, runtime_checkable

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from post_office import mail
from redis.exceptions import RedisError

from pio_portal import breaker
from pio_portal.accounts.models import User
from pio_portal.celery import app as celery
from pio_portal.correspondence.models import OutboxTask, SentMail, WaitingMail
from pio_portal.correspondence.wording import kind_named, optional_line, wording_of

P = ParamSpec("P")
TASKS: dict[str, Callable[..., None]] = {}
ENDINGS: dict[str, Callable[..., None]] = {}
OPENINGS = {"{{": "openvariable", "{%": "openblock", "{#": "opencomment"}
TEMPLATE_OPENING = re.compile(r"\{[{%#]")
# So that out-of-office replies stay away: a mail of the portal is written by nobody (RFC 3834; the second for Exchange).
BY_ITSELF = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
TOGETHER = "correspondence.send_together"
TOGETHER_AFTER = timedelta(minutes=1)

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


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a mail and is kept nowhere else; what is kept goes along as a document."""

    filename: str
    content_type: str
    content: bytes

    def read(self) -> bytes:
        return self.content


def link(target: HasPage | str) -> str:
    """The absolute address of a page, for a mail."""
    path = target if isinstance(target, str) else target.get_absolute_url()
    return settings.PORTAL_URL + path


def post_mail(
    kind: str,
    *,
    to,
    about: models.Model | None,
    context: Mapping[str, object],
    copies: Iterable = (),
    attachments: Iterable = (),
    reply_to: Any = None,
) -> None:
    """Queue one standard mail to each recipient (users or addresses), as part of this transaction.

    `context` fills the places of the wording; `recipient_name` is added. `copies` go to who need not act on it: they may
    have switched copies off, as anybody may reminders. `attachments` are documents of the portal or enclosures. An
    answer goes to `reply_to`; without one to the contact address of PIO, where that is set.
    """
    if _muted.get():
        return
    files = {file.filename: {"file": ContentFile(file.read()), "mimetype": file.content_type} for file in attachments}
    answers_to = reply_to or settings.CONTACT_EMAIL
    headers = BY_ITSELF | ({"Reply-To": _address_of(answers_to)} if answers_to else {})
    meant = _each(to)
    for recipient in _each([*meant, *copies]):
        is_copy = recipient not in meant
        if _declines(recipient, kind, is_copy=is_copy):
            continue
        name = "" if isinstance(recipient, str) else recipient.name
        wording = wording_of(kind, {"recipient_name": name or _("mevrouw of heer"), **context})
        wording = wording.with_line(optional_line(kind, is_copy=is_copy, address=link(reverse("account_mails"))))
        email = mail.send(
            recipients=[_address_of(recipient)],
            subject=_literally(wording.subject),
            message=_literally(wording.text),
            html_message=_literally(wording.html),
            priority="medium",
            headers=headers,
            attachments=files,
        )
        SentMail.objects.create(email=email, kind=kind, about=about)
    transaction.on_commit(partial(_kick, "send_mails"))


def _declines(recipient: Any, kind: str, *, is_copy: bool) -> bool:
    """Whether somebody with an account switched this off. Who has none gets only what they asked for."""
    if kind_named(kind).reminder and not getattr(recipient, "gets_reminders", True):
        return True
    return is_copy and not getattr(recipient, "gets_copies", True)


def post_together(
    kind: str, *, to: User, about: models.Model, context: Mapping[str, object], reply_to: Any = None
) -> None:
    """Queue a mail of which many may come at once: those that one person gets within a minute leave as one.

    The kind names what says many `together`.
    """
    if _muted.get():
        return
    row = WaitingMail.objects.create(
        kind=kind,
        to=to,
        about=about,
        context={name: str(value) for name, value in context.items()},
        reply_to=_address_of(reply_to) if reply_to else "",
    )
    later = timezone.now() + TOGETHER_AFTER
    post_task(TOGETHER, key=f"together:{row.pk}", not_before=later, kind=kind, to=row.to_id)


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
    """Whether nothing is queued now."""
    return _muted.get()


def unless_muted(tell: Callable[P, None]) -> Callable[P, None]:
    """Decorate what does nothing but queue a mail or a task: while nothing is queued, it need not be worked out."""

    @wraps(tell)
    def told(*args: P.args, **kwargs: P.kwargs) -> None:
        if not _muted.get():
            tell(*args, **kwargs)

    return told


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
