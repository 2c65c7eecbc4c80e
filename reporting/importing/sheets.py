"""What every reader gives: tables as they were found, and how far the reading is."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reporting.importing.faults import Unreadable

LARGEST_UNPACKED = 500 * 1024 * 1024
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
    """A table as it was found: its name in lower case, and its rows, to be gone through once.

    `part` is how much of everything that is read (0 to 1) was read so far.
    """

    name: str
    rows: Iterator[list]
    part: Callable[[], float] = lambda: 0.0


class Share:
    """How much of the files was read, as a part of 1."""

    def __init__(self, total: int) -> None:
        self.total, self.before = max(1, total), 0

    def add(self, size: int) -> None:
        """A file was read as a whole."""
        self.before += size

    def of(self, file: Any) -> Callable[[], float]:
        """How far it is while this file is read."""
        before = self.before
        return lambda: min(1.0, (before + (0 if file.closed else file.tell())) / self.total)


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
