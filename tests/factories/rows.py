"""What a factory made once is put back as rows: playing a project through its verbs takes many times as long.

The rows are those that the factory makes where nothing else happened, so that they do not depend on the test that asked
first: never beside a test that commits. Where something that a test made is in their way, the factory plays there, as it always did.
"""

import datetime as dt
import enum
import os
from decimal import Decimal
from functools import cache, wraps
from inspect import signature
from typing import Any, NamedTuple

import psycopg
import time_machine
from django.db import connection, connections, models, transaction
from django.utils import timezone
from psycopg import sql

from tests.plugins.database import GROUND, differs, is_of_tests

PLAIN = (str, int, Decimal, dt.date, enum.Enum, type(None))


class Rows(NamedTuple):
    """What a factory made: the statement that writes its rows, those of each table, and which row it gives."""

    statement: sql.Composable
    rows: list[str]
    model: type[models.Model]
    pk: Any


_kept: dict[tuple, Rows | None] = {}
_last_put: dict[tuple, str] = {}  # the test in which rows were put back last: there they stand in their own way
_plays = False  # a factory makes the rows to keep; the factories that it calls then play as well


def put_back(factory):
    """The factory, which puts back what it made before when it is asked for the same in plain words."""

    takes = signature(factory)
    rest = next((name for name, one in takes.parameters.items() if one.kind is one.VAR_KEYWORD), "")

    @wraps(factory)
    def made(*args, **options):
        options = takes.bind(*args, **options).arguments
        options |= options.pop(rest, {})
        asked = _plain(options)
        if _plays or asked is None or not connection.in_atomic_block or not is_of_tests(connection):
            return factory(**options)
        key = (factory, asked, timezone.now() if time_machine.escape_hatch.is_travelling() else timezone.localdate())
        first, _last_put[key] = _last_put.get(key) != _test(), _test()
        if first and key not in _kept and not GROUND.is_lent:
            try:
                _kept[key] = _play(factory, options)
            except Exception:  # noqa: BLE001 - whatever it is, the test will meet it itself
                return factory(**options)
        rows = _kept.get(key)
        if rows is None or not first or not _write(rows):
            return factory(**options)
        return rows.model._base_manager.get(pk=rows.pk)

    return made


def _test() -> str:
    """The test that runs, without its phase."""
    return os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]


def _plain(options: dict[str, Any]) -> tuple | None:
    """The options as a key. None where one of them is a thing of the test itself."""
    words = []
    for name, value in sorted(options.items()):
        word = _plain(value) if isinstance(value, dict) else value
        if not isinstance(value, (*PLAIN, dict)) or (isinstance(value, dict) and word is None):
            return None
        words.append((name, type(value), word))
    return tuple(words)


def _play(factory, options: dict[str, Any]) -> Rows | None:
    """The rows that the factory makes, beside the test's own transaction. None when it changes what always stands."""
    global _plays  # noqa: PLW0603
    of_the_test = connections["default"]
    connections["default"] = _beside(of_the_test)
    _plays = True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SET LOCAL lock_timeout = '1ms'"
            )  # only the test itself can be in the way, and it waits for us
            made = factory(**options)
            found = _read(cursor)
            statement = found and _statement(cursor, list(found))
            transaction.set_rollback(True)
    finally:
        _plays = False
        connections["default"] = of_the_test
    return found and Rows(statement, list(found.values()), type(made), made.pk)


@cache
def _beside(of_the_tests):
    """The connection on which factories play, which stays open: a new one knows no table and no plan yet."""
    return of_the_tests.copy()


def _read(cursor) -> dict[str, str] | None:
    """The rows of each table that was filled, as JSON."""
    standing, others = GROUND.written(cursor)
    if not others or any(differs(cursor, table) for table in standing):
        return None
    asked = (f"SELECT '{table}', json_agg(row)::text FROM \"{table}\" row" for table in others)  # noqa: S608 - our own
    cursor.execute(" UNION ALL ".join(asked))
    return {table: rows for table, rows in cursor.fetchall() if rows is not None}


def _statement(cursor, tables: list[str]) -> sql.Composable:
    """One statement that inserts the rows of these tables, given as JSON, without what the database generates."""
    cursor.execute(
        "SELECT attrelid::regclass::text, array_agg(attname::text ORDER BY attnum) FROM pg_attribute"
        " WHERE attrelid = ANY (%s::regclass[]) AND attnum > 0 AND NOT attisdropped AND attgenerated = '' GROUP BY 1",
        [tables],
    )
    columns = {table: sql.SQL(", ").join(map(sql.Identifier, names)) for table, names in cursor.fetchall()}
    inserts = [
        sql.SQL(
            "{name} AS (INSERT INTO {table} ({columns}) SELECT {columns} FROM json_populate_recordset(NULL::{table}, %s))"
        ).format(name=sql.Identifier(f"into_{table}"[:60]), table=sql.Identifier(table), columns=columns[table])
        for table in tables
    ]
    return sql.SQL("WITH {} SELECT").format(sql.SQL(", ").join(inserts))


def _write(rows: Rows) -> bool:
    """Put the rows back, without triggers, which did their work already. False when something is in their way."""
    with connection.connection.cursor() as cursor:  # psycopg's own: nobody counts these as queries of a page
        cursor.execute("SAVEPOINT put_back; SET LOCAL session_replication_role = replica")
        try:
            cursor.execute(rows.statement, rows.rows)
        except psycopg.IntegrityError:
            cursor.execute("ROLLBACK TO SAVEPOINT put_back; RELEASE SAVEPOINT put_back")
            return False
        cursor.execute("SET LOCAL session_replication_role = origin; RELEASE SAVEPOINT put_back")
    return True
