"""How a cell is read. Each reader takes a cell's text, or what a spreadsheet holds, and gives a value of its type.

A reader raises ValueError with a sentence in Dutch that says what is wrong and what is expected.
Empty cells never come here: they are unknown.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError

from pio_portal import reading
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.reading import FIRST_YEAR, LARGEST_AMOUNT, LAST_YEAR, Misread

LARGEST_NUMBER = 2_147_483_647
LARGEST_ORDINAL = 32_767
SPACES = re.compile(r"[\s\u00a0\u202f\u2007\u2009]+")
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

ISO = re.compile(r"^(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?P<rest>.*)$")
BELGIAN = re.compile(r"^(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>\d{4})(?P<rest>.*)$")
CLOCK = re.compile(r"^[ T]+(?P<h>\d{1,2})[:.](?P<min>\d{2})(?::(?P<s>\d{2})(?:\.0+)?)?$")

DATE_FORM = "Verwacht: een datum zoals 2024-03-01 of 01/03/2024."
MOMENT_FORM = (
    "Verwacht: een datum zoals 2024-03-01 of 01/03/2024, eventueel met een uur erachter, zoals 2024-03-01 12:00."
)
AMOUNT_FORM = "Verwacht: een bedrag zoals 1234.50, 1.234,50 of 1 234,50."
NUMBER_FORM = "Verwacht: een geheel getal van 0 of meer, zoals 25."
KBO_FORM = "Verwacht: 10 cijfers die met 0 of 1 beginnen en waarvan het controlegetal klopt, zoals 0316.380.841."

LONE_POINT = re.compile(r"^[0-9]{1,3}\.[0-9]{3}$")


def read_text(cell) -> str:
    """Text as it stands, without the spaces around it. A whole number from a spreadsheet loses its `.0`."""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
    text = str(cell).strip()
    if (bad := UNREADABLE.search(text)) is not None:
        if bad[0] >= "\ud800":  # how Python keeps a byte that is no UTF-8
            raise ValueError(
                "Deze cel bevat tekens die geen UTF-8 zijn. Verwacht: een bestand bewaard als “CSV UTF-8”."
            )
        raise ValueError("Deze cel bevat onzichtbare stuurtekens. Verwacht: gewone tekst.")
    return text


def read_date(cell) -> date:
    """A day. A moment is accepted where a day is asked: its day counts."""
    if isinstance(cell, datetime):
        return within_years(cell).date()
    if isinstance(cell, date):
        return within_years(cell)
    return parse_moment(read_text(cell), DATE_FORM)[0]


def read_moment(cell) -> datetime:
    """A moment in Europe/Brussels; a bare date is its midnight. In the hour that comes twice, the first is meant."""
    if isinstance(cell, datetime):
        whole = to_the_second(within_years(cell))
        return in_brussels(whole.date(), whole.time())
    if isinstance(cell, date):
        return in_brussels(within_years(cell), time())
    day, clock = parse_moment(read_text(cell), MOMENT_FORM)
    return in_brussels(day, clock)


def to_the_second(moment: datetime) -> datetime:
    """A spreadsheet keeps moments as parts of a day, a thousandth of a second off at most; refuse what is more."""
    whole = (moment + timedelta(milliseconds=500)).replace(microsecond=0)
    if abs(moment - whole) > timedelta(milliseconds=1):
        raise ValueError(f"Dit moment heeft delen van een seconde ({moment:%H:%M:%S.%f}). {MOMENT_FORM}")
    return whole


@lru_cache(maxsize=20_000)
def parse_moment(text: str, form: str) -> tuple[date, time]:
    """Read the day and the hour that a text says."""
    match = ISO.match(text) or BELGIAN.match(text)
    if match is None:
        raise ValueError(f"“{shown(text)}” is geen datum. {form}")
    clock = CLOCK.match(match["rest"]) if match["rest"] else None
    if match["rest"] and clock is None:
        raise ValueError(f"“{shown(text)}” is geen datum. {form}")
    try:
        day = date(int(match["y"]), int(match["m"]), int(match["d"]))
        hour = time(int(clock["h"]), int(clock["min"]), int(clock["s"] or 0)) if clock else time()
    except ValueError as error:
        raise ValueError(f"“{shown(text)}” bestaat niet op de kalender of op de klok. {form}") from error
    return within_years(day), hour


def within_years(day):
    """Refuse a year that can only be a typing error."""
    try:
        return reading.within_years(day)
    except Misread as error:
        raise ValueError(f"{error} {DATE_FORM}") from error


@lru_cache(maxsize=20_000)
def in_brussels(day: date, clock: time) -> datetime:
    """Give the moment; refuse an hour that the start of summer time skips."""
    try:
        return reading.in_brussels(datetime.combine(day, clock), twice=True)
    except Misread as error:
        raise ValueError(f"{error} {MOMENT_FORM}") from error


def read_amount(cell) -> Decimal:
    """Euro of 0 or more, to the cent."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        amount = Decimal(repr(cell))
        if amount.as_tuple().exponent not in {0, -1, -2} and amount != round(amount, 2):
            amount = round(amount, 2) if abs(amount - round(amount, 2)) < Decimal("0.000001") else amount
        return within_amounts(amount, str(cell))
    return parse_amount(read_text(cell))


def parse_amount(text: str) -> Decimal:
    """As in a form; but what could be a number of a computer with three decimals is refused: nobody looks at it here."""
    if LONE_POINT.match(text):
        raise ValueError(f"“{text}” kan twee dingen betekenen (duizendtallen of cijfers na de komma). {AMOUNT_FORM}")
    try:
        return reading.read_amount(text)
    except Misread as error:
        raise ValueError(f"“{shown(text)}” is geen bedrag. {error} {AMOUNT_FORM}") from error


def within_amounts(amount: Decimal, text: str) -> Decimal:
    """Refuse what is negative, more than the database holds, or finer than a cent."""
    if not amount.is_finite() or amount < 0 or amount > LARGEST_AMOUNT or amount != round(amount, 2):
        raise ValueError(f"“{shown(text)}” kan niet als bedrag. {AMOUNT_FORM} Een bedrag is 0 of meer, tot op de cent.")
    return amount


def read_number(cell) -> int:
    """A count: a whole number of 0 or more."""
    text = SPACES.sub("", read_text(cell))
    if not text.isascii() or not text.isdigit() or int(text) > LARGEST_NUMBER:
        raise ValueError(f"“{shown(text)}” is geen aantal. {NUMBER_FORM}")
    return int(text)


def read_ordinal(cell) -> int:
    """A small number that tells rows apart, such as that of a submission date."""
    number = read_number(cell)
    if not 1 <= number <= LARGEST_ORDINAL:
        raise ValueError(f"“{number}” is geen volgnummer. Verwacht: een geheel getal van 1 of meer, zoals 2.")
    return number


def read_year(cell) -> int:
    """A calendar year."""
    text = read_text(cell)
    if not re.fullmatch(r"\d{4}", text, re.ASCII) or not FIRST_YEAR <= int(text) <= LAST_YEAR:
        raise ValueError(f"“{shown(text)}” is geen jaar. Verwacht: een jaartal van vier cijfers, zoals 2024.")
    return int(text)


def read_yes(cell) -> bool:
    """Read `ja` or `nee`."""
    text = read_text(cell).casefold()
    if text not in {"ja", "nee"}:
        raise ValueError(f"“{shown(text)}” is geen antwoord. Verwacht: ja of nee.")
    return text == "ja"


def read_kbo(cell) -> str:
    """An enterprise number as its ten digits; a spreadsheet that took it for a number dropped the leading 0."""
    text = read_text(cell)
    try:
        return clean_kbo(text)
    except ValidationError as error:
        raise ValueError(f"“{shown(text)}” is geen geldig ondernemingsnummer. {KBO_FORM}") from error


def shown(text: str) -> str:
    """A cell's text, short enough for a sentence."""
    return text if len(text) <= 40 else f"{text[:39]}…"  # noqa: PLR2004
