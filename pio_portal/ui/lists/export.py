"""What is shown, as a file: row by row, so that memory does not grow with the rows, and without formulas."""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.encoding import force_str
from django_tables2 import Table
from django_tables2.columns import BoundColumn

from pio_portal.formats import as_date
from pio_portal.ui.columns import DayColumn, MoneyColumn

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
AT_ONCE = 500  # rows fetched together
LONGEST_CELL = 32_767  # characters that a cell of Excel takes
WIDTHS = {"title": 50, "organisation": 34}
LOOKS = {
    "head": {"bold": True, "bottom": 1},
    "day": {"num_format": "dd/mm/yyyy", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm", "align": "left"},
    "money": {"num_format": "€ #,##0.00"},
    "number": {},
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class _Passing:
    """Rows that pass once and are not kept, in the place of a queryset that keeps them all."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=AT_ONCE)


def as_csv(table: Table, name: str) -> HttpResponseBase:
    """For any spreadsheet: with a BOM and semicolons, as those in Belgium expect."""
    return StreamingHttpResponse(
        _csv_lines(table), content_type="text/csv; charset=utf-8", headers=_attachment(f"{name}.csv")
    )


def as_xlsx(table: Table, name: str) -> HttpResponseBase:
    """For Excel: dates, numbers and amounts as such, the heading stays in sight. Written to a file on disk first."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it was sent
    _write_workbook(table, file)
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_attachment(f"{name}.xlsx"))


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def _attachment(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}


def _rows(table: Table) -> Iterator[Any]:
    table.data.data = _Passing(table.data.data)
    return iter(table.rows)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(table: Table) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    columns = list(table.columns.iterall())
    yield "\ufeff"
    yield writer.writerow([_harmless(str(column.header)) for column in columns])
    for row in _rows(table):
        yield writer.writerow([_harmless(_said(row, column)) for column in columns])


def _said(row: Any, column: BoundColumn) -> Any:
    return force_str(row.get_cell_value(column.name), strings_only=True)


def _harmless(cell: Any) -> Any:
    """No cell can be a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA_STARTS):
        return f"'{cell}"
    return cell


def _write_workbook(table: Table, file: Any) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, seldom needed

    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    kinds = {name: book.add_format(look) for name, look in LOOKS.items()}
    columns = list(table.columns.iterall())
    for at, column in enumerate(columns):
        sheet.set_column(at, at, WIDTHS.get(column.name, 18))
        sheet.write_string(0, at, str(column.header), kinds["head"])
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(_rows(table), 1):
        for at, column in enumerate(columns):
            kind, value = _typed(row, column)
            if value is None or value == "":
                continue
            if kind == "text":
                sheet.write_string(last, at, str(value)[:LONGEST_CELL])
            elif kind in ("day", "moment"):
                sheet.write_datetime(last, at, value, kinds[kind])
            else:
                sheet.write_number(last, at, value, kinds[kind])
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    book.close()


def _typed(row: Any, column: BoundColumn) -> tuple[str, Any]:
    """What a cell holds, and of which kind it is: a day, a moment, an amount, a number, or else text."""
    value = _said(row, column)
    if isinstance(column.column, DayColumn):
        raw = column.accessor.resolve(row.record, quiet=True)
        return ("day", as_date(raw)) if isinstance(raw, dt.date) else ("text", value)
    if isinstance(value, dt.datetime):
        return "moment", timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
    if isinstance(value, dt.date):
        return "day", value
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return ("money" if isinstance(column.column, MoneyColumn) else "number"), value
    return "text", value
