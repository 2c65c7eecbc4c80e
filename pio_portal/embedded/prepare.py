"""Bring the database and the static files up to date before `make run` serves them.

Runs in a process of its own, and only when something changed: `make run` compares `state()` with what it kept.
"""

import gc
import hashlib
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pio_portal.embedded.orphans import die_with_parent
from pio_portal.environment import BASE_DIR


def state() -> str:
    """Hash what decides the outcome: packages, migrations and the static files (by size and time)."""
    digest = hashlib.sha256((BASE_DIR / "requirements.txt").read_bytes())
    for path in sorted(BASE_DIR.glob("*/migrations/*.py")) + sorted(BASE_DIR.glob("pio_portal/*/migrations/*.py")):
        digest.update(f"{path.relative_to(BASE_DIR)}".encode() + path.read_bytes())
    for folder, _, files in sorted(os.walk(BASE_DIR / "static")):
        for name in sorted(files):
            info = (Path(folder) / name).stat()
            digest.update(f"{folder}/{name} {info.st_size} {info.st_mtime_ns}".encode())
    return digest.hexdigest()


def main() -> None:
    """Migrate, fill an empty database with the demo programme, and collect the static files beside it."""
    die_with_parent()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")
    with phase("Loading the portal"):
        import django
        from django.contrib.auth import get_user_model
        from django.core.management import call_command, get_commands
        from django.db import connections

        django.setup()
    gc.freeze()  # what is loaded stays: the collector need not look at it again
    with phase("Migrating the database"):
        call_command("migrate", verbosity=0, interactive=False)
    # Not before: migrating keeps two processors busy, telling hardly one.
    connections.close_all()  # that of this process is not its child's
    collecting = multiprocessing.get_context("fork").Process(target=collect_static)
    collecting.start()
    if "seed_demo" in get_commands() and not get_user_model().objects.exists():
        with phase("Telling the demo programme"):
            call_command("seed_demo", verbosity=0)
    collecting.join()
    sys.exit(collecting.exitcode)


def collect_static() -> None:
    """Collect and compress the static files, in a process that has loaded the portal already."""
    from django.core.management import call_command

    with phase("Collecting the static files, beside it"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print how long it took."""
    started = time.monotonic()
    yield
    print(f"  {name}: {time.monotonic() - started:.1f} s", flush=True)


if __name__ == "__main__":
    main()
