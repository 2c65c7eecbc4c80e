"""One migrated database per state of the migrations, from which every test process clones its own.

The template is kept in `build/test-postgres` between runs and found by a hash of all migrations, so that migrating is
paid once per change. That server runs without fsync: after a crash of the operating system the folder is thrown away.
"""

import fcntl
import hashlib
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import TransactionTestCase
from psycopg import sql

from pio_portal import create_models, fields, searched
from pio_portal.embedded.backend.base import server_of
from pio_portal.embedded.postgres import PostgresServer

PREFIX = "run_"


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, request):
    """Replace pytest-django's set-up: clone the template, use the clone, drop it."""
    server = server_of(settings.DATABASES["default"])
    forget_after_power_loss(server)
    server.acquire()
    mine = f"{PREFIX}{os.getpid()}"
    with django_db_blocker.unblock(), administrator(server) as admin:
        template = ensure_template(server, admin, rebuild=request.config.getoption("create_db"))
        drop_left_over(admin)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(mine), sql.Identifier(template)))
        use_database(mine)
        GROUND.keep()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: GROUND.bring_back())
        patch.setattr(TransactionTestCase, "_fixture_setup", lambda *_test: GROUND.lend())
        # A new connection for the next test would know no table yet, and in this one nothing is a test's.
        patch.setattr(TransactionTestCase, "_should_reload_connections", lambda _test: False)
        yield
    with django_db_blocker.unblock(), administrator(server) as admin:
        connection.close()
        drop_database(admin, mine)
    server.release()


@pytest.fixture(scope="module")
def lasting(django_db_setup, django_db_blocker):
    """A module's own transaction: what a fixture of that module makes in it is built once, and there for each test.

    A test's own changes are undone to this point, as ever; it asks the database anew for what it changes, for objects
    are shared. Not beside tests that commit.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


def ensure_template(server: PostgresServer, admin: psycopg.Connection, *, rebuild: bool) -> str:
    """Give the name of the migrated database, made by the first process that needs it."""
    name = f"template_{state_of_migrations()}"
    with locked_file(server.folder / "template.lock"):
        known = {row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'")}
        if name in known and not rebuild:
            return name
        for old in known - {"template0", "template1"}:
            drop_database(admin, old)
        drop_database(admin, "building")
        admin.execute("CREATE DATABASE building")
        use_database("building")
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        admin.execute(sql.SQL("ALTER DATABASE building RENAME TO {}").format(sql.Identifier(name)))
        (server.folder / "boot").write_text(boot_id())
    return name


class Ground:
    """What a migrated database holds (the lists, permissions): copied once, and put back after a test that committed."""

    def __init__(self) -> None:
        self.standing: list[str] = []  # the tables that are never empty
        self.others: list[str] = []
        self.is_lent = False  # to a test that commits: others may see rows of it
        self._marks: dict[str, tuple] = {}

    def lend(self) -> None:
        """A test that commits begins."""
        self.is_lent = True

    def keep(self) -> None:
        """Copy it into a schema of its own."""
        with connection.cursor() as cursor:
            tables = connection.introspection.table_names(cursor)
            self.standing = sorted(filled(cursor, tables))
            self.others = sorted(set(tables) - set(self.standing))
            cursor.execute("CREATE SCHEMA kept")
            for table in self.standing:
                cursor.execute(f'CREATE TABLE kept."{table}" AS TABLE "{table}"')
            self._marks = self._marks_now(cursor)

    def bring_back(self) -> None:
        """Empty the tables that a test filled, and put back what it changed in those that are never empty.

        Django would empty all tables, and then make all permissions and lists again: a second for each of these tests.
        Deleting is without triggers, for some forbid it, and so it does not matter in what order.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            now = self._marks_now(cursor)
            changed = [table for table in self.standing if now[table] != self._marks[table]]
            cursor.execute("SET LOCAL session_replication_role = replica")
            for table in [*filled(cursor, self.others), *changed]:
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608 - our own tables
            for table in changed:
                cursor.execute(f'INSERT INTO "{table}" TABLE kept."{table}"')
            if changed:
                self._marks = self._marks_now(cursor)
        self.is_lent = False

    def written(self, cursor) -> tuple[list[str], list[str]]:
        """The tables that this transaction wrote: those that are never empty, and those that were."""
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND "
            "pg_stat_get_xact_tuples_inserted(oid) + pg_stat_get_xact_tuples_updated(oid) + "
            "pg_stat_get_xact_tuples_deleted(oid) > 0 ORDER BY relname"
        )
        tables = [name for (name,) in cursor.fetchall()]
        return [name for name in tables if name in self.standing], [name for name in tables if name in self.others]

    def _marks_now(self, cursor) -> dict[str, tuple]:
        """How many rows each of these tables has, and which transaction was the last to write one."""
        asked = (f"SELECT '{name}', count(*), max(xmin::text::bigint) FROM \"{name}\"" for name in self.standing)  # noqa: S608
        cursor.execute(" UNION ALL ".join(asked))
        return {name: tuple(marks) for name, *marks in cursor.fetchall()}


GROUND = Ground()


def filled(cursor, tables: Iterable[str]) -> list[str]:
    """Those of the tables that have a row."""
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (TABLE \"{name}\")" for name in tables))
    return [name for (name,) in cursor.fetchall()]


def differs(cursor, table: str) -> bool:
    """Whether a table no longer holds exactly what it held after the migrations."""
    now, then = f'TABLE "{table}"', f'TABLE kept."{table}"'
    cursor.execute(f"SELECT EXISTS ({now} EXCEPT {then}) OR EXISTS ({then} EXCEPT {now})")
    return cursor.fetchone()[0]


def state_of_migrations() -> str:
    """Hash what decides what `migrate` makes: migrations, configurations and starting lists of every installed app."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for module in (create_models, fields, searched):  # that migrations use
        digest.update(Path(module.__file__).read_bytes())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.name):
        folder = Path(app.path)
        for path in sorted([*folder.glob("migrations/**/*.py"), folder / "apps.py", folder / "lists.py"]):
            if path.exists():
                digest.update(f"{app.name}:{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def is_of_tests(of) -> bool:
    """Whether this connection has the database of the tests, and not a clone of the demo programme."""
    return of.settings_dict["NAME"].startswith(PREFIX)


def use_database(name: str) -> None:
    """Point the default connection at another database of the same server."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def drop_left_over(admin: psycopg.Connection) -> None:
    """Drop the databases of runs that were killed."""
    for (name,) in admin.execute("SELECT datname FROM pg_database").fetchall():
        owner = re.fullmatch(r"(?:run|clone|telling|told)_(\d+)", name)
        if owner and not Path(f"/proc/{owner[1]}").exists():
            drop_database(admin, name)


def drop_database(admin: psycopg.Connection, name: str) -> None:
    """Drop a database, with whoever is still connected to it."""
    admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def forget_after_power_loss(server: PostgresServer) -> None:
    """Throw the folder away when the machine has started anew since: without fsync it may be torn."""
    marker = server.folder / "boot"
    server.folder.parent.mkdir(parents=True, exist_ok=True)
    with locked_file(server.folder.with_suffix(".lock")):
        if marker.exists() and marker.read_text() != boot_id() and server.running_pid() is None:
            shutil.rmtree(server.folder)


def boot_id() -> str:
    """Give what names this start of the machine."""
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text().strip() if path.exists() else ""


@contextmanager
def administrator(server: PostgresServer) -> Iterator[psycopg.Connection]:
    """Connect outside Django, to make and drop databases."""
    with psycopg.connect(host=server.host, user="pio", dbname="postgres", autocommit=True) as admin:
        yield admin


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Let one process at a time in."""
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
