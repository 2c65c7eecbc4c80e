"""Every list of staff: what its caption says, its pages and its files agree; and a file holds values, not pages."""

import csv
import datetime as dt
import io
import re

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from pio_portal.accounts.enums import Role
from pio_portal.contact.enums import EnquiryStatus
from pio_portal.ui.columns import Column
from pio_portal.ui.lists import StaffList
from projects.enums import HandoverStatus
from tests.factories import outreach, states
from tests.factories.ground import user
from tests.lists import LISTS, place_of

WRITTEN = {
    "number": r"-?\d+(,\d+)?",
    "amount": r"-?\d+,\d\d",
    "day": r"\d{4}-\d\d-\d\d",
    "moment": r"\d{4}-\d\d-\d\d \d\d:\d\d",
}
KEPT = {"number": "n", "amount": "n", "day": "d", "moment": "d"}  # the types of a cell, as openpyxl names them


@pytest.fixture
def everybody(programme, db, client):
    """Someone with every role, before a small demo programme."""
    outreach.story()
    states.enquiry(EnquiryStatus.OPEN)
    states.handover(HandoverStatus.HANDED_OVER)
    client.force_login(user(*Role))
    return client


def csv_of(client, address):
    text = client.get(address).getvalue().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def rows_on_pages(client, address):
    """The keys of all rows, page by page."""
    page = client.get(address).context["page"]
    numbers = range(1, page.paginator.num_pages + 1)
    pages = [page, *(client.get(f"{address}&page={number}").context["page"] for number in numbers[1:])]
    return [row.record.pk for shown in pages for row in shown.object_list]


def number_in(caption):
    return int(re.match(r"[\d.]+", caption)[0].replace(".", ""))


def test_caption_chips_pages_and_files_count_the_same_rows(everybody, monkeypatch):
    monkeypatch.setattr(StaffList, "page_size", 20)
    wrong = []
    for name in LISTS:
        place = place_of(name)
        chips = everybody.get(place).context["chips"]
        for address, said in [(f"{place}?q=", None), *((place + chip.url, chip.count) for chip in chips)]:
            shown = everybody.get(address).context
            keys = rows_on_pages(everybody, address)
            counts = {
                "caption": number_in(shown["caption"]),
                "pages": len(keys),
                "once": len(set(keys)),
                "file": len(csv_of(everybody, address + ("&" if "?" in address else "?") + "export=csv")) - 1,
                "chip": len(keys) if said is None else said,
            }
            if len(set(counts.values())) != 1 or not keys:
                wrong.append((address, counts))
    assert wrong == []


def test_every_column_says_what_it_holds():
    assert len(LISTS) > 10
    assert [
        f"{name}.{column}"
        for name, kind in LISTS.items()
        for column, declared in kind.table_class.base_columns.items()
        if not isinstance(declared, Column)
    ] == []


def test_every_filter_says_in_the_bar_what_it_filters(everybody):
    shown = {name: everybody.get(place_of(name)).context["filterset"] for name in LISTS}
    fields = {(name, field.label): str(field) for name, of in shown.items() if of for field in of.form}
    assert len(fields) > 20
    alone = {key: html for key, html in fields.items() if re.fullmatch(r"<input[^>]*>", html)}
    assert [key for key, html in alone.items() if f'placeholder="{key[1]}"' not in html] == []


def test_files_hold_values_of_the_kind_of_their_column(everybody):
    wrong, seen = [], set()
    for name, kind in LISTS.items():
        columns = kind.table_class.base_columns
        address = f"{place_of(name)}?kolommen={','.join(columns)}&export="
        answer = everybody.get(f"{address}xlsx")
        sheet = load_workbook(io.BytesIO(answer.getvalue())).active
        written, kept = csv_of(everybody, f"{address}csv"), list(sheet.iter_rows())
        if sheet.title != str(kind.title)[:31] or not re.search(
            r'"[a-z0-9-]+-\d{4}-\d\d-\d\d\.xlsx"$', answer["Content-Disposition"]
        ):
            wrong.append((name, sheet.title, answer["Content-Disposition"]))
        if len(written) != len(kept) or len(written) < 2:
            wrong.append((name, len(written), len(kept)))
        for line, cells in zip(written[1:], kept[1:], strict=False):
            for declared, text, cell in zip(columns.values(), line, cells, strict=True):
                if text and not agrees(declared.kind.name, text, cell):
                    wrong.append((name, str(declared.verbose_name), declared.kind.name, text, cell.value))
                seen |= {declared.kind.name} if text else set()
    assert wrong == []
    assert seen == {"text", "state", *WRITTEN}


def agrees(kind, text, cell):
    """Whether a CSV and a workbook hold the same value, in the way of its kind."""
    if kind not in WRITTEN:
        return "<" not in text and "+00:00" not in text and cell.data_type == "s" and str(cell.value) == text
    if not re.fullmatch(WRITTEN[kind], text) or cell.data_type != KEPT[kind]:
        return False
    if isinstance(cell.value, dt.datetime):
        return f"{cell.value:%Y-%m-%d %H:%M}".startswith(text)
    return float(cell.value) == float(text.replace(",", "."))


def test_files_are_named_for_their_list_in_dutch(everybody):
    def named(name):
        return re.sub(r".*filename=", "", everybody.get(f"{place_of(name)}?export=csv")["Content-Disposition"])

    day = f"{timezone.localdate():%Y-%m-%d}"
    assert named("calls:staff_applications") == f'"aanvragen-{day}.csv"'
    assert named("cofinancing:meetings") == f'"vergaderingen-{day}.csv"'
    assert re.fullmatch(
        rf'"rangschikking-pio-\d{{4}}-\S*indiendatum-\d-{day}\.csv"', named("calls:staff_round_ranking")
    )
