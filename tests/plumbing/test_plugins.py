"""The tests' own tools do what the other tests lean on."""

import socket
import urllib.request

import pytest
from django.core.cache import cache
from playwright.sync_api import Error

from pio_portal.celery import app as celery_app
from tests.plugins.network import OutsideLoopbackError


def test_another_machine_cannot_be_reached():
    with pytest.raises(OutsideLoopbackError), socket.create_connection(("192.0.2.1", 80), timeout=1):
        pass


@pytest.mark.parametrize("turn", [1, 2])
def test_the_cache_starts_empty(turn):
    assert cache.get("turn") is None
    cache.set("turn", turn)
    assert cache.get("turn") == turn


def test_a_worker_answers(celery_worker):
    assert [list(answer.values()) for answer in celery_app.control.ping(timeout=1)] == [[{"ok": "pong"}]]


def test_the_browser_reaches_the_portal_and_nothing_else(page, live_server):
    assert page.goto("/status/live/").status == 200
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://example.org/")


def test_the_live_server_answers_while_a_browser_is_open(page, live_server):
    with urllib.request.urlopen(f"{live_server.url}/status/ready/") as response:  # noqa: S310 - our own address
        assert response.status == 200
