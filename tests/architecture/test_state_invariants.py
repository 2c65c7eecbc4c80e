"""What a state demands of its row is refused by the database when it is missing, whoever writes it and however.

Generated from the tables of demands on the models (`pio_portal.invariants`): for each status field and each state, a row
is brought into that state by its verbs; then each field that the state demands is emptied by raw SQL, and each field that
it forbids is filled.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, models, transaction
from django_fsm import FSMField
from pghistory.models import Event

from calls.models import Revision
from cofinancing.models import Meeting
from pio_portal.invariants import Demand, StateConstraint, StateTable, text
from projects.models import DocumentVersion
from tests.factories import assessment, cofinancing
from tests.factories.ground import user
from tests.factories.states import ROWS

OURS = {"pio_portal", "calls", "projects", "consultations", "cofinancing", "outreach", "reporting"}


def own_models() -> Iterator[type[models.Model]]:
    for model in apps.get_models():
        if not issubclass(model, Event) and model.__module__.split(".")[0] in OURS:
            yield model


def label(model: type[models.Model], field: str) -> str:
    return f"{model._meta.app_label}.{model.__name__}.{field}"


def status_fields() -> set[str]:
    """The fields that only transitions may write, and every other that calls itself a status."""
    return {
        label(model, field.name)
        for model in own_models()
        for field in model._meta.concrete_fields
        if isinstance(field, FSMField) or field.name in ("status", "state")
    }


TABLES: dict[str, tuple[type[models.Model], StateTable]] = {
    label(model, constraint.table.field): (model, constraint.table)
    for model in own_models()
    for constraint in model._meta.constraints
    if isinstance(constraint, StateConstraint)
}


def states_of(name: str) -> list[str]:
    model, table = TABLES[name]
    return [value for value, _label in model._meta.get_field(table.field).choices]


def test_every_status_field_says_what_its_states_demand():
    assert status_fields() - set(TABLES) == set()


@pytest.mark.parametrize("name", TABLES)
def test_a_table_speaks_of_every_state_and_of_no_other(name):
    assert TABLES[name][1].states == set(states_of(name))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_marks_as_text_what_is_never_null(name):
    model, table = TABLES[name]
    fields = {field for demand in table.demands for field in (*demand.filled, *demand.empty)}
    assert {f: isinstance(f, text) for f in fields} == {f: not model._meta.get_field(f).null for f in fields}


def test_every_table_has_a_maker_of_rows():
    assert set(ROWS) == set(TABLES)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "state"), [(name, state) for name in TABLES for state in states_of(name)])
def test_the_database_refuses_a_row_without_what_its_state_demands_or_with_what_it_forbids(name, state):
    model, table = TABLES[name]
    row = model._default_manager.get(pk=ROWS[name](state).pk)  # a protected field cannot be refreshed
    assert getattr(row, table.field) == state
    assert not table.exempt or not getattr(row, table.exempt)

    changes = [
        *((demand, field, "" if isinstance(field, text) else None) for demand, field in asked(table, state, "filled")),
        *((demand, field, something(model, field)) for demand, field in asked(table, state, "empty")),
    ]
    accepted = {
        f"{field} = {value!r}: {demand.name}" for demand, field, value in changes if not refused(row, field, value)
    }
    assert accepted == set()


def asked(table: StateTable, state: str, what: str) -> Iterator[tuple[Demand, str]]:
    for demand in table.demands:
        if state in demand.states:
            for field in getattr(demand, what):
                yield demand, field


def something(model: type[models.Model], name: str) -> Any:
    """A value that the field could hold."""
    field = model._meta.get_field(name)
    if isinstance(field, models.ForeignKey):
        makers = {get_user_model(): user, Meeting: cofinancing.meeting, Revision: revision}
        makers[DocumentVersion] = document_version
        return makers[field.related_model]().pk
    for kind, value in (
        (models.DateTimeField, dt.datetime(2026, 3, 20, tzinfo=dt.UTC)),
        (models.DateField, dt.date(2026, 3, 20)),
        (models.DecimalField, 1),
        (models.IntegerField, 1),
        (models.JSONField, "{}"),
    ):
        if isinstance(field, kind):
            return value
    return "iets"


def document_version() -> DocumentVersion:
    """That of the remark that is looked at: it is settled in its own document."""
    return DocumentVersion.objects.latest("pk")


def revision() -> Revision:
    return assessment.application().revisions.get()


def refused(row: models.Model, name: str, value: Any) -> bool:
    """Whether raw SQL that writes the value is refused, by a constraint of the model that looks at this field."""
    column, key = row._meta.get_field(name).column, row._meta.pk.column
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            statement = f'UPDATE "{row._meta.db_table}" SET "{column}" = %s WHERE "{key}" = %s'  # noqa: S608 - our own names
            cursor.execute(statement, [value, row.pk])
            assert cursor.rowcount == 1
            transaction.set_rollback(True)
    except IntegrityError as error:
        found = error.__cause__.diag.constraint_name
        looking = {c.name for c in row._meta.constraints if f"'{name}" in str(getattr(c, "condition", ""))}
        assert found in looking, f"{name}: refused by {found}"
        return True
    return False
