"""A small demo programme, told once per run: tests that walk it get a clone of that database, a module long."""

import os

import pytest
from django.conf import settings
from django.test import TransactionTestCase
from django.utils import timezone
from psycopg import sql

from demo.programme import tell
from pio_portal.embedded.backend.base import server_of
from tests.plugins.database import GROUND, administrator, drop_database, ensure_template, locked_file, use_database


@pytest.fixture(scope="module")
def programme(django_db_setup, django_db_blocker):
    """Two years of the demo programme, made by the verbs; what a test commits is there for the next of its module."""
    server = server_of(settings.DATABASES["default"])
    mine, clone = settings.DATABASES["default"]["NAME"], f"clone_{os.getpid()}"
    with django_db_blocker.unblock(), administrator(server) as admin, pytest.MonkeyPatch.context() as patch:
        told = ensure_told(server, admin)
        admin.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(clone), sql.Identifier(told)))
        use_database(clone)
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda _test: None)  # dropped as a whole
        with django_db_blocker.block():
            yield
        use_database(mine)
        GROUND.is_lent = False
        drop_database(admin, clone)


def ensure_told(server, admin) -> str:
    """Give the name of the database with the programme, made by the first process of the run that needs it."""
    run = os.getppid() if "PYTEST_XDIST_WORKER" in os.environ else os.getpid()
    name = f"told_{run}"
    with locked_file(server.folder / "told.lock"):
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            building = f"telling_{run}"
            drop_database(admin, building)
            empty = ensure_template(server, admin, rebuild=False)
            admin.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(building), sql.Identifier(empty))
            )
            use_database(building)
            # A story of its own: which pages there are to walk does not change with what `make run` tells.
            tell(timezone.now(), seed=2017, years=2, per_round=2)
            use_database("postgres")  # a database that is renamed, or a template, may have no users
            admin.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(building), sql.Identifier(name))
            )
    return name
