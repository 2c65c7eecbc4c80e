"""History that is told again, such as the demo programme: through the verbs, without what they do twice for users.

A verb first asks the database what it would refuse, so that a user reads a sentence and not an error. In history that
is told again nobody reads it, and the database refuses all the same. Lines of timelines are written many at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models

TOGETHER = 500

_waiting: ContextVar[list[models.Model] | None] = ContextVar("retelling", default=None)


@contextmanager
def retelling() -> Iterator[None]:
    """What happens inside is history."""
    rows: list[models.Model] = []
    token = _waiting.set(rows)
    try:
        yield
        _write(rows)
    finally:
        _waiting.reset(token)


def is_history() -> bool:
    """Whether what happens now is history that is told again."""
    return _waiting.get() is not None


def write_later(row: models.Model) -> None:
    """Write a row that no verb reads back, together with others, in their order."""
    rows = _waiting.get()
    if rows is None:
        raise RuntimeError("Only history can be written later.")
    rows.append(row)
    if len(rows) >= TOGETHER:
        _write(rows)


def _write(rows: list[models.Model]) -> None:
    for model in dict.fromkeys(type(row) for row in rows):
        model._default_manager.bulk_create([row for row in rows if type(row) is model])  # type: ignore[attr-defined]
    rows.clear()
