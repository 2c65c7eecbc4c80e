"""The figures as JSON, CSV or a table for the terminal."""

import csv
import io
import json
from datetime import date

from reporting.indicators.definitions import BY_CODE
from reporting.indicators.engine import Period, figures


def as_json(period: Period, today: date) -> dict:
    """The figures in the shape of the contract.

    Without an as-of day nothing is left out; `as_of` then is the day that the period is complete by.
    """
    complete = max(today, date(period.last, 12, 31))
    return {
        "from": period.first,
        "to": period.last,
        "as_of": (period.as_of or complete).isoformat(),
        "indicators": figures(period),
    }


def lines(document: dict) -> list[tuple[str, str, str, str, str]]:
    """One line per figure: code, title, year, what, value (empty where unknown)."""
    found = []
    for indicator in document["indicators"]:
        for year, values in indicator["years"].items():
            for name, value in flat(values):
                found.append((indicator["code"], indicator["title"], year, name, "" if value is None else str(value)))
    return found


def flat(values: dict, prefix: str = ""):
    """Names and values, a nested value under `outer.inner`."""
    for name, value in values.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value


def as_csv(document: dict) -> str:
    """A row per figure, for a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["indicator", "titel", "jaar", "maat", "waarde"])
    writer.writerows(lines(document))
    return out.getvalue()


def as_table(document: dict) -> str:
    """The figures for the terminal: a block per indicator, a column per year."""
    years = [str(year) for year in range(document["from"], document["to"] + 1)]
    shown = []
    for indicator in document["indicators"]:
        shown.append(f"{indicator['code']} {indicator['title']}")
        names = list(dict.fromkeys(name for values in indicator["years"].values() for name, _ in flat(values)))
        shown.append(" " * 28 + "".join(f"{year:>16}" for year in years))
        for name in names:
            cells = [dict(flat(indicator["years"][year])).get(name) for year in years]
            shown.append(
                f"  {label(indicator['code'], name)[:25]:<26}"
                + "".join(f"{'?' if cell is None else cell:>16}" for cell in cells)
            )
        shown.append("")
    return "\n".join(shown)


def label(code: str, name: str) -> str:
    """What a figure is called in Dutch."""
    indicator = BY_CODE[code]
    measure = indicator.measures.get(name) or indicator.also.get(name, (None, None))[1]
    return measure.label if measure else name


def dump(document: dict) -> str:
    """The document as text."""
    return json.dumps(document, ensure_ascii=False, indent=1)
