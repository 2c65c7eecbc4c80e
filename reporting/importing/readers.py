"""Opens what people keep tables in: a folder or zip of CSV files, one CSV file, or an XLSX workbook.

A reader gives each table as a name and an iterator of rows as a spreadsheet numbers them: the first is the header,
empty rows stand in their place, and a cell with line breaks does not make more rows. Nothing is read ahead.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from reporting.importing.faults import Unreadable
from reporting.importing.guard import NO_WORKBOOK, check_workbook
from reporting.importing.tables import BY_NAME

DELIMITERS = (";", ",", "\t")
LARGEST_UNPACKED = 500 * 1024 * 1024
LARGEST_CELL = 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")
NOTHING = (
    "Er staan geen tabellen in. Verwacht: een map of zip met CSV-bestanden zoals aanvragen.csv, "
    "of een Excel-werkboek (.xlsx) met een werkblad per tabel."
)
DAMAGED = (
    "Dit bestand is beschadigd, beveiligd of van een andere soort. "
    "Verwacht: een zip met CSV-bestanden, of een Excel-werkboek (.xlsx)."
)


class Broken(Exception):  # noqa: N818 - becomes a fault of the table
    """The table cannot be read further than the row after the last one it gave."""


@dataclass(frozen=True)
class Sheet:
    """A table as it was found: its name in lower case, and its rows, to be gone through once."""

    name: str
    rows: Iterator[list]


def sheets(path: Path) -> Iterator[Sheet]:
    """Every table in the folder or file. Raises Unreadable with a sentence for the user."""
    if path.is_dir():
        yield from csv_files(path)
    elif not path.exists():
        raise Unreadable(f"{path} bestaat niet. Verwacht: een map met CSV-bestanden, of een Excel-werkboek (.xlsx).")
    elif path.suffix.lower() == ".csv":
        with path.open("rb") as file:
            yield Sheet(path.stem.strip().lower(), csv_rows(file))
    elif path.suffix.lower() == ".zip":
        yield from zipped_csv(path)
    else:
        yield from workbook(path)


def csv_files(folder: Path) -> Iterator[Sheet]:
    """The CSV files of a folder, by name; other files stand there for another reason."""
    files = sorted(file for file in folder.iterdir() if file.suffix.lower() == ".csv" and file.is_file())
    if not files:
        raise Unreadable(NOTHING)
    for path in files:
        with path.open("rb") as file:
            yield Sheet(path.stem.strip().lower(), csv_rows(file))


def zipped_csv(path: Path) -> Iterator[Sheet]:
    """The CSV files in a zip, in whatever folder inside it."""
    with unzipped(path) as archive:
        names = sorted(name for name in archive.namelist() if name.lower().endswith(".csv") and "__MACOSX" not in name)
        if not names:
            raise Unreadable(NOTHING)
        for name in names:
            with archive.open(name) as file:
                yield Sheet(Path(name).stem.strip().lower(), csv_rows(file))


@contextmanager
def unzipped(path: Path) -> Iterator[zipfile.ZipFile]:
    """Open an archive, unless it is none or would unpack into more than any programme holds."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise Unreadable(
                    "Dit bestand is uitgepakt groter dan 500 MB. Verwacht: alleen de tabellen van het programma."
                )
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, OSError) as error:
        raise Unreadable(DAMAGED) from error


def csv_rows(file) -> Iterator[list[str]]:
    """The rows of one CSV file. A byte that is no UTF-8 is kept in place, so that its own cell can be named."""
    if file.read(2) in UTF_16:
        raise Broken("Dit bestand is UTF-16. Verwacht: een bestand bewaard als “CSV UTF-8”.")
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    head = text.read(64 * 1024)
    text.seek(0)
    csv.field_size_limit(LARGEST_CELL)
    try:
        yield from csv.reader(text, delimiter=delimiter_of(head), strict=True)
    except csv.Error as error:
        raise Broken(
            "Vanaf hier is het bestand niet te lezen: een aanhalingsteken staat verkeerd of wordt niet gesloten. "
            'Verwacht: aanhalingstekens in een cel dubbel ("") en de cel tussen aanhalingstekens.'
        ) from error
    finally:
        text.detach()


def delimiter_of(head: str) -> str:
    """The sign that splits the header into the most columns that some table knows, else into the most parts."""
    known = {column.name for table in BY_NAME.values() for column in table.columns}

    def worth(delimiter: str) -> tuple[int, int]:
        cells = [
            cell.strip().strip('"').lower() for cell in re.split(f"{re.escape(delimiter)}|[\r\n]", first_line(head))
        ]
        return sum(cell in known for cell in cells), len(cells)

    return max(DELIMITERS, key=worth)


def first_line(head: str) -> str:
    """Give the header as it stands, without what follows."""
    return re.split(r"\r\n|\r|\n", head, maxsplit=1)[0]


def workbook(path: Path) -> Iterator[Sheet]:
    """The sheets of a workbook; an empty sheet is none."""
    import openpyxl  # noqa: PLC0415 - slow to load, seldom needed
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    with unzipped(path) as archive:
        check_workbook(archive)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except OSError as error:  # its own list of contents names no workbook
        raise Unreadable(NO_WORKBOOK) from error
    except (InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise Unreadable(DAMAGED) from error
    try:
        found = False
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = ([*row] for row in sheet.iter_rows(values_only=True))
            first = next(rows, None)
            if first is None or (sheet.title.strip().lower() not in BY_NAME and not any(first)):
                continue
            found = True
            yield Sheet(sheet.title.strip().lower(), padded(first, rows))
        if not found:
            raise Unreadable(NOTHING)
    finally:
        book.close()


def padded(first: list, rows: Iterator[list]) -> Iterator[list]:
    """A workbook leaves out the empty cells at the end of a row; here they stand again."""
    yield first
    for row in rows:
        yield row + [None] * (len(first) - len(row))
