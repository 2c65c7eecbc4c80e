"""What happens by itself is asked every minute; one that fails does not stop the others."""

import datetime as dt
import logging

import pytest

from pio_portal.correspondence import tasks
from pio_portal.correspondence.periodic import PERIODIC, periodic


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr(tasks, "PERIODIC", {})
    return []


@pytest.mark.django_db
def test_every_function_is_asked_with_the_moment(asked, monkeypatch):
    monkeypatch.setitem(tasks.PERIODIC, "one", lambda now: asked.append(("one", now)))
    monkeypatch.setitem(tasks.PERIODIC, "two", lambda now: asked.append(("two", now)))
    tasks.run_periodic()
    assert [name for name, _now in asked] == ["one", "two"]
    assert all(isinstance(now, dt.datetime) and now.tzinfo for _name, now in asked)


@pytest.mark.django_db
def test_one_that_fails_is_logged_and_the_next_is_asked(asked, monkeypatch, caplog):
    def fails(_now):
        raise ValueError("no")

    monkeypatch.setitem(tasks.PERIODIC, "a", fails)
    monkeypatch.setitem(tasks.PERIODIC, "b", asked.append)
    with caplog.at_level(logging.ERROR):
        tasks.run_periodic()
    assert len(asked) == 1
    assert "periodic a failed" in caplog.text


def test_registering_keeps_the_function(monkeypatch):
    monkeypatch.delitem(PERIODIC, "test.once", raising=False)

    @periodic("test.once")
    def once(now):
        return now

    assert PERIODIC.pop("test.once") is once
