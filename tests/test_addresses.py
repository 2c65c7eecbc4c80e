"""What an address may hold, and how its query is read."""

import datetime as dt
import re

import pytest
from django.http import HttpRequest, QueryDict
from django.test import RequestFactory

from pio_portal.addresses import (
    CONVERTERS,
    query_choice,
    query_date,
    query_int,
    query_page,
    query_text,
    query_year,
)


def asked(query: str) -> HttpRequest:
    return RequestFactory().get(f"/?{query}")


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("ref", "A-2026-0012", True),
        ("ref", "PIO 2026", True),
        ("ref", "x" * 20, True),
        ("ref", "x" * 21, False),
        ("ref", "a\x00b", False),
        ("ref", "a\ud800b", False),
        ("ref", "a\nb", False),
        ("key", "checks.budget_1", True),
        ("key", "😀", False),
        ("key", "a\x00", False),
        ("token", "Mw:1vABC:s-_=", True),
        ("token", "a b", False),
        ("number", "0", True),
        ("number", "9" * 18, True),
        ("number", "9" * 19, False),
        ("number", "-1", False),
        ("number", "\u0661", False),
        ("year", "2026", True),
        ("year", "0000", False),
        ("year", "20260", False),
    ],
)
def test_converter_matches_what_could_exist(name, value, fits):
    assert (re.fullmatch(CONVERTERS[name].regex, value) is not None) is fits


@pytest.mark.parametrize("name", CONVERTERS)
def test_converter_writes_what_it_reads(name):
    converter = CONVERTERS[name]()
    assert converter.to_url(converter.to_python("2026")) == "2026"


@pytest.mark.parametrize(
    ("typed", "read"),
    [("12", 12), ("-3", -3), (" 7 ", 7), ("", None), ("x", None), ("1" * 10, None), ("\u0661", None), ("1.5", None)],
)
def test_number_of_a_query(typed, read):
    request = HttpRequest()
    request.GET = QueryDict(mutable=True)
    request.GET["n"] = typed
    assert query_int(request, "n") == read


def test_what_is_not_asked_is_the_default():
    request = asked("")
    assert query_int(request, "n", 5) == 5
    assert query_year(request, "jaar", 2026) == 2026
    assert query_date(request, "op", dt.date(2026, 1, 1)) == dt.date(2026, 1, 1)
    assert query_choice(request, "soort", ["a"], "b") == "b"
    assert query_text(request, "q") == ""


def test_year_date_choice_and_text_of_a_query():
    assert query_year(asked("jaar=2025"), "jaar") == 2025
    assert query_year(asked("jaar=0025"), "jaar") is None
    assert query_date(asked("op=2026-12-31"), "op") == dt.date(2026, 12, 31)
    assert query_date(asked("op=2026-02-31"), "op") is None
    assert query_date(asked("op=morgen"), "op") is None
    assert query_choice(asked("soort=a"), "soort", ["a", "b"]) == "a"
    assert query_choice(asked("soort=z"), "soort", ["a", "b"]) == ""
    assert query_text(asked("q=+stad++Halle%0A"), "q") == "stad Halle"
    assert query_text(asked("q=abcdef"), "q", longest=3) == "abc"


@pytest.mark.parametrize(("page", "number"), [("2", 2), ("99", 3), ("x", 1), ("-1", 3), ("9" * 5000, 1), ("", 1)])
def test_page_that_does_not_exist_is_the_nearest(page, number):
    assert query_page(asked(f"page={page}"), list(range(25)), 10).number == number
