"""The indicator report: one document for the board, with every row behind its figures attached as CSV."""

import base64
import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from pio_portal import formats
from pio_portal.documents import pdf
from pio_portal.ui import charts
from reporting.indicators.definitions import INDICATORS, Indicator
from reporting.indicators.engine import Period, count_rows, drill_down, figures
from reporting.indicators.output import as_csv
from reporting.indicators.presentation import Section, section
from reporting.models import Target

PRINTED_ROWS = 500
YEARS_SHOWN = 5
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
HEADINGS = {
    "code": _("Code"), "title": _("Titel"), "organisation": _("Organisatie"), "date": _("Datum"), "value": _("Aantal"),
    "difference": _("Verschil"), "amount": _("Bedrag"),
}  # fmt: skip
CLASSES = {"code": "code", "date": "date", "value": "num", "difference": "num", "amount": "num"}
Cell = tuple[str, str]  # a text, and what it is: the class by which the stylesheet aligns it


@dataclass(frozen=True)
class Annex:
    """The rows behind one indicator in the year of the report: those that are printed, and how many there are."""

    section: Section
    headings: list[Cell]
    rows: list[list[Cell]]
    total: int


def report_period(year: int, as_of: date | None) -> Period:
    """The year of the report with the four before it, as its charts show them."""
    return Period(year - YEARS_SHOWN + 1, year, as_of)


def build_report(
    *, period: Period, made_on: date, progress: Callable[[int, str], None] = lambda _done, _step: None
) -> tuple[bytes, dict]:
    """The PDF and the figures in it. `progress(percent, what)` is told how far it is."""
    progress(5, _("Cijfers berekenen"))
    found = figures(period)
    document = {"from": period.first, "to": period.last, "indicators": found}
    targets = {target.indicator: target.value for target in Target.objects.filter(year=period.last)}
    sections = [section(figure, target=targets.get(figure["code"]), as_of=period.as_of) for figure in found]
    progress(25, _("Rijen verzamelen"))
    last = Period(period.last, period.last, period.as_of)
    annexes = list(annexes_of(sections, last))
    attachments = [attachment(f"cijfers-{period.last}.csv", _("Alle cijfers van dit rapport"), as_csv(document))]
    for number, indicator in enumerate(INDICATORS):
        progress(30 + 3 * number, _("Bijlage: %(title)s") % {"title": indicator.title})
        rows = drill_down(indicator, last)
        if rows:
            attachments.append(attachment(f"{indicator.code}-{period.last}.csv", indicator.title, rows_csv(rows)))
    progress(70, _("Bladzijden opmaken"))
    context = {
        "period": period, "year": period.last, "made_on": made_on, "sections": sections, "annexes": annexes,
        "drawn": [(each, chart_image(each)) for each in sections], "printed": PRINTED_ROWS,
        "attachments": len(attachments),
    }  # fmt: skip
    content = pdf.render("pdf/report/report.html", context, attachments=attachments)
    progress(95, _("Bewaren"))
    return content, document


def annexes_of(sections: list[Section], period: Period):
    """The printed rows, shared over the indicators in their order until the annex is full."""
    room = PRINTED_ROWS
    fair = PRINTED_ROWS // len(sections)
    waiting = [(each, count_rows(each.indicator, period)) for each in sections if each.indicator.code != "I12"]
    spare = sum(max(0, fair - total) for _each, total in waiting) + fair
    for each, total in waiting:
        share = min(total, fair)
        more = min(total - share, spare, room - share)
        spare -= more
        share += more
        room -= share
        if total:
            names = columns_of(each.indicator)
            rows = [
                [(cell(row.get(name)), CLASSES.get(name, "")) for name in names]
                for row in drill_down(each.indicator, period, limit=share)
            ]
            yield Annex(each, [(str(HEADINGS[name]), CLASSES.get(name, "")) for name in names], rows, total)


def columns_of(indicator: Indicator) -> list[str]:
    """What a row of the indicator shows."""
    names = ["code", "title", *(["organisation"] if indicator.dimensions else []), "date"]
    if indicator.code == "I06":
        return [*names, "amount", "difference"]
    return [*names, "value"] if indicator.items or indicator.code in {"I10", "I11"} else names


def cell(value) -> str:
    """A cell of the annex."""
    if value is None:
        return formats.NOTHING
    if isinstance(value, date):
        return formats.day_text(value)
    return formats.money_text(value) if hasattr(value, "quantize") else str(value)


def rows_csv(rows: list[dict]) -> str:
    """Every row with every dimension. A text that a spreadsheet would take for a formula is made plain text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(rows[0])
    for row in rows:
        writer.writerow(["" if value is None else harmless(value) for value in row.values()])
    return out.getvalue()


def harmless(value):
    """Text without the power of a formula; numbers and dates as they are."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA_SIGNS) else value


def attachment(name: str, description: str, text: str) -> pdf.Attachment:
    """A CSV file inside the PDF, readable by spreadsheets."""
    return name, description, ("\ufeff" + text).encode()


def chart_image(each: Section) -> str:
    """The section's bars as an image of its own, in the colours of the portal."""
    drawing = charts.bar_chart(charts.as_bars(each.bars))
    svg = render_to_string("pdf/report/chart.svg", {"chart": drawing})
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode()).decode()


def title_of(period: Period) -> str:
    """What the report is called."""
    return _("Indicatorenrapport %(year)s") % {"year": period.last}
