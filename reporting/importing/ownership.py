"""What the portal owns: what people changed since it was imported stays, whatever a later file says.

The history of the rows tells it. The import marks what it writes itself; every other change was made in the portal.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

BY_IMPORT = "coalesce({}.pgh_context ->> 'source', '') = 'import'"
MARK = '{"source": "import"}'
KEPT = "in het portaal gewijzigd: blijft"

Kept = dict[int, list[str]]  # row of the file → what of it stays as the portal has it


@contextmanager
def marked() -> Iterator[None]:
    """What is written inside is known in its history as imported. A transaction that fails forgets the mark itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pghistory.context_metadata', %s, true)", [MARK])
        yield
        cursor.execute("SELECT set_config('pghistory.context_metadata', '', true)")


def history_of(model: type[models.Model]) -> str:
    """The table with the history of a model; empty where none is kept, as nobody changes those rows in the portal."""
    if not hasattr(model, "history"):
        return ""
    kept: Any = model._meta.get_field("history").related_model
    return kept._meta.db_table


def owned(history: str, columns: Sequence[str]) -> str:
    """SQL: the id of each row that people made or changed, and per column whether they filled or changed it."""
    ours = BY_IMPORT.format("e")
    changes = ", ".join(
        f"nullif(e.{name}::text, '') IS DISTINCT FROM nullif(lag(e.{name}) OVER w::text, '') AS {name}"
        for name in columns
    )
    ever = ", ".join(f"bool_or({name}) AS {name}" for name in columns)
    return f"""
        SELECT owner, {ever} FROM (
            SELECT e.pgh_obj_id AS owner, e.pgh_label AS label, {ours} AS ours, {changes} FROM {history} e
            WHERE e.pgh_obj_id IN (SELECT e.pgh_obj_id FROM {history} e WHERE NOT ({ours}))
            WINDOW w AS (PARTITION BY e.pgh_obj_id ORDER BY e.pgh_id)) changes
        WHERE NOT ours AND label <> 'delete' GROUP BY owner"""


def in_order(*found: Kept) -> Kept:
    """What several steps kept of the rows of one table, together."""
    rows = sorted({row for kept in found for row in kept})
    return {row: list(dict.fromkeys(name for kept in found for name in kept.get(row, ()))) for row in rows}
