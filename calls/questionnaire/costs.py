"""A table of costs, kept as text: `[["Ontwikkeling","12000.00"],["Onderhoud","2500.00"]]`.

A row is a post and an amount in euro. What is no amount (yet) stays as it was typed. Rows without anything drop out
when the table is kept; while it is typed they keep their place, so that a fault names the row that is on the screen.
"""

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from pio_portal.text import one_line

MOST = 12  # rows, when the question does not say


class Row(NamedTuple):
    """One cost: what for, and how much."""

    post: str
    amount: str

    @property
    def is_empty(self) -> bool:
        return not (self.post or self.amount)


def rows_of(text: Any) -> list[Row]:
    """The rows of a kept table, also of an incomplete one. Text that is no table becomes the post of a single row."""
    try:
        data = json.loads(str(text or ""), strict=False)
        rows = [Row(_cell(post), _cell(amount)) for post, amount in data]
    except (ValueError, TypeError, RecursionError):
        rows = [Row(one_line(text), "")]
    while rows and rows[-1].is_empty:
        rows.pop()
    return rows


def as_text(rows: Iterable[Row]) -> str:
    """The rows as they are kept: equal tables give equal text; empty when there are no rows."""
    listed = [list(row) for row in rows]
    return json.dumps(listed, ensure_ascii=False, separators=(",", ":")) if listed else ""


def filled(rows: Iterable[Row]) -> list[Row]:
    """The rows in which something was typed."""
    return [row for row in rows if not row.is_empty]


def cut(rows: Iterable[Row], most: int) -> list[Row]:
    """The rows, cut off after `most` characters."""
    kept, left = [], most
    for row in rows:
        post = row.post[:left].strip()
        left -= len(post)
        amount = row.amount[:left].strip()
        left -= len(amount)
        kept.append(Row(post, amount))
    return filled(kept)


def length(rows: Iterable[Row]) -> int:
    """How many characters were typed in them."""
    return sum(len(post) + len(amount) for post, amount in rows)


def amount_of(row: Row) -> Decimal | None:
    """The amount of a stored row; None for what is no amount."""
    try:
        number = Decimal(row.amount)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def total(rows: Iterable[Row]) -> Decimal:
    """The sum of the amounts that are amounts."""
    return sum((amount for row in rows if (amount := amount_of(row)) is not None), Decimal(0))


def _cell(value: Any) -> str:
    return one_line(value) if isinstance(value, str) else one_line(json.dumps(value)) if value is not None else ""
