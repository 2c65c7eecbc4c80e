"""Brings the tables into temporary tables of the database, each cell read as what it must be.

From there on rules and writing are set-based, and memory does not grow with the rows. A cell that is wrong stands there
as unknown; its fault is kept, and a rule that looks at it stays silent.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from pio_portal.formats import number_text
from reporting.importing.cells import Unusable, error_in
from reporting.importing.faults import WHOLE_TABLE, Fault
from reporting.importing.progress import Progress, silent
from reporting.importing.readers import sheets
from reporting.importing.sheets import Broken, Sheet
from reporting.importing.tables import BY_NAME, ORDER, TABLES, Column, Table

HEADER = 1
ROWS_BETWEEN = 500  # two signs of life


@dataclass
class Staged:
    """What was read: the tables that were there, and everything that was wrong with their cells."""

    faults: list[Fault] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    wrong: set[tuple[str, int, str]] = field(default_factory=set)
    unread: set[tuple[str, str]] = field(default_factory=set)

    def add(self, table: str, row: int, column: str, message: str) -> None:
        """Keep a fault, and that nothing may be concluded from its cell."""
        self.faults.append(Fault(table, row, column, message))
        self.wrong.add((table, row, column))

    def doubtful(self, table: str, row: int, columns: tuple[str, ...]) -> bool:
        """Whether one of the cells could not be read."""
        return any((table, row, column) in self.wrong or (table, column) in self.unread for column in columns)

    def in_order(self) -> list[Fault]:
        """The faults as a reader would go through the tables: by table, row and column."""
        places = {(t.name, c.name): number for t in TABLES for number, c in enumerate(t.columns)}
        return sorted(
            self.faults,
            key=lambda f: (ORDER.get(f.table, len(ORDER)), f.table, f.row, places.get((f.table, f.column), -1)),
        )


def stage(path: Path, told: Progress = silent) -> Staged:
    """Read every table of the path into its temporary table. Raises Unreadable when there is none."""
    staged = Staged()
    create_stages()
    for sheet in sheets(path):
        table = BY_NAME.get(sheet.name)
        if table is None:
            names = ", ".join(BY_NAME)
            staged.add(
                sheet.name, HEADER, WHOLE_TABLE, f"“{sheet.name}” is geen tabel van het programma. Verwacht: {names}."
            )
        elif table.name in staged.rows:
            staged.add(
                table.name, HEADER, WHOLE_TABLE, "Deze tabel komt twee keer voor. Verwacht: elke tabel één keer."
            )
        else:
            staged.rows[table.name] = stage_table(table, sheet, staged, told)
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"ANALYZE {table.stage}")
    return staged


def create_stages() -> None:
    """Make an empty temporary table for each table, gone when the transaction ends.

    They are kept few and small on purpose: history is written by triggers with a subtransaction for each row, and in
    a transaction that made more than 32 relations PostgreSQL goes through all it knows at the end of each of those.
    A table whose texts are short has no second and third relation for long values.
    """
    with connection.cursor() as cursor:
        for table in TABLES:
            columns = ", ".join(f"{c.name} {c.type}{'[]' if c.many else ''}" for c in table.columns)
            cursor.execute(f"DROP TABLE IF EXISTS {table.stage}")
            cursor.execute(f"CREATE TEMPORARY TABLE {table.stage} (row integer, {columns}) ON COMMIT DROP")


def stage_table(table: Table, sheet: Sheet, staged: Staged, told: Progress) -> int:
    """Copy one table's rows; give their number."""
    count, row = 0, 0
    names = ", ".join(column.name for column in table.columns)
    with connection.cursor() as cursor, cursor.copy(f"COPY {table.stage} (row, {names}) FROM STDIN") as copy:
        try:
            header = next(sheet.rows, [])
            row, columns = HEADER, columns_of(table, header, staged)
            nameless = [place for place, cell in enumerate(header) if is_empty(cell)]
            for row, cells in enumerate(sheet.rows, HEADER + 1):
                if any(cell not in ("", None) for cell in cells):
                    copy.write_row([row, *read_row(table, columns, row, cells, staged)])
                    check_nameless(table, nameless, row, cells, staged)
                    count += 1
                if row % ROWS_BETWEEN == 0:
                    told(sheet.part(), f"{table.name}: rij {number_text(row)}")
        except Broken as error:
            staged.add(table.name, row + 1, WHOLE_TABLE, str(error))
            staged.unread |= {(table.name, column.name) for column in table.columns}
    return count


def columns_of(table: Table, header: list, staged: Staged) -> list[Column | None]:
    """Which column each cell of a row belongs to; what is missing, unknown or double is a fault of row 1."""
    expected = ", ".join(table.by_name)
    found: list[Column | None] = []
    for cell in header:
        if isinstance(cell, Unusable):
            staged.add(table.name, HEADER, WHOLE_TABLE, cell.message)
            found.append(None)
            continue
        name = "" if cell is None else str(cell).strip().lower()
        column = table.by_name.get(name)
        if name and column is None:
            shown = name.encode("utf-8", "replace").decode()
            staged.add(table.name, HEADER, shown, f"Deze kolom hoort niet in de tabel. Verwacht: {expected}.")
        if column is not None and column in found:
            staged.add(table.name, HEADER, name, "Deze kolom komt twee keer voor. Verwacht: elke kolom één keer.")
            column = None
        found.append(column)
    for column in table.columns:
        if column not in found:
            staged.add(table.name, HEADER, column.name, f"Deze kolom ontbreekt. Verwacht: {expected}.")
            staged.unread.add((table.name, column.name))
    return found


def check_nameless(table: Table, nameless: list[int], row: int, cells: list, staged: Staged) -> None:
    """What stands under an empty header is in no table: nobody knows what it says."""
    for place in nameless:
        if place < len(cells) and not is_empty(cells[place]):
            staged.add(
                table.name,
                row,
                WHOLE_TABLE,
                f"In kolom {place + 1} staat een waarde, maar die kolom heeft geen naam. "
                "Verwacht: een naam in de eerste rij, of een lege kolom.",
            )


def is_empty(cell) -> bool:
    """Whether nothing stands in a cell but spaces."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def read_row(table: Table, columns: list[Column | None], row: int, cells: list, staged: Staged) -> Iterator:
    """The row's values in the order of the table's columns."""
    if len(cells) > len(columns) and any(cell not in ("", None) for cell in cells[len(columns) :]):
        staged.add(
            table.name,
            row,
            WHOLE_TABLE,
            f"Deze rij telt {len(cells)} cellen. Verwacht: {len(columns)}, zoals de eerste rij.",
        )
    known = dict(zip(columns, cells, strict=False))
    for column in table.columns:
        if column in known:
            yield read_cell(table, column, row, known[column], staged)
        else:
            if column in columns:
                staged.add(
                    table.name,
                    row,
                    column.name,
                    f"De rij stopt voor deze kolom. Verwacht: {len(columns)} cellen, zoals de eerste rij.",
                )
            yield None


def read_cell(table: Table, column: Column, row: int, cell, staged: Staged):
    """The cell's value; None when it is empty or wrong."""
    if is_empty(cell):
        if column.required:
            staged.add(table.name, row, column.name, "Deze cel is leeg. Verwacht: een waarde.")
        return None
    if isinstance(cell, Unusable):
        staged.add(table.name, row, column.name, cell.message)
        return None
    if error := error_in(cell):
        staged.add(
            table.name, row, column.name, f"Deze cel toont een fout van het rekenblad ({error}). Verwacht: een waarde."
        )
        return None
    try:
        if not column.many:
            return column.read(cell)
        parts = str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell).split("|")
        return list(dict.fromkeys(column.read(part) for part in parts if part.strip())) or None
    except ValueError as error:
        staged.add(table.name, row, column.name, str(error))
        return None
