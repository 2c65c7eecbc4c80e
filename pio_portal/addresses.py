"""What an address may hold: the shapes of its parts, and how its query is read.

The parts of an address are declared with the converters below (`<ref:ref>`; beside them Django's `slug` and `uuid`), so
that a value which could never exist is no address of the portal, and gives a 404 by itself. What follows the question
mark is read with the functions below; what cannot be read is as if it were not there. What no text of the portal may
hold was refused before: `pio_portal.accounts.middleware.TextMiddleware`.
"""

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import register_converter
from django.utils.dateparse import parse_date

from pio_portal.reading import within_years

NEVER = re.compile("[\x00\ud800-\udfff]")  # PostgreSQL keeps no NUL, and half a character is none
LONGEST = 200
DIGITS = re.compile(r"-?[0-9]{1,9}")


class _Text:
    """A part of an address that stays text."""

    regex: str

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: Any) -> str:
        return str(value)


class Reference(_Text):
    """A reference or a code: `A-2026-0012`, `PIO-2026`. Staff chooses the codes of calls, so only the length is known."""

    regex = r"[^/\x00-\x1f\x7f\ud800-\udfff]{1,20}"


class Key(_Text):
    """What the program itself calls something: a section, a question, a kind of step (`costs`, `checks.budget`)."""

    regex = r"[A-Za-z0-9_.-]{1,100}"


class Token(_Text):
    """The secret in a link that was mailed."""

    regex = r"[A-Za-z0-9_:=-]{1,200}"


class Number:
    """A number that the database can hold."""

    regex = "[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class Year(Number):
    """A year in four digits."""

    regex = "[12][0-9]{3}"


CONVERTERS = {"ref": Reference, "key": Key, "token": Token, "number": Number, "year": Year}


def register_converters() -> None:
    """Make them known to `path()`. Called once, when the portal loads, before its addresses are read."""
    for name, converter in CONVERTERS.items():
        register_converter(converter, name)


# The query


def query_text(request: HttpRequest, name: str, *, longest: int = LONGEST) -> str:
    """What was typed or chosen, on one line; empty when nothing was."""
    return " ".join(request.GET.get(name, "").split())[:longest]


def query_choice(request: HttpRequest, name: str, choices: Collection[str], default: str = "") -> str:
    """One of the choices, else the default."""
    asked = request.GET.get(name, "")
    return asked if asked in choices else default


def query_int(request: HttpRequest, name: str, default: int | None = None) -> int | None:
    """A whole number of at most nine digits."""
    asked = request.GET.get(name, "").strip()
    return int(asked) if DIGITS.fullmatch(asked) else default


def query_year(request: HttpRequest, name: str, default: int | None = None) -> int | None:
    """A year in four digits."""
    asked = request.GET.get(name, "").strip()
    return int(asked) if re.fullmatch(Year.regex, asked) else default


def query_date(request: HttpRequest, name: str, default: dt.date | None = None) -> dt.date | None:
    """A day as `2026-12-31`, between 1900 and 2100."""
    try:
        day = parse_date(request.GET.get(name, "").strip())
        return within_years(day) if day else default
    except ValueError:  # well written, and no day: 31 February
        return default


def query_page(request: HttpRequest, rows: QuerySet | Sequence, size: int, name: str = "page") -> Page:
    """The page of the rows that is asked for; the first or the last when there is none such."""
    return Paginator(rows, size).get_page(request.GET.get(name))
