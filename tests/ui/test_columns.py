"""Cells of the staff's tables, and what an export says in their place."""

import datetime as dt
from decimal import Decimal

from calls.models import Application
from pio_portal.ui.columns import DayColumn, MoneyColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table


class NameTable(Table):
    ref = ReferenceColumn()
    title = TitleColumn(url=lambda _record: "/er/", sub=lambda _record: "Stad <Halle>")
    status = StatusColumn()
    submitted_at = DayColumn()
    amount = MoneyColumn()


def row():
    record = Application(
        ref="A-2026-0001",
        title="Lamp & paal",
        status="selected",
        submitted_at=dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC),
    )
    record.amount = Decimal("1234.50")
    return record


def test_cells_are_written_as_everywhere():
    [cells] = [{c.name: cell for c, cell in bound.items()} for bound in NameTable([row()]).rows]

    assert cells["title"] == (
        '<a href="/er/" title="Lamp &amp; paal">Lamp &amp; paal</a>'
        '<span class="sub only-phone">A-2026-0001 · Stad &lt;Halle&gt;</span>'
    )
    assert cells["status"] == '<span class="tag ok">Geselecteerd</span>'
    assert ">2 mrt 2026<" in cells["submitted_at"]
    assert cells["amount"] == '<span class="money">€\xa01.234,50</span>'


def test_export_says_values_instead_of_markup():
    record = row()
    _head, values = list(NameTable([record]).as_values())

    assert values == ["A-2026-0001", "Lamp & paal", "Geselecteerd", record.submitted_at, Decimal("1234.50")]


def test_unknown_is_a_dash():
    record = row()
    record.amount = record.submitted_at = None
    [cells] = [{c.name: cell for c, cell in bound.items()} for bound in NameTable([record]).rows]

    assert "–" in cells["amount"]
    assert "–" in cells["submitted_at"] or "—" in cells["submitted_at"]


def test_wide_columns_go_on_a_phone():
    columns = NameTable([]).columns

    assert "wide" not in (columns["title"].attrs["td"].get("class") or "")
