"""The history of rows, kept by the database itself (django-pghistory): nothing is silently overwritten."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pghistory
from django.db.models import Count, Max, Q


def tracked(*, exclude: tuple[str, ...] = ()) -> Callable[[type], type]:
    """Keep each insert, update and delete of this model in an append-only event table.

    `exclude` names generated columns, which the database computes again from the others.
    """
    return pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        append_only=True,
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        context_field=pghistory.ContextJSONField(),
        context_id_field=pghistory.ContextUUIDField(),
        exclude=list(exclude),
    )


def changes_of(row: Any) -> tuple[int, datetime | None]:
    """How often a tracked row was changed since it was made, and when it was last written. One query."""
    found = row.history.aggregate(number=Count("pgh_id", filter=Q(pgh_label="update")), last=Max("pgh_created_at"))
    return found["number"], found["last"]
