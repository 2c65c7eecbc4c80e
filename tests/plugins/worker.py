"""A real Celery worker beside a test, in a process of its own.

It is forked from a process that has loaded the portal already: to load it for each test would take longer than most of
what the worker does. As a program this is that process.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from django.conf import settings

from pio_portal.embedded.orphans import ENDING_WITH_US, die_with_parent
from tests.patience import wait_for


@pytest.fixture
def celery_worker(_starter, transactional_db):
    """A worker on this test's database and queue.

    For one test only: it would do the work of the next ones before they do it themselves.
    """
    from pio_portal.celery import app

    log = settings.RUN_FOLDER / f"worker-{os.getpid()}.log"
    with started(_starter, settings.DATABASES["default"]["NAME"], log) as process:
        wait_for("the Celery worker", lambda: app.control.ping(timeout=0.2), alive=process, log=log)
        yield process


@pytest.fixture(scope="session")
def _starter(django_db_setup):
    """The process that forks them."""
    command = [*ENDING_WITH_US, sys.executable, "-m", __name__]
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1, env=env, cwd=settings.BASE_DIR
    ) as process:
        yield process
        process.stdin.close()


class Forked(psutil.Process):
    """A worker, which somebody else waits for."""

    returncode = "a status that only its parent knows"

    def poll(self) -> str | None:
        """Tell that it ended, as of a process of one's own."""
        return self.returncode if self.status() == psutil.STATUS_ZOMBIE else None


@contextmanager
def started(starter: subprocess.Popen[str], database: str, log: Path) -> Iterator[Forked]:
    """A worker until the test is over: then it is killed, for nobody waits for what it still does."""
    starter.stdin.write(f"{database}\n{log}\n")
    try:
        yield Forked(int(starter.stdout.readline()))
    finally:
        starter.stdin.write("\n")
        starter.stdout.readline()


def main() -> None:
    """Fork a worker for each database and log that are named, and end it on the next line."""
    import django

    from pio_portal.celery import app

    django.setup()
    app.loader.import_default_modules()
    for database in sys.stdin:
        log = sys.stdin.readline().strip()
        worker = os.fork()
        if not worker:
            work(database.strip(), log)
        sys.stdout.write(f"{worker}\n")
        sys.stdout.flush()
        sys.stdin.readline()
        os.kill(worker, signal.SIGKILL)
        os.waitpid(worker, 0)
        sys.stdout.write("\n")
        sys.stdout.flush()


def work(database: str, log: str) -> None:
    """Be the worker."""
    from pio_portal.celery import app
    from tests.plugins.database import use_database

    die_with_parent()
    with Path(log).open("ab") as lines, Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(lines.fileno(), 1)
        os.dup2(lines.fileno(), 2)
    use_database(database)
    app.worker_main(["worker", "--pool", "solo", "--without-mingle", "--without-gossip"])  # it is alone


if __name__ == "__main__":
    main()
