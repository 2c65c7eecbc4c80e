"""The import as a whole: read, check, write; or nothing at all."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from reporting.importing.checks import check
from reporting.importing.faults import Faulty
from reporting.importing.landing import Counts
from reporting.importing.ownership import marked
from reporting.importing.progress import Progress, silent, within
from reporting.importing.staging import stage
from reporting.importing.writing import write

READ, CHECKED = 0.6, 0.7  # how much of the whole is done after that


def import_programme(*, path: Path, at: datetime, dry_run: bool = False, told: Progress = silent) -> dict[str, Counts]:
    """Import every table of the path; give what that did (or, in a dry run, would do) per table.

    `told` hears how far it is. Raises Faulty with every fault, or Unreadable; nothing is kept then.
    """
    with transaction.atomic():
        staged = stage(path, within(told, 0, READ))
        told(READ, "de regels tussen de tabellen")
        check(staged)
        if staged.faults:
            raise Faulty(staged.in_order())
        with marked():
            counts = write(timezone.localdate(at), within(told, CHECKED, 1))
        if dry_run:
            transaction.set_rollback(True)
    return {name: counts[name] for name in counts if name in staged.rows}
