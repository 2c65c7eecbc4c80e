"""The parts that are killed, and how each is known to be back."""

import json
import time
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass

import psutil
from django.core.management.base import CommandError
from post_office import mail
from post_office.models import STATUS, Email

from bench.drill.family import BEAT, WEB, WORKER, Family
from bench.portal import address
from pio_portal.celery import app as celery

Find = Callable[[Family], psutil.Process | None]
PING_SECONDS = 0.5


@dataclass(frozen=True)
class Fall:
    """A part: how it is found, and what tells that its work is done again."""

    name: str
    find: Find
    works: Callable[[], Callable[[], bool]]


def until(what: str, holds: Callable[[], object], patience: float) -> float:
    """Wait until it holds; give the seconds. Raises CommandError when it does not within `patience`."""
    started = time.monotonic()
    while not holds():
        if time.monotonic() - started > patience:
            raise CommandError(f"{what}: not after {patience:.0f} s.")
        time.sleep(0.05)
    return time.monotonic() - started


def replaced(fall: Fall, family: Family, dead: psutil.Process) -> bool:
    """Whether another process stands where that one was."""
    try:
        found = fall.find(family)
    except psutil.Error:  # it changes while we look
        return False
    return found is not None and found != dead


def ready() -> dict[str, str]:
    """What `/status/ready/` says; nothing while it does not answer."""
    try:
        with urllib.request.urlopen(address("status/ready/"), timeout=5) as answer:  # noqa: S310 - our own address
            return json.load(answer)
    except (OSError, ValueError):
        return {}


def web_answers() -> bool:
    """The web server serves."""
    return bool(ready())


def worker_answers() -> bool:
    """The worker is reached through Redis."""
    try:
        return bool(celery.control.ping(timeout=PING_SECONDS))
    except Exception:  # noqa: BLE001 - a client of a server that was killed may fail in any way
        return False


def all_is_well() -> bool:
    """Every part answers, as the web server and the worker see it."""
    return ready().get("status") == "ok" and worker_answers()


def mail_leaves_by_itself() -> Callable[[], bool]:
    """A mail of which nobody was told: only who comes round finds it."""
    waiting = mail.send(recipients=["proef@druk.pio.test"], subject="Proef", message="Proef", priority="medium")
    return lambda: Email.objects.filter(pk=waiting.pk, status=STATUS.sent).exists()


def _one_of(module: str, *words: str) -> Find:
    """The youngest of them: after a fall that is the new one."""
    return lambda family: (family.workers_of(module, *words) or [None])[-1]


FALLS = (
    Fall("a web process", _one_of(*WEB), lambda: web_answers),
    Fall("the web server", lambda family: family.program(*WEB), lambda: web_answers),
    Fall("a process of the worker", _one_of(*WORKER), lambda: worker_answers),
    Fall("the worker", lambda family: family.program(*WORKER), lambda: worker_answers),
    Fall("beat", lambda family: family.program(*BEAT), mail_leaves_by_itself),
    Fall("Redis", Family.redis, lambda: all_is_well),
    Fall("PostgreSQL", Family.postgres, lambda: all_is_well),
)
