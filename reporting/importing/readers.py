"""Opens what people keep tables in: a folder or zip of CSV files, one CSV file, or an XLSX workbook.

A reader gives each table as a name and an iterator of rows as a spreadsheet numbers them: the first is the header,
empty rows stand in their place, and a cell with line breaks does not make more rows. Nothing is read ahead.
"""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from reporting.importing.faults import Unreadable
from reporting.importing.guard import check_workbook
from reporting.importing.sheets import NOTHING, Broken, Share, Sheet, unzipped
from reporting.importing.tables import BY_NAME

DELIMITERS = (";", ",", "\t")
TOLD_DELIMITER = re.compile(r'"?sep=([^\r\n"])"?\r?\n', re.IGNORECASE)  # how Excel says it; that row is not shown
LARGEST_CELL = 1024 * 1024
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def sheets(path: Path) -> Iterator[Sheet]:
    """Every table in the folder or file. Raises Unreadable with a sentence for the user."""
    if path.is_dir():
        yield from csv_files(
            sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv" and file.is_file())
        )
    elif not path.exists():
        raise Unreadable(f"{path} bestaat niet. Verwacht: een map met CSV-bestanden, of een Excel-werkboek (.xlsx).")
    elif path.suffix.lower() == ".csv":
        yield from csv_files([path])
    elif path.suffix.lower() == ".zip":
        yield from zipped_csv(path)
    else:
        from reporting.importing.workbook import workbook  # noqa: PLC0415 - openpyxl is slow to load, and seldom needed

        with unzipped(path) as archive:
            check_workbook(archive)
            yield from workbook(path, archive)


def csv_files(files: list[Path]) -> Iterator[Sheet]:
    """CSV files, by name; what else stands in a folder stands there for another reason."""
    if not files:
        raise Unreadable(NOTHING)
    share = Share(sum(path.stat().st_size for path in files))
    for path in files:
        with path.open("rb") as file:
            yield Sheet(path.stem.strip().lower(), csv_rows(file), share.of(file))
        share.add(path.stat().st_size)


def zipped_csv(path: Path) -> Iterator[Sheet]:
    """The CSV files in a zip, in whatever folder inside it."""
    with unzipped(path) as archive:
        members = sorted(
            (m for m in archive.infolist() if m.filename.lower().endswith(".csv") and "__MACOSX" not in m.filename),
            key=lambda member: member.filename,
        )
        if not members:
            raise Unreadable(NOTHING)
        share = Share(sum(member.file_size for member in members))
        for member in members:
            with archive.open(member) as file:
                yield Sheet(Path(member.filename).stem.strip().lower(), csv_rows(file), share.of(file))
            share.add(member.file_size)


def csv_rows(file) -> Iterator[list[str]]:
    """The rows of one CSV file. A byte that is no UTF-8 is kept in place, so that its own cell can be named."""
    if file.read(2) in UTF_16:
        raise Broken("Dit bestand is UTF-16. Verwacht: een bestand bewaard als “CSV UTF-8”.")
    file.seek(0)
    text = io.TextIOWrapper(file, encoding="utf-8-sig", errors="surrogateescape", newline="")
    head = text.read(64 * 1024)
    text.seek(0)
    csv.field_size_limit(LARGEST_CELL)
    told = TOLD_DELIMITER.match(head)
    if told:
        text.readline()
    try:
        yield from csv.reader(text, delimiter=told[1] if told else delimiter_of(head), strict=True)
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
