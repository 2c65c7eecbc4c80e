"""Redis and the run's folder: started once by the process that was started first, inherited by xdist's workers."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache

from pio_portal import breaker
from pio_portal.celery import app as celery_app
from pio_portal.embedded.backend.base import server_of
from pio_portal.embedded.orphans import ENDING_WITH_US
from pio_portal.embedded.redis import RedisServer
from pio_portal.ui import navigation
from tests.patience import wait_for

servers: list[Callable[[], None]] = []


def pytest_sessionstart(session):
    """Start both servers in the controller, so that no worker pays for it and the last one leaves none behind."""
    if hasattr(session.config, "workerinput"):
        return
    postgres = server_of(settings.DATABASES["default"])
    postgres.acquire()
    redis = RedisServer(settings.RUN_FOLDER / "redis", settings.REDIS_SOCKET, durable=False)
    redis.start()
    servers.extend([postgres.release, redis.stop])


def pytest_unconfigure(config):
    if hasattr(config, "workerinput") or not servers:
        return
    for stop in servers:
        stop()
    servers.clear()
    shutil.rmtree(settings.RUN_FOLDER, ignore_errors=True)


@pytest.fixture(autouse=True)
def _empty_redis(monkeypatch):
    """Give every test an empty cache and an empty queue (each xdist worker has a database number of its own).

    What a process keeps for when Redis is away goes too: a key in it may be the key of another test's user.
    """
    monkeypatch.setattr(breaker, "_rests_until", 0.0)
    cache.clear()
    navigation.fallback.clear()


@pytest.fixture
def celery_worker(transactional_db):
    """A real Celery worker in a process of its own, on this test's database and queue.

    For one test only: it would do the work of the next ones before they do it themselves.
    """
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "PIO_TEST_DATABASE": settings.DATABASES["default"]["NAME"],
    }
    command = [*ENDING_WITH_US, sys.executable, "-m", "celery", "-A", "pio_portal", "worker", "--pool", "solo"]
    log = (settings.RUN_FOLDER / f"worker-{os.getpid()}.log").open("ab")
    process = subprocess.Popen(command, env=env, cwd=settings.BASE_DIR, stdout=log, stderr=log)
    try:
        wait_for("the Celery worker", lambda: celery_app.control.ping(timeout=0.2), alive=process, log=log.name)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=30)
        log.close()
