"""Redis and the run's folder: started once by the process that was started first, inherited by xdist's workers."""

import shutil
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache

from pio_portal import breaker
from pio_portal.embedded.backend.base import server_of
from pio_portal.embedded.redis import RedisServer
from pio_portal.ui import navigation

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
