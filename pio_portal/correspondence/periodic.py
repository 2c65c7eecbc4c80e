"""What must happen by itself as time passes: reminders, announcements, what became late.

The worker asks every function once a minute, each under a lock of its own, with the moment of asking. A function looks
in the database for what is due and not done yet, so that a minute that was missed, or asked twice, changes nothing.
What is due are rows, and each is handled apart: one that fails is logged, and holds up none of those after it.
"""

import logging
import reprlib
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, transaction

log = logging.getLogger(__name__)

Row = TypeVar("Row")

DATABASE_AWAY = (InterfaceError, OperationalError)
PERIODIC: dict[str, Callable[[datetime], None]] = {}


def periodic(name: str) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Register a function that is asked every minute. It must be cheap when nothing is due, and harmless when repeated."""

    def register(function: Callable[[datetime], None]) -> Callable[[datetime], None]:
        PERIODIC[name] = function
        return function

    return register


def each_apart(rows: Iterable[Row], change: Callable[[Row], Any]) -> None:
    """Do the change to each row in a transaction of its own. One that fails is logged and stays due.

    Raises what a database that is away raises: the rows after it would all fail.
    """
    for row in rows:
        _tried(row, change)


def parts_apart(rows: Sequence[Row], change: Callable[[Sequence[Row]], Any], *, at_once: int) -> None:
    """The same for a change that is quicker with many rows: of a part that fails, each row is tried by itself."""
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        if not _tried(part, change) and len(part) > 1:
            each_apart(([row] for row in part), change)


def _tried(what: Row, change: Callable[[Row], Any]) -> bool:
    try:
        with transaction.atomic():
            change(what)
    except DATABASE_AWAY:
        raise
    except Exception:
        log.exception("periodic %s failed for %s", change.__qualname__, reprlib.repr(what))
        return False
    return True
