"""Many rows, one verb: tried beforehand, then done by the worker, each row by itself.

A row is done together with the count of rows that are done, in one transaction: whatever is killed or started twice,
no row is done twice and none is passed over.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence import outbox
from pio_portal.ui.bulk_actions import BULK, MOST, BulkAction, Plan
from pio_portal.ui.models import BulkJob, BulkStatus

log = logging.getLogger(__name__)

AT_ONCE = 50  # rows before other tasks get their turn
KEPT = timedelta(days=90)  # after which the report of a finished job is forgotten; its changes stand in each dossier


@dataclass
class Preflight:
    """Which rows can, with what they get; and which cannot, per reason."""

    can: list[tuple[Model, str]] = field(default_factory=list)
    refused: dict[str, list[str]] = field(default_factory=dict)

    @property
    def cannot(self) -> int:
        return sum(len(names) for names in self.refused.values())

    @property
    def total(self) -> int:
        return len(self.can) + self.cannot


def preflight(*, action: BulkAction, rows: Sequence[Model], plan: Plan, by: Any, at: datetime) -> Preflight:
    """Really run the verb for every row, and take it back: what it says now is what the worker would say now."""
    found = Preflight()
    with outbox.muted():
        for row in rows:
            if reason := _tried(action, row, plan.given[row.pk], by, at):
                found.refused.setdefault(reason, []).append(str(row))
            else:
                found.can.append((row, plan.shown.get(row.pk, "")))
    return found


def _tried(action: BulkAction, row: Model, given: dict[str, Any], by: Any, at: datetime) -> str:
    try:
        with transaction.atomic():
            action.run(row, by=by, at=at, **given)
            transaction.set_rollback(True)
    except Refused as refused:
        return str(refused)
    return ""


@transaction.atomic
def start_job(
    *, action: BulkAction, given: dict[int, dict[str, Any]], back: str, key: UUID, by: Any, at: datetime
) -> BulkJob:
    """Let the worker do it. The same `key` is the same job, however often it is asked.

    Raises NotPermitted for who may not, and Refused for no rows or too many.
    """
    if not action.roles.admits(by):
        raise NotPermitted(_("U hebt geen rechten voor deze handeling."))
    if not 0 < len(given) <= MOST:
        raise Refused(_("Kies minstens één rij en hoogstens %(most)d.") % {"most": MOST})
    job, is_new = BulkJob.objects.get_or_create(
        pk=key,
        defaults={
            "action": action.name,
            "arguments": {str(pk): arguments for pk, arguments in given.items()},
            "rows": list(given),
            "back": back,
            "created_at": at,
            "created_by": by,
        },
    )
    if job.created_by_id != by.pk:
        raise NotPermitted(_("U hebt geen rechten voor deze handeling."))
    if is_new:
        outbox.post_task("ui.run_bulk_job", key=f"bulk:{job.pk}:0", job=str(job.pk))
    return job


def work_on(*, job: UUID, most: int = AT_ONCE) -> int | None:
    """Do the next rows of a job. Gives how many are done when there is more to do, None when all are."""
    for _turn in range(most):
        done = do_next(job=job, at=timezone.now())
        if done is None:
            return None
    return done


@transaction.atomic
def do_next(*, job: UUID, at: datetime) -> int | None:
    """Do one row, whose refusal is kept with its reason. Gives how many are done, None when that was the last."""
    held = BulkJob.objects.select_for_update().get(pk=job)
    if held.status == BulkStatus.DONE:
        return None
    if refusal := _run(held, held.rows[held.done], at):
        held.refused.append(refusal)
    held.done += 1
    held.status = BulkStatus.RUNNING
    if held.done >= len(held.rows):
        held.status, held.finished_at = BulkStatus.DONE, at
    held.save(update_fields=["done", "refused", "status", "finished_at"])
    return None if held.status == BulkStatus.DONE else held.done


def _run(job: BulkJob, pk: int, at: datetime) -> list[str] | None:
    """Run the verb for one row as who asked for it, with the rights of this moment: None, or the name and why not."""
    action = BULK.get(job.action)
    by = get_user_model().objects.get(pk=job.created_by_id)
    if action is None or not action.roles.admits(by):
        return [_unnamed(job), _("U hebt geen rechten voor deze handeling.")]
    row = action.queryset(by).filter(pk=pk).first()
    if row is None:
        return [_unnamed(job), _("Deze rij bestaat niet meer, of u mag ze niet meer zien.")]
    try:
        with transaction.atomic():
            action.run(row, by=by, at=at, **job.arguments.get(str(pk), {}))
    except Refused as refused:
        return [str(row), str(refused)]
    except (OperationalError, InterfaceError):
        raise  # the database is away: nothing is known of this row, and it is tried again
    except Exception:
        log.exception("bulk job %s failed on row %s", job.pk, pk)
        return [str(row), _("Dit lukte niet door een fout in het portaal. Probeer het bij deze rij apart.")]
    return None


def _unnamed(job: BulkJob) -> str:
    return _("Rij %(n)d") % {"n": job.done + 1}


def forget_old_jobs(now: datetime) -> None:
    """Remove the reports of jobs that ended long ago: what they did is in the timeline of each row."""
    BulkJob.objects.filter(finished_at__lt=now - KEPT).delete()
