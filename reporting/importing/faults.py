"""What is wrong with a table, said so that whoever keeps it can put it right."""

from dataclasses import dataclass

WHOLE_TABLE = "*"


@dataclass(frozen=True, order=True)
class Fault:
    """One wrong cell. `row` is as a spreadsheet numbers it (the header is row 1), `column` the header's name."""

    table: str
    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"{self.table}:{self.row}:{self.column}: {self.message}"


class Faulty(Exception):  # noqa: N818 - an answer to whoever imports, not a fault of the program
    """Nothing was imported; `faults` says why, in the order of the tables and their rows."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


class Unreadable(Exception):  # noqa: N818 - an answer to whoever imports
    """There is nothing here that could be a table. `str()` is a sentence for the user."""
