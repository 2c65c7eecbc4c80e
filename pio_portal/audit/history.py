"""The history of rows, kept by the database itself (django-pghistory): nothing is silently overwritten."""

from collections.abc import Callable

import pghistory


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
