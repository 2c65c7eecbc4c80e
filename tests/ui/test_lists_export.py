"""What leaves as a file: real dates and amounts, no formulas, and no more memory for more rows."""

import datetime as dt
import tracemalloc
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.db.models import DateField, DateTimeField, DecimalField, IntegerField, Value
from django.urls import ResolverMatch
from openpyxl import load_workbook

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import OrganisationType as Kind
from pio_portal.organisations.models import Organisation
from pio_portal.ui import kinds
from pio_portal.ui.columns import Column, DayColumn, MomentColumn, MoneyColumn, NumberColumn, TitleColumn
from pio_portal.ui.lists import StaffList
from pio_portal.ui.lists.export import sheet_name
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags import pio

pytestmark = pytest.mark.django_db
TRAPS = ["=1+1", "@SUM(A1)", "\t=2", "-2+3", "+4", "\r=5", '=HYPERLINK("http://x")', "https://voorbeeld.test", "007"]


class NameTable(Table):
    name = TitleColumn(verbose_name="Naam", url=lambda _row: "/", reference="")
    postcode = Column(verbose_name="Postcode")
    day = DayColumn(verbose_name="Dag")
    moment = MomentColumn(verbose_name="Moment", brief=True)
    amount = MoneyColumn(verbose_name="Bedrag")
    number = NumberColumn(verbose_name="=Aantal")

    class Meta:
        order_by = "name"


def with_values(_user):
    return Organisation.objects.annotate(
        day=Value(dt.date(2026, 3, 2), DateField()),
        moment=Value(dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC), DateTimeField()),
        amount=Value(Decimal("1234.50"), DecimalField(max_digits=9, decimal_places=2)),
        number=Value(7, IntegerField()),
    )


class List(StaffList):
    title = "Organisaties"
    queryset = staticmethod(with_values)
    table_class = NameTable
    state_field, states = "type", Kind
    search_fields = ("name",)


@pytest.fixture
def export(rf):
    """The answer of the list at a query string."""
    user = User.objects.create_user("an@pio.test", name="An", roles=[Role.STAFF])

    def ask(query):
        request = rf.get(f"/lijst/{query}")
        request.user, request.resolver_match = user, ResolverMatch(List, (), {}, url_name="lijst")
        view = List()
        view.setup(request)
        return view.get(request)

    return ask


def sheet_of(answer):
    return load_workbook(BytesIO(content_of(answer))).active


@contextmanager
def sent(answer):
    """The answer, closed afterwards as the server does, without the test's connection to the database."""
    yield answer
    request_finished.disconnect(close_old_connections)
    answer.close()
    request_finished.connect(close_old_connections)


def content_of(answer):
    with sent(answer):
        return b"".join(answer.streaming_content)


def make(*names):
    Organisation.objects.bulk_create(Organisation(name=name, type=Kind.OTHER, postcode="9000") for name in names)


def test_excel_has_real_dates_numbers_and_amounts(export):
    make("Stad Gent")
    answer = export("?export=xlsx")
    sheet = sheet_of(answer)
    head, row = list(sheet.iter_rows())

    assert answer["Content-Type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    assert answer["Content-Disposition"].endswith('.xlsx"')
    assert [cell.value for cell in head] == ["Naam", "Postcode", "Dag", "Moment", "Bedrag", "=Aantal"]
    assert head[5].data_type == "s"
    assert [cell.value for cell in row] == [
        "Stad Gent",
        "9000",
        dt.datetime.fromisoformat("2026-03-02"),
        dt.datetime.fromisoformat("2026-03-02T00:30"),
        1234.5,
        7,
    ]
    assert [cell.number_format for cell in row][2:5] == ["dd/mm/yyyy", "dd/mm/yyyy hh:mm", "€ #,##0.00"]
    assert sheet.freeze_panes == "A2"


def test_csv_has_the_decimal_comma_and_the_hour_in_brussels(export):
    make("Stad Gent")
    head, row, _end = content_of(export("?export=csv")).decode("utf-8-sig").split("\r\n")

    assert head == "Naam;Postcode;Dag;Moment;Bedrag;'=Aantal"
    assert row == "Stad Gent;9000;2026-03-02;2026-03-02 00:30;1234,50;7"


def test_what_a_table_draws_on_the_page_never_reaches_a_file(export, monkeypatch):
    make("Stad Gent")
    monkeypatch.setattr(NameTable, "render_postcode", lambda _self, value: pio.tag(value), raising=False)
    written = content_of(export("?export=csv&kolommen=postcode,name")).decode()

    assert "9000;Stad Gent" in written


def test_an_unknown_value_is_an_empty_cell(export):
    Organisation.objects.bulk_create([Organisation(name="Stad Gent", type=Kind.OTHER, postcode="")])

    assert "Stad Gent;;" in content_of(export("?export=csv")).decode()


def test_the_sheet_is_named_for_the_list(export):
    make("Stad Gent")

    assert sheet_of(export("?export=xlsx")).title == "Organisaties"
    assert sheet_name("Vragen/antwoorden [2026]: alles wat er gevraagd is") == "Vragen antwoorden 2026 alles wa"


@pytest.mark.parametrize(
    ("kind", "value", "written", "kept"),
    [
        (kinds.NUMBER, Decimal("-0.5"), "-0,5", Decimal("-0.5")),
        (kinds.NUMBER, 1200, "1200", 1200),
        (kinds.AMOUNT, Decimal(-3), "-3,00", Decimal(-3)),
        (kinds.AMOUNT, 1250000, "1250000,00", 1250000),
        (kinds.DAY, dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC), "2026-03-02", dt.date(2026, 3, 2)),
        (kinds.DAY, dt.date(2026, 3, 1), "2026-03-01", dt.date(2026, 3, 1)),
        (
            kinds.MOMENT,
            dt.datetime(2026, 7, 1, 10, 0, tzinfo=dt.UTC),
            "2026-07-01 12:00",
            dt.datetime.fromisoformat("2026-07-01T12:00"),
        ),
        (kinds.TEXT, "-3", "'-3", "-3"),
        (kinds.STATE, "=1", "'=1", "=1"),
    ],
)
def test_each_kind_of_value_is_written_and_kept_in_its_own_way(kind, value, written, kept):
    assert (kind.written(value), kind.kept(value)) == (written, kept)


def test_no_cell_of_excel_is_a_formula(export):
    make(*TRAPS)
    cells = [row[0] for row in sheet_of(export("?export=xlsx")).iter_rows(min_row=2)]

    assert {cell.data_type for cell in cells} == {"s"}
    assert sorted(cell.value.replace("_x000D_", "\r") for cell in cells) == sorted(TRAPS)
    assert not any(cell.hyperlink for cell in cells)


def test_no_cell_of_a_csv_is_a_formula(export):
    make(*TRAPS)
    lines = content_of(export("?export=csv")).decode().split("\r\n")

    assert not any(cell.strip('"').startswith(("=", "+", "-", "@", "\t")) for line in lines for cell in line.split(";"))
    assert "'=1+1" in "".join(lines)


def test_file_has_what_is_chosen_in_the_order_and_with_the_columns_of_the_page(export):
    make("B", "A", "Zorg")
    Organisation.objects.filter(name="Zorg").update(type=Kind.CARE)
    sheet = sheet_of(export("?export=xlsx&type=andere&sort=-name&kolommen=postcode,name"))

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Postcode", "Naam"],
        ["9000", "B"],
        ["9000", "A"],
    ]


def test_a_cell_that_is_too_long_for_excel_is_cut_off(export):
    Organisation.objects.bulk_create([Organisation(name="x" * 200, type=Kind.OTHER)])
    assert len(sheet_of(export("?export=xlsx"))["A2"].value) == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_memory_does_not_grow_with_the_rows(export, kind):
    def most_memory(rows):
        Organisation.objects.all()._raw_delete("default")
        make(*(f"Organisatie {n} met een naam" for n in range(rows)))
        tracemalloc.start()
        with sent(export(f"?export={kind}")) as answer:
            size = sum(len(part) for part in answer.streaming_content)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size, most

    most_memory(10)
    small, large = most_memory(1500), most_memory(5000)  # both more than one piece
    assert large[0] > 2.5 * small[0]
    assert large[1] < 1.5 * small[1]


def test_five_thousand_rows_are_all_there(export):
    make(*(f"Organisatie {n}" for n in range(5000)))
    sheet = sheet_of(export("?export=xlsx"))

    assert (sheet.max_row, sheet["A2"].value, sheet["A5001"].value) == (5001, "Organisatie 0", "Organisatie 999")


def test_an_unknown_kind_of_file_is_the_page(export):
    assert export("?export=pdf")["Content-Type"].startswith("text/html")
