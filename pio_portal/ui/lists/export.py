"""What is shown, as a file: row by row, so that memory does not grow with the rows, and without formulas."""

import csv
import re
import tempfile
from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django_tables2 import Table

from pio_portal.ui.kinds import KINDS, harmless

AT_ONCE = 500  # rows fetched together
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_SHEET_NAME = 31
HEAD = {"bold": True, "bottom": 1}


class _Passing:
    """Rows that pass once and are not kept, in the place of a queryset that keeps them all."""

    def __init__(self, rows: QuerySet) -> None:
        self.rows, self.model = rows, rows.model

    def __iter__(self) -> Iterator[Any]:
        return self.rows.iterator(chunk_size=AT_ONCE)


def as_csv(table: Table, *, file_name: str, title: str) -> HttpResponseBase:  # noqa: ARG001 - a CSV has no place for it
    """For any spreadsheet: with a BOM and semicolons, as those in Belgium expect."""
    return StreamingHttpResponse(
        _csv_lines(table), content_type="text/csv; charset=utf-8", headers=_attachment(f"{file_name}.csv")
    )


def as_xlsx(table: Table, *, file_name: str, title: str) -> HttpResponseBase:
    """For Excel: dates, numbers and amounts as such, the heading stays in sight. Written to a file on disk first."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it when it was sent
    _write_workbook(table, file, sheet_name(title))
    file.seek(0)
    return FileResponse(file, content_type=XLSX, headers=_attachment(f"{file_name}.xlsx"))


FORMATS = {"csv": as_csv, "xlsx": as_xlsx}


def sheet_name(title: str) -> str:
    """The title as Excel takes it for the name of a sheet."""
    return " ".join(re.sub(r"[\[\]:*?/\\']", " ", title).split())[:LONGEST_SHEET_NAME].strip()


def _attachment(filename: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{filename}"'}


def _rows(table: Table) -> Iterator[list[Any]]:
    """The values of each row, one of its column's kind or None."""
    table.data.data = _Passing(table.data.data)
    names = [column.name for column in table.columns]
    for row in table.rows:
        yield [row.get_cell_value(name) for name in names]


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _csv_lines(table: Table) -> Iterator[str]:
    writer = csv.writer(_Echo(), delimiter=";")
    kinds = [column.column.kind for column in table.columns]
    yield "\ufeff"
    yield writer.writerow([harmless(str(column.header)) for column in table.columns])
    for values in _rows(table):
        cells = zip(kinds, values, strict=True)
        yield writer.writerow(["" if value is None else kind.written(value) for kind, value in cells])


def _write_workbook(table: Table, file: Any, name: str) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - slow to load, seldom needed

    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    looks = {kind.name: book.add_format(kind.look) for kind in KINDS}
    head, columns = book.add_format(HEAD), list(table.columns)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.column.width)
        sheet.write_string(0, at, str(column.header), head)
    sheet.freeze_panes(1, 0)
    last = 0
    for last, values in enumerate(_rows(table), 1):
        for at, (column, value) in enumerate(zip(columns, values, strict=True)):
            kind = column.column.kind
            if value not in (None, ""):
                getattr(sheet, kind.cell)(last, at, kind.kept(value), looks[kind.name])
    sheet.autofilter(0, 0, last, max(0, len(columns) - 1))
    book.close()
