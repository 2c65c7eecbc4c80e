"""The portal as `make run` starts it, on the data folder of these settings, beside a measurement."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import IO

from django.conf import settings
from django.core.management.base import CommandError

from pio_portal.embedded.after import wait_until_answers
from pio_portal.environment import Environment

STOP_SECONDS = 60


def address(path: str = "") -> str:
    """The absolute address of a path of the portal that runs."""
    return f"http://127.0.0.1:{Environment().port()}{settings.FORCE_SCRIPT_NAME or ''}/{path}"


@contextlib.contextmanager
def running_portal(
    *, log: int | IO[bytes] = subprocess.DEVNULL, marked: Mapping[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`make run` until the block ends, its lines in `log`; every process of it carries `marked` in its environment."""
    port = str(Environment().port())
    env = os.environ | {"PIO_DATA_DIR": str(settings.DATA_DIR), "PORT": port} | (marked or {})
    command = [sys.executable, "-m", "pio_portal.embedded.run"]
    portal = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, stdout=log, stderr=log)
    try:
        if not wait_until_answers(address("status/live/"), while_alive=portal):
            raise CommandError("The portal did not start.")
        yield portal
    finally:
        portal.send_signal(signal.SIGTERM)
        portal.wait(timeout=STOP_SECONDS)
