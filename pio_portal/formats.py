"""How dates, moments, amounts and numbers are written: one way, on pages, in mails and in PDFs."""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NOTHING = "–"
NBSP = "\u00a0"


def as_date(value: dt.date | dt.datetime) -> dt.date:
    """The day in Brussels on which a moment falls; a date stays itself."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def day_text(value: dt.date | dt.datetime | None, *, long: bool = False) -> str:
    """`12 mrt 2025`, or `12 maart 2025`."""
    if not value:
        return NOTHING
    return _written(as_date(value), "j F Y" if long else "j b Y", get_language())


@lru_cache(maxsize=4096)
def _written(day: dt.date, form: str, _language: str | None) -> str:
    """A list writes the same days again and again: a tenth of its time."""
    return date_format(day, form)


def clock_text(value: dt.datetime | None, *, zone: bool = False) -> str:
    """`12.00 uur`, or `12.00 uur (Brussel)`: in Brussels, wherever the reader is."""
    if not value:
        return NOTHING
    hour = date_format(timezone.localtime(value), "H.i")
    return _("%(hour)s uur (Brussel)") % {"hour": hour} if zone else _("%(hour)s uur") % {"hour": hour}


def moment_text(value: dt.datetime | None, *, zone: bool = True, long: bool = False) -> str:
    """`12 mrt 2025 om 12.00 uur (Brussel)`."""
    if not value:
        return NOTHING
    parts = {"day": day_text(value, long=long), "clock": clock_text(value, zone=zone)}
    return _("%(day)s om %(clock)s") % parts


def number_text(value: float | Decimal | str | None, decimals: int | None = None) -> str:
    """`22.134` and `30,5`: a point between thousands, a comma before decimals.

    Without `decimals` the number keeps those it has. Unknown is a dash, never 0.
    """
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return f"{number:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def money_text(value: float | Decimal | str | None, decimals: int = 2) -> str:
    """`€ 180.000,00` and `€ -20.000,00`: a line is broken neither at that space nor between a minus and its digits."""
    if value is None or value == "":
        return NOTHING
    return f"€{NBSP}{number_text(value, decimals)}"


def money_short(value: float | Decimal | str | None) -> str:
    """`€ 2,10 mln`, `€ 180.000`: for figures that are read at a glance."""
    million = Decimal(1_000_000)
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    if abs(number) >= million:
        return _("%(amount)s mln") % {"amount": money_text(number / million)}
    return money_text(number, 0)


def countdown_text(until: dt.datetime, now: dt.datetime) -> str:
    """`Nog 21 dagen`, `Nog 3 uur`, `Nog 12 minuten`; empty when it is over."""
    left = until - now
    if left <= dt.timedelta(0):
        return ""
    days = (as_date(until) - as_date(now)).days
    if days > 1:
        return _("Nog %(n)s dagen") % {"n": days}
    if left >= dt.timedelta(hours=1):
        return _("Nog %(n)s uur") % {"n": int(left.total_seconds() // 3600)}
    minutes = max(1, int(left.total_seconds() // 60))
    return _("Nog 1 minuut") if minutes == 1 else _("Nog %(n)s minuten") % {"n": minutes}


def size_text(octets: int | None) -> str:
    """`12 kB`, `3,4 MB`."""
    if octets is None:
        return NOTHING
    kilo = 1000
    if octets < kilo * kilo:
        return f"{max(1, round(octets / kilo))}{NBSP}kB"
    return f"{number_text(octets / kilo / kilo, 1)}{NBSP}MB"
