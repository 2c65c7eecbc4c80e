"""The list of CPV codes: what is loaded of it, what words find in it, and what is doubtful about a code."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import Model
from django.utils.translation import gettext as _
from openpyxl import load_workbook
from psycopg import sql

from projects.models import CpvCode

SHIPPED = Path(__file__).parent / "cpv_2008.csv"  # all 9,454; docs/dependencies.md says whence
CODE_COLUMNS = ("code",)
TITLE_COLUMNS = ("titel", "nl")  # ours, and that of the official workbook
CODE = re.compile(r"(\d{8})(?:-(\d))?")
DIGITS = 8  # without the check digit


class Unreadable(Exception):  # noqa: N818 - it is told to who gave the file
    """The file is no list of codes. `str()` says why, and what is expected."""


def ensure_cpv(sender, using="default", apps=None, **_kwargs) -> None:
    """After the first migrate: the codes that the portal ships. A list that was loaded stays."""
    if apps and "cpvcode" not in apps.all_models[sender.label]:
        return  # migrated back to nothing: the table is gone
    rows = sender.get_model("CpvCode").objects.using(using)
    if not rows.exists():
        _write(rows.model, read_cpv(SHIPPED), using)


@transaction.atomic
def load_cpv(path: Path) -> int:
    """Take over the whole list of a file; what it does not have is no code any more. Gives how many there are now.

    Codes of procurements are texts of their own: they stay, and are told as unlisted. Raises Unreadable.
    """
    rows = read_cpv(path)
    CpvCode.objects.all().delete()
    _write(CpvCode, rows, DEFAULT_DB_ALIAS)
    return len(rows)


def _write(model: type[Model], rows: list[tuple[str, str]], using: str) -> None:
    """By COPY: each first start waits for it, and inserts take more than twice as long."""
    table = sql.Identifier(model._meta.db_table)
    with (
        connections[using].cursor() as cursor,
        cursor.copy(sql.SQL("COPY {} (code, title) FROM STDIN").format(table)) as out,
    ):
        for row in rows:
            out.write_row(row)


def read_cpv(path: Path) -> list[tuple[str, str]]:
    """The codes of a CSV file or of the official workbook, each with its Dutch title. Raises Unreadable."""
    lines = _sheet(path) if path.suffix == ".xlsx" else _text(path)
    header = [name.strip().casefold() for name in next(lines, [])]
    code_at, title_at = _place(header, CODE_COLUMNS), _place(header, TITLE_COLUMNS)
    found: dict[str, tuple[str, str]] = {}
    for number, line in enumerate(lines, start=2):
        if not any(line):
            continue
        code, title = (line[at].strip() if at < len(line) else "" for at in (code_at, title_at))
        if not CODE.fullmatch(code) or not title:
            raise Unreadable(
                f"Rij {number}: “{code} {title}”. Verwacht: acht cijfers, eventueel met een streepje en een cijfer, en een "
                "titel."
            )
        if (base := code[:DIGITS]) in found:
            raise Unreadable(f"Rij {number}: code {base} staat er twee keer.")
        found[base] = code, title
    if not found:
        raise Unreadable("In dit bestand staan geen codes.")
    return list(found.values())


def _place(header: list[str], names: tuple[str, ...]) -> int:
    for name in names:
        if name in header:
            return header.index(name)
    raise Unreadable(f"Er is geen kolom “{' of '.join(names)}”. Gevonden: {', '.join(header) or 'niets'}.")


def _text(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        file.seek(0)
        yield from csv.reader(file, delimiter=";" if ";" in first else ",")


def _sheet(path: Path) -> Iterator[list[str]]:
    book = load_workbook(path, read_only=True, data_only=True)
    try:
        for row in book.worksheets[0].iter_rows(values_only=True):
            yield ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()


def as_code(typed: str) -> str:
    """What was meant by what was typed: the code before the words behind it, with the check digit that it has.

    `72000000 IT-diensten` is 72000000-5 when that is the code of the list; what is no code stays as it was typed.
    """
    first = typed.split(maxsplit=1)[0] if typed.split() else ""
    digits = re.fullmatch(r"(\d{8})-?(\d?)", first)
    if digits is None:
        return typed.strip()
    base, check = digits.groups()
    if check:
        return f"{base}-{check}"
    row = _listed(base)
    return row.code if row else base


def cpv_title(code: str) -> str:
    """What the list says that a code is; empty when it is not there, or has another check digit."""
    row = _listed(code)
    return row.title if row and not _contradicts(code, row) else ""


def cpv_doubt(code: str) -> str:
    """Why a code is doubtful, as a sentence; empty when the list has it."""
    if CODE.fullmatch(code) is None:
        return ""
    row = _listed(code)
    if row and _contradicts(code, row):
        return _("Het controlecijfer past niet bij de code: in de lijst staat %(code)s.") % {"code": row.code}
    if row:
        return ""
    if _listed(f"{code[:2]}000000") is None:
        return _("Afdeling %(division)s bestaat niet in de CPV van 2008: dit is een code van een andere editie.") % {
            "division": code[:2]
        }
    return _("Code %(code)s staat niet in de CPV-lijst die hier geladen is.") % {"code": code}


def _listed(code: str) -> CpvCode | None:
    """The row of the list for the eight digits, whatever the check digit."""
    return CpvCode.objects.filter(code__startswith=code[:DIGITS]).first() if len(code) >= DIGITS else None


def _contradicts(code: str, row: CpvCode) -> bool:
    """The list knows another check digit. Where it knows none, any may be right."""
    return len(code) > DIGITS and len(row.code) > DIGITS and code != row.code
