"""The portal at one moment: a process in which the clock stands still, on a database that it tells anew.

The demo programme, what the worker makes of it and every page see the same moment, so that the same code gives the
same pictures on any day. No worker runs beside it: what waits for one is done before the first page is served.
"""

import datetime as dt
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import django
import time_machine
from django.core.management import call_command

from pio_portal.embedded.after import wait_until_answers
from pio_portal.embedded.orphans import ENDING_WITH_US
from pio_portal.embedded.run import services
from pio_portal.environment import BASE_DIR, Environment
from tests.patience import last_lines

MOMENT = dt.datetime(2026, 12, 9, 10, tzinfo=ZoneInfo("Europe/Brussels"))  # a date closes within the week
DATA = BASE_DIR / "build" / "shots-data"
LOG = DATA / "portal.log"
STOP_SECONDS = 60


def settle() -> None:
    """Load the portal with settings of its own: the database that is told anew is never somebody else's."""
    for name in ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "URL_PREFIX"):
        os.environ.pop(name, None)
    os.environ |= {"DJANGO_SETTINGS_MODULE": "pio_portal.settings", "PIO_DEMO": "1", "PIO_DATA_DIR": str(DATA)}
    django.setup()


@contextmanager
def standing_portal(report: Path) -> Iterator[str]:
    """Give its address, and stop it at the end. The yearly report is written to `report` before."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shutil.rmtree(DATA, ignore_errors=True)
    DATA.mkdir(parents=True)
    command = [*ENDING_WITH_US, sys.executable, "-m", "tests.shots.portal", str(port), str(report)]
    with LOG.open("wb") as log:
        process = subprocess.Popen(command, cwd=BASE_DIR, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        if not wait_until_answers(f"{address}/status/live/", while_alive=process):
            raise SystemExit(f"The portal did not start:\n{last_lines(LOG)}")
        yield address
    finally:
        process.terminate()
        process.wait(timeout=STOP_SECONDS)


def main(port: str, report: str) -> None:
    """Tell the programme, do what the worker would, write the report, and serve until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    with time_machine.travel(MOMENT, tick=False):
        settle()
        environment = Environment()
        with services(environment, environment.data_dir()):
            call_command("migrate", verbosity=0)
            call_command("seed_demo")
            work_off()
            call_command("report", "--year", str(MOMENT.year), "--output", report)
            call_command("collectstatic", verbosity=0, interactive=False)
            call_command("runserver", f"127.0.0.1:{port}", "--noreload", "--skip-checks")


def work_off() -> None:
    """Do what waits, then what time asks for, and what waits because of that."""
    from pio_portal.correspondence.models import OutboxTask
    from pio_portal.correspondence.tasks import run_periodic, sweep_outbox

    waiting = OutboxTask.objects.filter(done_at=None, failed_at=None, not_before__lte=MOMENT)
    for ask in (sweep_outbox, run_periodic, sweep_outbox):
        ask()
        while waiting.exists():
            sweep_outbox()


if __name__ == "__main__":
    main(*sys.argv[1:])
