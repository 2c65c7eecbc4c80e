"""One migrated database per state of the migrations, from which every test process clones its own.

The template is kept in `build/test-postgres` between runs and found by a hash of all migrations, so that migrating is
paid once per change. That server runs without fsync: after a crash of the operating system the folder is thrown away.
"""

import fcntl
import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg import sql

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
    yield
    with django_db_blocker.unblock(), administrator(server) as admin:
        connection.close()
        drop(admin, mine)
    server.release()


def ensure_template(server: PostgresServer, admin: psycopg.Connection, *, rebuild: bool) -> str:
    """Give the name of the migrated database, made by the first process that needs it."""
    name = f"template_{state_of_migrations()}"
    with locked_file(server.folder / "template.lock"):
        known = {row[0] for row in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%'")}
        if name in known and not rebuild:
            return name
        for old in known - {"template0", "template1"}:
            drop(admin, old)
        drop(admin, "building")
        admin.execute("CREATE DATABASE building")
        use_database("building")
        call_command("migrate", verbosity=0, interactive=False)
        connection.close()
        admin.execute(sql.SQL("ALTER DATABASE building RENAME TO {}").format(sql.Identifier(name)))
        (server.folder / "boot").write_text(boot_id())
    return name


def state_of_migrations() -> str:
    """Hash what decides what `migrate` makes: the migrations and the app configurations of every installed app."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for app in sorted(apps.get_app_configs(), key=lambda config: config.name):
        for path in sorted([*Path(app.path).glob("migrations/**/*.py"), Path(app.path) / "apps.py"]):
            if path.exists():
                digest.update(f"{app.name}:{path.name}".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def use_database(name: str) -> None:
    """Point the default connection at another database of the same server."""
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name


def drop_left_over(admin: psycopg.Connection) -> None:
    """Drop the databases of runs that were killed."""
    for (name,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE 'run\\_%'").fetchall():
        if not Path(f"/proc/{name.removeprefix(PREFIX)}").exists():
            drop(admin, name)


def drop(admin: psycopg.Connection, name: str) -> None:
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
