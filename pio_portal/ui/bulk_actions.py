"""What can be done with many rows of a list at once: declared in the `bulk.py` of the app that knows the rows.

    register_bulk(
        BulkAction(
            name="calls.declare_eligible",
            label=_("Ontvankelijk verklaren"),
            run=lambda row, *, by, at: declare_eligible(application=row, by=by, at=at),
            queryset=lambda user: Application.objects.visible_to(user).submitted(),
            roles=STAFF,
        )
    )

`run` is the verb for one row, and the only judge: the preflight asks it of every row and rolls back, the worker asks
it again. A `StaffList` offers the actions that it names in `bulk`.

What gives a file instead of a change has `answer`: then `run` only says which rows can, and nothing is left to the
worker.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.http.response import HttpResponseBase

from pio_portal.accounts.access import INTERNAL, Audience
from pio_portal.ui.layout import Form
from pio_portal.ui.shapes import Fact

MOST = 500  # rows at once


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What each row gets: the arguments of `run` as JSON, per key. `shown` says them in words, `totals` sums them up."""

    given: dict[int, dict[str, Any]]
    shown: dict[int, str] = field(default_factory=dict)
    totals: list[Fact] = field(default_factory=list)


def as_it_is(_form: Form, _rows: Sequence[Model]) -> None:
    """A form that asks the same of any rows."""


def nothing_more(rows: Sequence[Model], _data: dict[str, Any]) -> Plan:
    """A plan for a verb that needs only its row."""
    return Plan(given={row.pk: {} for row in rows})


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """One verb for many rows. `plan(rows, data)` divides what the form says; it may raise Refused."""

    name: str
    label: Any
    run: Callable[..., object]
    queryset: Callable[[Any], QuerySet]
    form_class: type[Form] = Form
    fit: Callable[[Form, Sequence[Any]], None] = as_it_is  # the choices of the form that depend on the rows
    plan: Callable[[Sequence[Any], dict[str, Any]], Plan] = nothing_more
    roles: Audience = INTERNAL
    explanation: Any = ""  # above the preflight: what will happen, and who is told
    confirm: Any = ""  # on the button, else the label
    answer: Callable[[Sequence[Any], datetime], HttpResponseBase] | None = None


BULK: dict[str, BulkAction] = {}


def register_bulk(action: BulkAction) -> None:
    """Make the action known."""
    BULK[action.name] = action
