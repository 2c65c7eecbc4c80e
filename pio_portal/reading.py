"""How amounts, numbers, days and hours are read: one way, for forms, the answers of an application and the import.

The counterpart of `formats`. Numbers are read in Belgian notation (`1.234,50`, also with spaces between thousands) and
in plain notation (`1234.50`). What could mean two things is never guessed: it is refused, and told how to write it.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.formats import number_text

CENTS = Decimal("0.01")
LARGEST_AMOUNT = Decimal("999999999999.99")
MOST_DECIMALS = 12
LONGEST = 60  # signs of a number

BEFORE_AND_AFTER = re.compile(r"^(?:€|eur|euro)\s*|\s*(?:€|eur|euro)$", re.IGNORECASE)
WHOLE_EURO = re.compile(r",-{1,2}$")  # 1.234,-
SPACED = re.compile(r"[1-9][0-9]{0,2}(?:\s[0-9]{3})+(?=[.,]|$)")
PLAIN = re.compile(r"\d+(?:[.,]\d+)?", re.ASCII)
DOTTED = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
LONE_COMMA = re.compile(r"[1-9]\d{0,2},\d{3}", re.ASCII)
ENGLISH = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d{1,2}|[1-9]\d{0,2}(?:,\d{3}){2,}", re.ASCII)


class Misread(ValueError):  # noqa: N818 - it is a sentence for the user
    """What was typed cannot be read. The text says what to type."""


# Numbers


@lru_cache(maxsize=20_000)
def read_amount(text: str) -> Decimal:
    """Euro of 0 or more, to the cent. Raises Misread."""
    bare = WHOLE_EURO.sub("", BEFORE_AND_AFTER.sub("", text.strip()[:LONGEST]))
    if bare.startswith(("-", "\u2212")):
        raise Misread(_("Schrijf een bedrag dat niet onder nul ligt."))
    if LONE_COMMA.fullmatch(bare):
        raise Misread(_two_meanings(bare))
    if ENGLISH.fullmatch(bare):
        meant = number_text(Decimal(bare.replace(",", "")), 2)
        raise Misread(
            _("Schrijf een punt tussen de duizendtallen en een komma voor de centen: %(meant)s.") % {"meant": meant}
        )
    amount = _number(bare)
    if amount is None or amount > LARGEST_AMOUNT:
        raise Misread(_("Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."))
    if amount != round(amount, 2):
        raise Misread(
            _("Een bedrag heeft hoogstens twee cijfers na de komma. Schrijf bijvoorbeeld %(meant)s.")
            % {"meant": number_text(amount, 2)}
        )
    return amount.quantize(CENTS)


@lru_cache(maxsize=20_000)
def read_number(text: str) -> Decimal:
    """Any number, also below 0. Raises Misread."""
    bare = text.strip()[:LONGEST]
    number = _number(bare.removeprefix("-"))
    if number is None or number > LARGEST_AMOUNT:
        raise Misread(_("Schrijf een getal in cijfers, bijvoorbeeld 12,5."))
    number = number.quantize(Decimal(1).scaleb(-MOST_DECIMALS))
    return -number if number and bare.startswith("-") else abs(number)


def _number(bare: str) -> Decimal | None:
    """What the digits and signs say; None when they say no number. A lone point before three digits is a thousand."""
    if SPACED.match(bare):
        whole = SPACED.match(bare)[0]  # type: ignore[index]  # it matched
        bare = re.sub(r"\s", "", whole) + bare[len(whole) :]
    if DOTTED.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return Decimal(bare.replace(",", ".")) if PLAIN.fullmatch(bare) else None


def _two_meanings(bare: str) -> str:
    """The sentence for `1,234`: a thousand to the English, one and a bit here."""
    ways = {
        "typed": bare,
        "thousand": number_text(Decimal(bare.replace(",", "")), 2),
        "decimal": number_text(Decimal(bare.replace(",", ".")), 2),
    }
    return _("“%(typed)s” kan twee dingen betekenen. Schrijf %(thousand)s of %(decimal)s.") % ways


# Days and hours

FIRST_YEAR, LAST_YEAR = 1900, 2100
FIRST_DAY, LAST_DAY = dt.date(FIRST_YEAR, 1, 1), dt.date(LAST_YEAR, 12, 31)
Day = TypeVar("Day", bound=dt.date)
DAY_FORMS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def read_day(text: str) -> dt.date:
    """A day of the calendar in a year that can be meant. Raises Misread."""
    for form in DAY_FORMS:
        try:
            return within_years(dt.datetime.strptime(text.strip(), form).date())  # noqa: DTZ007 - a day has no zone
        except Misread:
            raise
        except ValueError:
            continue
    raise Misread(_("Schrijf een bestaande datum, bijvoorbeeld 31/12/2026."))


def within_years(day: Day) -> Day:
    """The day or moment itself, in a year that is no typing error. Raises Misread."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Misread(
            _("Het jaar %(year)04d kan niet kloppen. Schrijf een jaar tussen %(first)d en %(last)d.")
            % {"year": day.year, "first": FIRST_YEAR, "last": LAST_YEAR}
        )
    return day


def in_brussels(naive: dt.datetime, *, twice: bool = False) -> dt.datetime:
    """The moment at which the clock in Brussels shows this.

    Raises Misread for an hour that the start of summer time skips, and for one that its end gives twice; with `twice`
    the first of those two is meant.
    """
    zone = timezone.get_default_timezone()
    first, second = naive.replace(tzinfo=zone, fold=0), naive.replace(tzinfo=zone, fold=1)
    clock = {"day": f"{naive:%d/%m/%Y}", "typed": f"{naive:%H.%M}"}
    if first.utcoffset() == second.utcoffset():
        return first
    if first.astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) != naive:
        raise Misread(
            _(
                "%(typed)s uur bestaat niet op %(day)s: de klok springt die nacht van 2 naar 3 uur. "
                "Kies een uur voor 2 of vanaf 3 uur."
            )
            % clock
        )
    if not twice:
        raise Misread(
            _(
                "%(typed)s uur komt twee keer op %(day)s: de klok gaat die nacht van 3 terug naar 2 uur. "
                "Kies een uur voor 2 of vanaf 3 uur."
            )
            % clock
        )
    return first
