"""Readable references: A-2026-0001. One counter per prefix and year, safe under concurrency."""

import re

from django.apps import apps
from django.db import connection

REFERENCE = re.compile(r"^(?P<prefix>[A-Z]+)-(?P<year>\d{4})-(?P<number>\d+)$")
TYPED = re.compile(
    r"^(?P<prefix>[a-z]{1,3})?[\s./_-]*(?P<year>(?:19|20)\d\d)[\s./_-]+(?P<number>\d{1,6})$", re.IGNORECASE | re.ASCII
)


def next_reference(prefix: str, year: int) -> str:
    """The next reference of the year. The counter's row is held until the transaction ends, so there are no gaps."""
    return _advance(prefix, year, "last + 1", 1)


def as_reference(text: str, *, prefix: str) -> str:
    """The reference that someone typed in any way (`a 2026 12`, `2026/0012`), or nothing when it is none."""
    typed = TYPED.match(text.strip())
    if typed is None or (typed["prefix"] or prefix).upper() != prefix:
        return ""
    return f"{prefix}-{typed['year']}-{int(typed['number']):04d}"


def typed_reference(text: str) -> str:
    """The reference with its prefix that the whole text is (`mc 2025 1`), or nothing."""
    typed = TYPED.match(text.strip())
    return as_reference(text, prefix=typed["prefix"].upper()) if typed and typed["prefix"] else ""


def reserve(reference: str) -> None:
    """Make sure that the counter never gives out this (imported) reference again."""
    if match := REFERENCE.match(reference):
        number = int(match["number"])
        _advance(match["prefix"], int(match["year"]), f"greatest(last, {number})", number)


def _advance(prefix: str, year: int, expression: str, first: int) -> str:
    table = apps.get_model("audit", "ReferenceCounter")._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} AS c (prefix, year, last) VALUES (%s, %s, %s) "  # noqa: S608 - no outside text
            f"ON CONFLICT (prefix, year) DO UPDATE SET last = {expression.replace('last', 'c.last')} RETURNING last",
            [prefix, year, first],
        )
        (last,) = cursor.fetchone()
    return f"{prefix}-{year}-{last:04d}"
