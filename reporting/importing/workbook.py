"""Reads an XLSX workbook row by row, and tells apart what openpyxl takes for an empty cell or for text."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

from reporting.importing.cells import MERGED, NO_RESULT, unescaped
from reporting.importing.faults import Unreadable
from reporting.importing.guard import NO_WORKBOOK
from reporting.importing.sheets import DAMAGED, NOTHING, Share, Sheet
from reporting.importing.tables import BY_NAME

PIECE = 1024 * 1024
MERGE = re.compile(rb"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z]+[0-9]+:[A-Z]+[0-9]+)\"")
LONGEST_MERGE = 200  # bytes of such an element
WIDEST = 100  # columns in which merged cells are told: no table has more

Box = tuple[int, int, int, int]  # first column and row, last column and row


class Parser(WorkSheetParser):
    """Keeps that a cell without a value has a formula: nobody worked it out."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        """As openpyxl reads it, but for what was never worked out."""
        cell = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            cell["value"] = NO_RESULT
        return cell


def workbook(path: Path, archive: zipfile.ZipFile) -> Iterator[Sheet]:
    """The sheets of a workbook; an empty sheet is none."""
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:  # its own list of contents names no workbook
        raise Unreadable(NO_WORKBOOK) from error
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise Unreadable(DAMAGED) from error
    try:
        found = False
        sizes = {sheet.title: archive.getinfo(sheet._worksheet_path).file_size for sheet in book.worksheets}
        share = Share(sum(sizes.values()))
        for sheet in book.worksheets:
            with archive.open(sheet._worksheet_path) as file:
                rows = rows_of(sheet, file, merged_in(archive, sheet._worksheet_path))
                first = next(rows, None)
                if first is not None and (sheet.title.strip().lower() in BY_NAME or any(first)):
                    found = True
                    yield Sheet(sheet.title.strip().lower(), padded(first, rows), share.of(file))
            share.add(sizes[sheet.title])
        if not found:
            raise Unreadable(NOTHING)
    finally:
        book.close()


def rows_of(sheet: Any, file: Any, merged: list[Box]) -> Iterator[list]:
    """The values of each row in their places; a row that the file leaves out is empty."""
    book = sheet.parent
    parser = Parser(
        file,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    due = 1
    for number, cells in parser.parse():
        while due < number:
            yield row_at(due, [], merged)
            due += 1
        if number == due:  # a number that comes twice is no row of a spreadsheet
            yield row_at(number, cells, merged)
            due += 1


def row_at(number: int, cells: list[dict[str, Any]], merged: list[Box]) -> list:
    """The values of one row, with a mark in each merged cell."""
    values: list[Any] = [None] * max((cell["column"] for cell in cells), default=0)
    for cell in cells:
        value = cell["value"]
        values[cell["column"] - 1] = unescaped(value) if isinstance(value, str) else value
    for left, top, right, bottom in merged:
        if top <= number <= bottom:
            last = min(right, WIDEST)
            values += [None] * (last - len(values))
            values[left - 1 : last] = [MERGED] * max(0, last - left + 1)
    return values


def merged_in(archive: zipfile.ZipFile, name: str) -> list[Box]:
    """The merged cells of a sheet. They stand behind its rows, so they are looked up before."""
    found, rest = [], b""
    with archive.open(name) as file:
        while piece := file.read(PIECE):
            text = rest + piece
            found += [match[1].decode() for match in MERGE.finditer(text)]
            rest = text[-LONGEST_MERGE:]
    return [range_boundaries(each) for each in dict.fromkeys(found)]


def padded(first: list, rows: Iterator[list]) -> Iterator[list]:
    """A workbook leaves out the empty cells at the end of a row; here they stand again."""
    yield first
    for row in rows:
        yield row + [None] * (len(first) - len(row))
