"""Two programmes to measure on, a small and a large one, each in a database of its own that is kept between runs."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from pio_portal.organisations.models import Organisation

SMALL, LARGE = 1_000, 100_000
TOLD = 0  # the demo programme itself, as its verbs tell it


def fingerprint() -> str:
    """Changes when the tables or the maker of the rows change, so that an old database is not measured by mistake."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for path in sorted([*base.glob("**/migrations/0*.py"), *base.glob("demo/*.py")]):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


@contextmanager
def programme_of(size: int, say) -> Iterator[None]:
    """Work on the programme of this size, or the one that is `TOLD`: made on the first call, in a database `bench_<size>_<fingerprint>`."""
    name = f"bench_{size}_{fingerprint()}"
    own = connection.settings_dict["NAME"]
    made = _ensure(name, size)
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        if made or not Organisation.objects.exists():
            say(f"making a programme of {size} applications ..." if size else "telling the demo programme ...")
            call_command("seed_demo", scale=size or None, stdout=_Quiet())
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own


def _ensure(name: str, size: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"bench\\_{size}\\_%"])
        there = {row[0] for row in cursor.fetchall()}
        for old in there - {name}:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if name in there:
            return False
        cursor.execute(f'CREATE DATABASE "{name}"')
    own = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        call_command("migrate", verbosity=0)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = own
    return True


class _Quiet:
    """Swallows what a command prints."""

    def write(self, *_text) -> None: ...

    def flush(self) -> None: ...
