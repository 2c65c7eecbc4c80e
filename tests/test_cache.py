"""Logging in without Redis, and with a Redis that hangs."""

import socket

import pytest
from django.core.cache import cache

from pio_portal import cache as module
from tests.factories.ground import PASSWORD, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _awake(monkeypatch):
    monkeypatch.setattr(module, "_rests_until", 0.0)
    module.memory.clear()


@pytest.fixture
def away(settings, tmp_path):
    """A Redis that nobody started."""
    point_at(settings, f"unix://{tmp_path}/nobody.sock?db=0")


@pytest.fixture
def hanging(settings):
    """A Redis that takes the call and says nothing."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as silent:
        point_at(settings, f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        yield silent


def point_at(settings, location: str) -> None:
    settings.CACHES = {"default": settings.CACHES["default"] | {"LOCATION": location}}


def log_in(client, password: str = PASSWORD):
    return client.post("/inloggen/?next=/help/", {"login": "karel@gent.test", "password": password})


def test_with_redis_values_are_kept_and_limits_are_shared():
    assert cache.add("allauth:rl:x", 1, timeout=10) is True
    assert cache.add("allauth:rl:x", 1, timeout=10) is False
    assert (cache.get("allauth:rl:x"), module.memory.get("allauth:rl:x")) == (1, None)
    assert cache.delete("allauth:rl:x") is True


def test_without_redis_nothing_is_there_but_the_limits(away):
    assert cache.set("session", 1) is False
    assert cache.get("session", "none") == "none"
    assert cache.set("allauth:rl:x", [1], 10) is True
    assert cache.get("allauth:rl:x") == [1]
    assert cache.add("allauth:rl:x", 2) is False
    assert cache.delete("allauth:rl:x") is True


def test_one_logs_in_without_redis(client, away):
    account(email="karel@gent.test", name="Karel Maes", password=PASSWORD)

    assert log_in(client)["Location"] == "/help/"
    assert client.get("/mijn/").status_code == 200


def test_the_limits_hold_without_redis(client, away, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "3/m/ip"}
    account(email="karel@gent.test", name="Karel Maes", password=PASSWORD)

    for _attempt in range(3):
        log_in(client, "mis")

    assert "Te veel mislukte pogingen" in log_in(client, "mis").content.decode()


def test_a_hanging_redis_is_asked_once_and_then_left_in_peace(client, hanging, monkeypatch):
    account(email="karel@gent.test", name="Karel Maes", password=PASSWORD)
    monkeypatch.setattr(module, "REST_AFTER_FAILURE", 3600)
    cache.get("one question")  # the client tries it again by itself
    calls = calls_waiting_at(hanging)

    assert log_in(client)["Location"] == "/help/"
    assert client.get("/mijn/").status_code == 200

    assert calls >= 1
    assert calls_waiting_at(hanging) == 0


def calls_waiting_at(server: socket.socket) -> int:
    """How often somebody called since this was last asked."""
    server.settimeout(0)
    calls = 0
    while True:
        try:
            server.accept()[0].close()
        except BlockingIOError:
            return calls
        calls += 1
