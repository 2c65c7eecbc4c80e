"""What happens by itself is asked every minute; one that fails does not stop the others."""

import ast
import datetime as dt
import inspect
import logging
import textwrap

import pytest
from django.db import OperationalError

from pio_portal.accounts.models import User
from pio_portal.correspondence import tasks
from pio_portal.correspondence.periodic import PERIODIC, each_apart, parts_apart, periodic


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


# Each row apart


@pytest.fixture
def called():
    """Which rows were done; the third cannot be."""
    done = []

    def do(rows):
        for row in rows if isinstance(rows, list) else [rows]:
            if row == 3:
                raise ValueError("no")
            User.objects.create(email=f"{row}@halle.test")
            done.append(row)

    do.done = done
    return do


@pytest.mark.django_db
def test_a_row_that_fails_is_logged_and_holds_up_none_after_it(called, caplog):
    each_apart(iter(range(1, 6)), called)

    assert called.done == [1, 2, 4, 5]
    assert "failed for 3" in caplog.text


@pytest.mark.django_db
def test_of_a_part_that_fails_each_row_is_tried_by_itself_and_written_once(called, caplog):
    parts_apart(list(range(1, 8)), called, at_once=3)

    assert sorted(User.objects.values_list("email", flat=True)) == [f"{n}@halle.test" for n in (1, 2, 4, 5, 6, 7)]
    assert "failed for [3]" in caplog.text


@pytest.mark.django_db
def test_a_database_that_is_away_ends_it():
    def away(_row):
        raise OperationalError("gone")

    with pytest.raises(OperationalError):
        each_apart([1, 2], away)


def loops(function) -> list[int]:
    """The lines on which a function itself goes over rows; what it hands to `each_apart` may."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(function))).body
    own = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    return [found.lineno for node in own for found in ast.walk(node) if isinstance(found, ast.For | ast.While)]


@pytest.mark.parametrize("name", sorted(PERIODIC))
def test_what_happens_by_itself_goes_over_its_rows_apart(name):
    assert loops(PERIODIC[name]) == []
