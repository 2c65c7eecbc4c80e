"""What a column holds: text, a number, an amount, a day, a moment or a state.

A column declares its kind once; how the page shows it, how a CSV writes it and what a workbook keeps follow from that.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from pio_portal import formats
from pio_portal.ui.templatetags import pio

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL = 32_767  # characters that a cell of Excel takes


@dataclass(frozen=True, kw_only=True)
class Kind:
    """How one kind of value is shown on a page, written in a CSV and kept in a workbook. None of them is asked of None."""

    name: str
    shown: Callable[[Any], Any]
    written: Callable[[Any], str]
    kept: Callable[[Any], Any]
    cell: str = "write_string"  # how XlsxWriter is told
    width: int = 18  # of its column in a workbook, in characters
    look: Mapping[str, Any] = field(default_factory=dict)


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _local(moment: dt.datetime) -> dt.datetime:
    """The hour in Brussels, without a zone: a workbook knows none."""
    return timezone.localtime(moment).replace(tzinfo=None) if timezone.is_aware(moment) else moment


def _comma(number: Decimal | float) -> str:
    """A number as spreadsheets in Belgium read it: a decimal comma, and nothing between thousands."""
    return f"{Decimal(str(number)):f}".replace(".", ",")


def _text(value: Any) -> str:
    return str(value)[:LONGEST_CELL]


TEXT = Kind(
    name="text",
    shown=lambda value: value,
    written=lambda value: harmless(str(value)),
    kept=_text,
    look={"align": "left"},
)
STATE = Kind(
    name="state", shown=pio.tag, written=lambda value: harmless(str(value)), kept=_text, look={"align": "left"}
)
NUMBER = Kind(
    name="number", shown=formats.number_text, written=_comma, kept=lambda value: value, cell="write_number", width=12
)
AMOUNT = Kind(
    name="amount",
    shown=pio.money,
    written=lambda value: _comma(round(Decimal(str(value)), 2)),
    kept=lambda value: value,
    cell="write_number",
    look={"num_format": "€ #,##0.00"},
)
DAY = Kind(
    name="day",
    shown=pio.day,
    written=lambda value: formats.as_date(value).isoformat(),
    kept=formats.as_date,
    cell="write_datetime",
    width=14,
    look={"num_format": "dd/mm/yyyy", "align": "left"},
)
MOMENT = Kind(
    name="moment",
    shown=pio.moment_short,
    written=lambda value: f"{_local(value):%Y-%m-%d %H:%M}",
    kept=_local,
    cell="write_datetime",
    look={"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
)
KINDS = (TEXT, STATE, NUMBER, AMOUNT, DAY, MOMENT)
