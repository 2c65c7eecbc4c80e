"""What the state of a row demands of its other fields, as constraints of the database.

A model lists its demands once, as a table beside its transitions:

    constraints = [
        *state_demands(
            "state",
            Demand("project_suspended_says_when_and_why", [State.SUSPENDED], filled=["halted_on", text("halt_reason")]),
            Demand("project_active_is_not_halted", [State.ACTIVE], empty=["halted_on", text("halt_reason")]),
            exempt="imported",
        ),
    ]

Each demand becomes a named CheckConstraint that also holds against raw SQL. A generated test reads the same table back:
for each state it empties every field that the state demands, and sees that the database refuses it.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

import pgtrigger
from django.db import models
from django.db.models import Q


class text(str):  # noqa: N801 - it reads as a word in a table of demands
    """The name of a text field: nothing in it is '', where other fields hold NULL."""

    __slots__ = ()


@dataclass(frozen=True)
class Demand:
    """In these states the `filled` fields hold something and the `empty` ones nothing.

    `name` is the constraint's; `message` is the sentence for a user whose form would break it.
    """

    name: str
    states: Sequence[Any]
    filled: Sequence[str] = ()
    empty: Sequence[str] = ()
    message: Any = None


@dataclass(frozen=True)
class StateTable:
    """All that the values of one status field demand. `free` are the states that demand and forbid nothing."""

    field: str
    demands: tuple[Demand, ...]
    free: tuple[Any, ...] = ()
    exempt: str = ""

    @property
    def states(self) -> set[str]:
        """The states that the table speaks of."""
        return {str(state) for demand in self.demands for state in demand.states} | {str(s) for s in self.free}


class StateConstraint(models.CheckConstraint):
    """The CheckConstraint of one demand, which remembers the table that it stands in. Migrations see a plain one."""

    def __init__(self, table: StateTable, demand: Demand) -> None:
        self.table, self.demand = table, demand
        super().__init__(
            name=demand.name, condition=_condition(table, demand), violation_error_message=demand.message or None
        )

    def clone(self) -> "StateConstraint":
        return copy(self)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()
        return "django.db.models.CheckConstraint", args, kwargs


def state_demands(
    field: str, *demands: Demand, free: Iterable[Any] = (), exempt: str = ""
) -> list[models.CheckConstraint]:
    """The constraints of a table of demands on the status field `field`.

    Rows of which the boolean field `exempt` is true are let off: what was imported is history, of which much is unknown.
    """
    table = StateTable(field, demands, tuple(free), exempt)
    return [StateConstraint(table, demand) for demand in demands]


def filled(name: str) -> Q:
    """The field holds something."""
    return ~Q(**{name: ""}) if isinstance(name, text) else Q(**{f"{name}__isnull": False})


def empty(name: str) -> Q:
    """The field holds nothing."""
    return Q(**{name: ""}) if isinstance(name, text) else Q(**{f"{name}__isnull": True})


def together(*names: str) -> Q:
    """All of the fields hold something, or none does."""
    return reduce(and_, map(filled, names)) | reduce(and_, map(empty, names))


def _condition(table: StateTable, demand: Demand) -> Q:
    states = [getattr(state, "value", state) for state in demand.states]
    elsewhere = ~Q(**{f"{table.field}__in": states}) if len(states) > 1 else ~Q(**{table.field: states[0]})
    kept = reduce(and_, [*map(filled, demand.filled), *map(empty, demand.empty)])
    return (Q(**{table.exempt: True}) | elsewhere | kept) if table.exempt else (elsewhere | kept)


def same_parent(name: str, *, link: str, to: str, parent: str, exempt: str = "") -> pgtrigger.Trigger:
    """A trigger: the row that `link` (a column) points at in table `to` has the same `parent` (a column) as this row.

    A composite foreign key would say the same; Django has none. A breach is an IntegrityError that names the trigger.
    """
    unless = f"AND NOT NEW.{exempt}" if exempt else ""
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(link, parent),
        when=pgtrigger.Before,
        func=f"""
            IF NEW.{link} IS NOT NULL {unless} AND NOT EXISTS (
                SELECT 1 FROM {to} t WHERE t.id = NEW.{link} AND t.{parent} = NEW.{parent}
            ) THEN
                {refusal(name, f"{link} is of another {parent}")}
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own columns
    )


def not_before(name: str, *, day: str, link: str, to: str, since: str) -> pgtrigger.Trigger:
    """A trigger: what is dated in the column `day` does not come before `since`, a column of the row it belongs to.

    Nothing is dated while `since` is empty either. `link` is the column that points at a row of table `to`.
    """
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf(day, link),
        when=pgtrigger.Before,
        func=f"""
            IF NEW.{day} IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM {to} t WHERE t.id = NEW.{link} AND t.{since} <= NEW.{day}
            ) THEN
                {refusal(name, f"{day} comes before {since}")}
            END IF;
            RETURN NEW;
        """,  # noqa: S608 - our own columns
    )


def kept_once(name: str, *, condition: str, but: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """A trigger: a row of which this holds (a condition on OLD) is not changed or taken away, but for some columns.

    After the write, so that a check constraint that is broken too is named first.
    """
    free = ", ".join(f"'{column}'" for column in but)
    return pgtrigger.Trigger(
        name=name,
        operation=pgtrigger.Update | pgtrigger.Delete,
        when=pgtrigger.After,
        func=f"""
            IF {condition} AND (TG_OP = 'DELETE' OR to_jsonb(OLD) - ARRAY[{free}]::text[]
                IS DISTINCT FROM to_jsonb(NEW) - ARRAY[{free}]::text[]) THEN
                {refusal(name, "this is over")}
            END IF;
            RETURN NULL;
        """,
    )


def kept_with(name: str, *, link: str, to: str, condition: str) -> pgtrigger.Trigger:
    """A trigger: a row is not changed or taken away once this holds of the row `t` of table `to` that it belongs to."""
    return kept_once(name, condition=f"EXISTS (SELECT 1 FROM {to} t WHERE t.id = OLD.{link} AND {condition})")  # noqa: S608


def refusal(name: str, why: str) -> str:
    """The statement with which a trigger refuses a row, so that it is an IntegrityError with a constraint's name."""
    return f"RAISE EXCEPTION '{name}: {why}' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = '{name}';"
