"""Bring the database and the static files up to date before `make run` serves them.

Runs in a process of its own, and only when something changed: `make run` compares `state()` with what it kept.
"""

import hashlib
import os
from pathlib import Path

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
    """Migrate, fill an empty database with the demo programme, collect the static files."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pio_portal.settings")
    import django
    from django.contrib.auth import get_user_model
    from django.core.management import call_command, get_commands

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    if "seed_demo" in get_commands() and not get_user_model().objects.exists():
        print("Filling the empty database with the demo programme ...", flush=True)
        call_command("seed_demo", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)


if __name__ == "__main__":
    main()
