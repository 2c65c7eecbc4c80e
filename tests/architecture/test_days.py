"""Days and moments are asked with one field, and each column that keeps one knows its bounds."""

import datetime as dt
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, models

from pio_portal import fields
from pio_portal.registrations.models import Occasion
from pio_portal.ui.forms import MomentField
from reporting.importing.tables import TABLES
from reporting.models import Contract

BASE = Path(settings.BASE_DIR)
OWN_CODE = ("calls", "cofinancing", "consultations", "outreach", "pio_portal", "projects", "reporting")
HOMES = {"pio_portal/fields.py", "pio_portal/ui/forms.py"}
BARE = re.compile(r"\b(?:forms|models)\.DateField\(|\bforms\.DateTimeField\(")


def sources() -> dict[str, str]:
    paths = [p for app in OWN_CODE for p in (BASE / app).rglob("*.py") if "migrations" not in p.parts]
    return {str(path.relative_to(BASE)): path.read_text(encoding="utf-8") for path in paths}


def asked_moments() -> set[str]:
    """The names of the moments that a form asks."""
    return {name for text in sources().values() for name in re.findall(r"(\w+) = MomentField\(", text)}


def bounded() -> list[models.Field]:
    kinds = (fields.DayField, fields.MomentField)
    return [field for model in apps.get_models() for field in model._meta.local_fields if isinstance(field, kinds)]


def test_every_day_and_moment_is_asked_and_kept_with_the_fields_that_have_bounds():
    assert {name for name, text in sources().items() if BARE.search(text)} <= HOMES


def test_every_moment_that_a_form_asks_is_kept_within_bounds():
    kept = {field.name for field in bounded()}
    assert asked_moments() <= kept | {"starts_at"}
    assert {"opens_at", "closes_at", "held_at", "tender_deadline", "until", "publish_at"} <= asked_moments() | kept
    assert MomentField().first == dt.date(1900, 1, 1)


def test_every_column_that_the_import_fills_with_a_day_or_moment_has_bounds():
    assert sum(column.type in ("date", "timestamptz") for table in TABLES for column in table.columns) > 20
    unbounded = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if any(f.name == "imported" for f in model._meta.local_fields)
        for field in model._meta.local_fields
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField)
        if not isinstance(field, fields.DayField)
    }
    assert unbounded == set()


@pytest.mark.django_db
def test_every_column_is_checked_by_the_database():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'c'"
        )
        checks = cursor.fetchall()
    columns = [field for field in bounded() if not field.model._meta.abstract]
    assert len(columns) > 40
    for field in columns:
        kept = [
            text
            for table, text in checks
            if table == field.model._meta.db_table and f"({field.column} >=" in text.replace(chr(34), "")
        ]
        assert any("1900-01-01" in text and "2101-01-01" in text for text in kept), str(field)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("year", [1, 27, 1027, 2101, 9999])
def test_database_refuses_a_year_that_cannot_be_meant(year):
    with pytest.raises(IntegrityError, match="awarded_on_check"):
        Contract.objects.create(year=2026, number="C1", awarded_on=dt.date(year, 3, 1))
    with pytest.raises(IntegrityError, match="starts_at_check"):
        Occasion.objects.create(title="Dag", starts_at=dt.datetime(year, 3, 1, tzinfo=dt.UTC))
