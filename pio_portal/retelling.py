"""History that is told again, such as the demo programme: through the verbs, without what they do twice for users.

A verb first asks the database what it would refuse, so that a user reads a sentence and not an error. In history that
is told again nobody reads it, and the database refuses all the same. Lines of timelines are written many at once, and
a verb needs no savepoint: the whole is one transaction, which is kept or not.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, models, transaction

TOGETHER = 500

_waiting: ContextVar[list[models.Model] | None] = ContextVar("retelling", default=None)


@contextmanager
def retelling() -> Iterator[None]:
    """What happens inside is history, all or nothing."""
    rows: list[models.Model] = []
    token = _waiting.set(rows)
    try:
        with transaction.atomic(), _savepoints(are_made=False):
            yield
            _write(rows)
    finally:
        _waiting.reset(token)


@contextmanager
def attempt() -> Iterator[None]:
    """Inside history, what may be refused, to go on after that. What it wrote is then undone, nothing else."""
    rows = _waiting.get()
    if rows is None:
        raise RuntimeError("Only history attempts.")
    _write(rows)
    try:
        with _savepoints(are_made=True), transaction.atomic():
            yield
    except BaseException:
        rows.clear()
        raise


@contextmanager
def _savepoints(*, are_made: bool) -> Iterator[None]:
    features = connection.features
    before, features.uses_savepoints = features.uses_savepoints, are_made
    try:
        yield
    finally:
        features.uses_savepoints = before


def is_history() -> bool:
    """Whether what happens now is history that is told again."""
    return _waiting.get() is not None


def write_later(row: models.Model) -> None:
    """Write a row that no verb reads back, together with others, in their order."""
    rows = _waiting.get()
    if rows is None:
        raise RuntimeError("Only history is written later.")
    rows.append(row)
    if len(rows) >= TOGETHER:
        _write(rows)


def _write(rows: list[models.Model]) -> None:
    for model in dict.fromkeys(type(row) for row in rows):
        model._default_manager.bulk_create([row for row in rows if type(row) is model])  # type: ignore[attr-defined]
    rows.clear()
