"""An indicator in words, bars and cells: what the page, the public page and the PDF all show."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pio_portal import formats
from pio_portal.ui.shapes import Bar, Figure
from reporting.indicators.definitions import BY_CODE, Indicator, Measure
from reporting.indicators.rows import NETWORKS

UNKNOWN = _("onbekend")
ADDRESSES = {
    "application": "calls:staff_application",
    "procurement": "projects:staff_procurement",
    "consultation": "consultations:staff_consultation",
    "event": "outreach:staff_event",
}
KEY_FIGURES = ("I01", "I02", "I04", "I05", "I06")


@dataclass(frozen=True)
class Line:
    """One line of an indicator's table: a measure, with a cell per year."""

    label: str
    cells: list[str]
    main: bool = False


@dataclass(frozen=True)
class Section:
    """One indicator, ready to show. `year` is the one that the sentence is about."""

    indicator: Indicator
    year: int
    years: list[int]
    sentence: str
    bars: list[Bar]
    lines: list[Line]
    value: str
    change: str
    target: str = ""

    @property
    def chart_label(self) -> str:
        """What the picture says, for who does not see it."""
        told = ", ".join(f"{bar.label}: {bar.text}" for bar in self.bars)
        return f"{self.indicator.title}, {headline(self.indicator).label.lower()} {_('per jaar')}. {told}."


def section(figure: dict, *, target: Decimal | None = None, as_of: dt.date | None = None) -> Section:
    """A section from a figure of the engine; the last year is the one it tells about.

    A year that was still running on `as_of` is not compared with a whole one: both are told, each for what it is.
    """
    indicator = BY_CODE[figure["code"]]
    years = [int(year) for year in figure["years"]]
    main, name = headline(indicator), indicator.headline
    values = {int(year): values[name] for year, values in figure["years"].items()}
    last = years[-1]
    until = as_of if as_of and as_of < dt.date(last, 12, 31) else None
    return Section(
        indicator=indicator,
        year=last,
        years=years,
        sentence=sentence(indicator, figure, last, until=until),
        bars=[
            Bar(
                label=year,
                value=None if value is None else float(value),
                text=brief(value, main),
                current=year == last,
            )
            for year, value in values.items()
        ],
        lines=list(lines(indicator, figure)),
        value=brief(values[last], main),
        change=change(values[last], values.get(last - 1), main, last - 1, until=until),
        target=shown(target, main) if target is not None else "",
    )


def headline(indicator: Indicator) -> Measure:
    """The measure that stands for the indicator."""
    return indicator.measures[indicator.headline]


def lines(indicator: Indicator, figure: dict) -> Iterable[Line]:
    """The table: a line per measure, and for the networks two lines each."""
    measures: dict[str, Measure] = {**indicator.measures, **{name: m for name, (_rows, m) in indicator.also.items()}}
    for name, measure in measures.items():
        cells = [shown(values[name], measure) for values in figure["years"].values()]
        yield Line(measure.label, cells, main=name == indicator.headline)
    if indicator.networks:
        for code in NETWORKS:
            found = [values["partners"].get(code) for values in figure["years"].values()]
            if any(found):
                yield Line(
                    _("%(code)s: sessies") % {"code": code}, [str(entry["events"]) if entry else "0" for entry in found]
                )
                cells = [formats.number_text(entry["value"]) if entry else formats.NOTHING for entry in found]
                yield Line(_("%(code)s: inschrijvers") % {"code": code}, cells)


def shown(value, measure: Measure) -> str:
    """A value in full: `€ 180.000,00`, `3,2 %`, `30,50`, a dash when unknown."""
    if value is None:
        return formats.NOTHING
    if measure.unit == "€":
        return formats.money_text(value)
    if measure.unit == "%":
        return percent(value)
    return formats.number_text(value, measure.digits)


def brief(value, measure: Measure) -> str:
    """A value to read at a glance: `€ 1,06 mln`, `30,5`."""
    if value is None:
        return "?"
    if measure.unit == "€":
        return formats.money_short(value)
    if measure.unit == "%":
        return percent(value)
    return formats.number_text(value, 1 if measure.digits else None)


def percent(value) -> str:
    """`3,2 %`, with a space that does not break."""
    return f"{formats.number_text(Decimal(str(value)) * 100, 1)}{formats.NBSP}%"


def change(value, before, measure: Measure, year: int, *, until: dt.date | None = None) -> str:
    """What changed since the year before: `3 meer dan in 2025`; empty when one of them is unknown.

    With `until`, the day up to which a running year is counted, only what the whole year before was: `58 in heel 2025`.
    """
    if value is None or before is None:
        return ""
    if until:
        return _("%(amount)s in heel %(year)s") % {"amount": brief(before, measure), "year": year}
    difference = Decimal(str(value)) - Decimal(str(before))
    if not difference:
        return _("evenveel als in %(year)s") % {"year": year}
    if measure.unit == "%":
        amount = _("%(points)s procentpunt") % {"points": formats.number_text(abs(difference) * 100, 1)}
    else:
        amount = brief(str(abs(difference)) if measure.digits else int(abs(difference)), measure)
    words = _("%(amount)s meer dan in %(year)s") if difference > 0 else _("%(amount)s minder dan in %(year)s")
    return words % {"amount": amount, "year": year}


def sentence(indicator: Indicator, figure: dict, year: int, *, until: dt.date | None = None) -> str:
    """What the year was like, in one or two sentences."""
    values = figure["years"][str(year)]
    before = figure["years"].get(str(year - 1), {})
    main = headline(indicator)
    value, previous = values[indicator.headline], before.get(indicator.headline)
    told = change(value, previous, main, year - 1, until=until)
    since = (_(", tegenover %(before)s") % {"before": told} if until else f", {told}") if told else ""
    when = _when(year, until)
    if indicator.headline == "mean":
        return _mean_sentence(indicator, values, when, since)
    if value is None:
        return _("Over %(year)s is niets bekend.") % {"year": year}
    if main.unit == "€":
        told = _("%(when)s is netto %(amount)s toegekend%(since)s.") % {
            "when": capfirst(when),
            "amount": shown(value, main),
            "since": since,
        }
        corrections = Decimal(values["corrections"])
        if corrections:
            told += " " + _("Daarin zit %(amount)s aan correcties op eerdere toekenningen.") % {
                "amount": formats.money_text(corrections)
            }
        return told
    if main.unit == "%":
        return _(
            "%(when)s waren %(some)s van de %(all)s opdrachten van de Vlaamse overheid innovatief: %(share)s%(since)s."
        ) % {
            "when": capfirst(when),
            "some": values["innovative"],
            "all": formats.number_text(values["total"]),
            "share": percent(value),
            "since": since,
        }
    return _count_sentence(indicator, value, when, since) + extra(values)


def _when(year: int, until: dt.date | None) -> str:
    """`in 2025`, or `tot en met 12 mrt 2026` for a year that runs."""
    if until and until.year == year:
        return _("tot en met %(day)s") % {"day": formats.day_text(until)}
    return _("in %(year)s") % {"year": year}


def _count_sentence(indicator: Indicator, value: int, when: str, since: str) -> str:
    """Say how many there were: `In 2026 werden 51 aanvragen ingediend, 7 minder dan in 2025`."""
    one = value == 1
    noun = indicator.noun[0] if one else indicator.noun[1]
    happened = " " in noun  # a noun with what was done to it
    verb = (_("werd") if one else _("werden")) if happened else (_("was er") if one else _("waren er"))
    count = formats.number_text(value) if value else _("geen")
    return _("%(when)s %(verb)s %(count)s %(noun)s%(since)s.") % {
        "when": capfirst(when), "verb": verb, "count": count, "noun": noun, "since": since,
    }  # fmt: skip


def _mean_sentence(indicator: Indicator, values: Mapping, when: str, since: str) -> str:
    kind = "procedures" if "procedures" in values else "events"
    events = values[kind]
    what = indicator.measures[kind].label.lower()
    if not events:
        return _("%(when)s waren er geen %(what)s.") % {"when": capfirst(when), "what": what}
    if values["mean"] is None:
        return _("Het is niet bekend hoeveel %(noun)s er %(when)s waren (%(what)s: %(events)s).") % {
            "when": when, "events": events, "what": what, "noun": indicator.noun[1],
        }  # fmt: skip
    told = _("Gemiddeld %(mean)s %(noun)s %(when)s%(since)s.") % {
        "mean": formats.number_text(values["mean"], 1), "noun": indicator.noun[1], "when": when, "since": since,
    }  # fmt: skip
    if values["known"] == events:
        return told + " " + _("Samen %(total)s; %(what)s: %(events)s.") % {
            "total": formats.number_text(values["value"]), "events": events, "what": what,
        }  # fmt: skip
    return told + " " + _("Samen %(total)s; bekend voor %(known)s van de %(events)s %(what)s.") % {
        "total": formats.number_text(values["value"]), "known": values["known"], "events": events, "what": what,
    }  # fmt: skip


def extra(values: Mapping) -> str:
    """What stands apart: withdrawn applications, relaunches."""
    if values.get("withdrawn"):
        return " " + _("Later ingetrokken: %(count)s.") % {"count": values["withdrawn"]}
    if values.get("relaunches"):
        return " " + _("Herlanceringen, die niet opnieuw tellen: %(count)s.") % {"count": values["relaunches"]}
    return ""


def key_figures(sections: Iterable[Section], *, address: str = "", query: str = "") -> list[Figure]:
    """The panel of figures at the top: value, name, and what changed.

    `address` is a url name that takes the code; `query` is what the figures were asked with, so that their rows are
    counted over the same years and as of the same day.
    """
    found = {each.indicator.code: each for each in sections}
    return [
        Figure(
            value=found[code].value,
            label=" · ".join(part for part in (short_name(found[code].indicator), found[code].change) if part),
            url=f"{reverse(address, args=[code])}?{query}" if address else "",
        )
        for code in KEY_FIGURES
        if code in found
    ]


def short_name(indicator: Indicator) -> str:
    """`aanvragen ingediend`."""
    return {"I06": _("netto toegekend")}.get(indicator.code, indicator.noun[1])


def dossier_url(kind: str, code: str, user) -> str:
    """The page behind a row, when there is one and this user may open it."""
    if kind not in ADDRESSES:
        return ""
    try:
        url = reverse(ADDRESSES[kind], args=[code])
    except NoReverseMatch:
        return ""
    audience = getattr(resolve(url).func, "audience", None)
    return url if audience is not None and audience.admits(user) else ""
