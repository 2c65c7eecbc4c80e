"""Logging in without Redis, and with a Redis that hangs."""

from contextlib import ExitStack
from unittest import mock

import psutil
import pytest
from celery import Celery
from django.core.cache import cache
from django.db import transaction
from post_office.models import Email

from bench.drill.hang import DELAYED
from pio_portal import breaker
from pio_portal import cache as module
from pio_portal.correspondence import outbox
from pio_portal.embedded.redis import RedisServer
from pio_portal.environment import broker_url
from pio_portal.throttle import counted
from tests.factories.ground import PASSWORD, account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_limits():
    module.memory.clear()


@pytest.fixture
def away(settings, tmp_path):
    """A Redis that nobody started."""
    point_at(settings, f"unix://{tmp_path}/nobody.sock?db=0")


@pytest.fixture
def hanging(settings, tmp_path, monkeypatch):
    """A Redis that is stopped in the middle: it takes every call and answers none."""
    redis = RedisServer(tmp_path, settings.RUN_FOLDER / "hanging.sock", durable=False)
    redis.start()
    with ExitStack() as stack:
        stack.callback(redis.stop)
        point_at(settings, f"unix://{redis.address}?db=0")
        options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
        sender = Celery(broker=broker_url(f"unix://{redis.address}?db=1"), broker_transport_options=options)
        monkeypatch.setattr(outbox, "celery", sender)
        sender.send_task("warm")
        cache.set("kept", 1)  # a connection that is open already hangs as well
        alive = (p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE)
        (process,) = (p for p in alive if "hanging.sock" in " ".join(p.cmdline()))
        process.suspend()
        stack.callback(process.resume)
        yield


@pytest.fixture
def waits(monkeypatch):
    """How often somebody waited for a Redis that did not answer, when it is not asked again for an hour."""
    seen = mock.Mock(wraps=breaker.trip)
    monkeypatch.setattr(breaker, "trip", seen)
    monkeypatch.setattr(breaker, "REST_SECONDS", 3600)
    return seen


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


def test_a_hanging_redis_is_waited_for_once_by_whatever_asks(client, hanging, waits):
    account(email="karel@gent.test", name="Karel Maes", password=PASSWORD)

    assert log_in(client)["Location"] == "/help/"
    assert client.get("/mijn/").status_code == 200
    assert counted("throttle:x", seconds=10) == 0

    assert waits.call_count == 1


@pytest.mark.django_db(transaction=True)
def test_who_causes_a_mail_while_redis_hangs_waits_once_and_reads_that_it_comes_later(client, hanging, waits):
    answer = client.post("/wachtwoord/vergeten/", {"email": "karel@gent.test"}, follow=True)

    assert waits.call_count == 1
    assert DELAYED in answer.content.decode()
    assert Email.objects.count() == 1
    assert DELAYED not in client.get("/help/").content.decode()


@pytest.mark.django_db(transaction=True)
def test_the_broker_is_waited_for_once_also_where_no_cache_was_asked(hanging, waits):
    with transaction.atomic():
        for address in ("a@voorbeeld.test", "b@voorbeeld.test"):
            outbox.post_mail("account_unknown", to=address, about=None, context={"link": "/"})
    assert cache.get("kept") is None

    assert (waits.call_count, Email.objects.count()) == (1, 2)


@pytest.mark.django_db(transaction=True)
def test_with_redis_nobody_reads_of_a_delay(client, waits):
    answer = client.post("/wachtwoord/vergeten/", {"email": "karel@gent.test"}, follow=True)

    assert Email.objects.count() == 1
    assert (DELAYED in answer.content.decode(), waits.call_count) == (False, 0)


def test_nobody_who_sends_waits_longer_than_a_second(settings):
    limits = [
        *(settings.CACHES["default"]["OPTIONS"][name] for name in ("SOCKET_CONNECT_TIMEOUT", "SOCKET_TIMEOUT")),
        *(settings.CELERY_BROKER_TRANSPORT_OPTIONS[name] for name in ("socket_connect_timeout", "socket_timeout")),
    ]
    assert limits == [1, 1, 1, 1]
