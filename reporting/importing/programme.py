"""The import as a whole: read, check, write; or nothing at all."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from reporting.importing.checks import check
from reporting.importing.faults import Faulty
from reporting.importing.landing import Counts
from reporting.importing.staging import stage
from reporting.importing.writing import write


def import_programme(*, path: Path, at: datetime, dry_run: bool = False) -> dict[str, Counts]:
    """Import every table of the path; give what that did (or, in a dry run, would do) per table.

    Raises Faulty with every fault, or Unreadable; nothing is kept then.
    """
    with transaction.atomic():
        staged = stage(path)
        check(staged)
        if staged.faults:
            raise Faulty(staged.in_order())
        counts = write(timezone.localdate(at))
        if dry_run:
            transaction.set_rollback(True)
    return {name: counts[name] for name in counts if name in staged.rows}
