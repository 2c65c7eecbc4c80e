"""From the award to the delivery: grounds, standstill, contract, amendments, parts and the whole, and what was learned."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pio_portal.change import Refused
from projects.enums import DocumentKind
from projects.enums import ProcurementStatus as Status
from projects.models import ContractAmendment, PartialDelivery, Procurement
from projects.procurement.contract import amend_contract, deliver_part, note_lessons, sign_contract
from projects.procurement.lots import add_lot, award_lot
from projects.procurement.workflow import award_procurement, deliver_procurement
from tests import files
from tests.factories import projects
from tests.factories.projects import AT, DAY
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db
AWARDED, SIGNED = dt.date(2025, 9, 1), dt.date(2025, 9, 20)


@pytest.fixture
def awarded():
    """Awarded on 1 September 2025, with a standstill of fifteen days."""
    return award_procurement(
        procurement=projects.procurement(status=Status.LAUNCHED),
        awarded_on=AWARDED, contractor_name="Lumen bv", award_value=Decimal(240_000),
        award_grounds="Beste prijs-kwaliteit", standstill_days=15, by=None, at=AT,
    )  # fmt: skip


def sign(procurement, on=SIGNED, ends_on=dt.date(2026, 9, 20)):
    return sign_contract(procurement=procurement, contract_on=on, contract_ends_on=ends_on, by=None, at=AT)


def amend(procurement, on=dt.date(2025, 12, 1), **fields):
    given = {"reason": "Meer sensoren", "difference": Decimal(-5_000), "ends_on": dt.date(2027, 1, 1)} | fields
    return amend_contract(procurement=procurement, amended_on=on, by=None, at=AT, **given)


def part(procurement, on=dt.date(2025, 12, 1), **fields):
    return deliver_part(
        procurement=procurement, delivered_on=on, part="Proefstraat", result="", by=None, at=AT, **fields
    )


def test_the_standstill_ends_after_its_days_and_the_contract_comes_then(awarded):
    assert (awarded.standstill_until, awarded.standstill_days) == (dt.date(2025, 9, 16), 15)
    for day in (dt.date(2025, 8, 31), dt.date(2025, 9, 16), DAY + dt.timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            sign(awarded, on=day)
        assert refused.value.field == "contract_on"
    assert sign(awarded, on=dt.date(2025, 9, 17)).contract_on == dt.date(2025, 9, 17)


def test_a_contract_does_not_end_before_it_is_concluded(awarded):
    with pytest.raises(Refused, match="dan het einde"):
        sign(awarded, ends_on=SIGNED - dt.timedelta(days=1))


def test_without_a_standstill_there_is_nothing_to_wait_for():
    made = projects.procurement(status=Status.AWARDED)
    assert (made.standstill_days, sign(made, on=AWARDED).contract_on) == (None, AWARDED)


@pytest.mark.parametrize("status", [Status.PREPARED, Status.LAUNCHED, Status.DELIVERED, Status.TERMINATED])
@pytest.mark.parametrize("change", [sign, amend, part])
def test_a_contract_lives_between_the_award_and_the_end(status, change):
    with pytest.raises(Refused, match="tussen de gunning en de oplevering"):
        change(projects.procurement(status=status))


def test_an_amendment_changes_what_the_contract_costs_and_until_when(awarded, client, staff):
    sign(awarded)
    amend(awarded)
    amend(awarded, on=dt.date(2026, 1, 1), difference=Decimal(8_000), ends_on=None)
    page = markup(client.get(awarded.get_staff_url())).replace("\u00a0", " ")
    assert "€ 243.000,00" in page
    assert "1 jan 2027" in page
    assert "Beste prijs-kwaliteit" in page


def test_an_amendment_comes_after_its_contract_and_says_why(awarded):
    with pytest.raises(Refused, match="wanneer het contract gesloten is"):
        amend(awarded)
    sign(awarded)
    for fields, field in [
        ({"on": SIGNED - dt.timedelta(days=1)}, "amended_on"),
        ({"on": DAY + dt.timedelta(days=1)}, "amended_on"),
        ({"reason": " "}, "reason"),
        ({"ends_on": SIGNED}, "ends_on"),
    ]:
        with pytest.raises(Refused) as refused:
            amend(awarded, **fields)
        assert refused.value.field == field


def test_a_part_is_no_delivery_and_the_whole_does_not_come_before_it(awarded):
    part(awarded)
    assert Procurement.objects.get().status == Status.AWARDED
    with pytest.raises(Refused, match="niet voor die van een deel"):
        deliver_procurement(procurement=awarded, delivered_on=dt.date(2025, 11, 30), note="", by=None, at=AT)
    for day in (AWARDED - dt.timedelta(days=1), DAY + dt.timedelta(days=1)):
        with pytest.raises(Refused) as refused:
            part(awarded, on=day)
        assert refused.value.field == "delivered_on"


def test_reports_of_acceptance_and_lessons_stand_in_the_dossier(awarded, client, staff):
    url = awarded.get_staff_url()
    given = {"delivered_on": "2025-12-01", "part": "Proefstraat", "acceptance": files.png()}
    assert client.post(url + "delen/", given).headers["Location"] == url
    given = {"delivered_on": "2026-02-01", "note": "Werkt", "lessons": "Begin vroeger", "acceptance": files.png()}
    assert client.post(url + "opleveren/", given).headers["Location"] == url
    page = markup(client.get(url))
    assert "Verslag van oplevering: Proefstraat" in page
    assert "Begin vroeger" in page
    kept = awarded.documents.order_by("pk").values_list("kind", "versions__number", "versions__file__public")
    assert list(kept) == [(DocumentKind.DELIVERY, 1, False)] * 2
    client.post(url + "lessen/", {"lessons": "Begin veel vroeger"})
    assert Procurement.objects.get().lessons == "Begin veel vroeger"


def test_a_failed_procurement_teaches_too_and_a_planned_one_not_yet():
    assert (
        note_lessons(procurement=projects.procurement(status=Status.NO_TENDERS), lessons=" x ", by=None, at=AT).lessons
        == "x"
    )
    with pytest.raises(Refused, match="na de lancering"):
        note_lessons(procurement=projects.procurement(), lessons="x", by=None, at=AT)


def test_the_award_begins_with_what_its_lots_were_awarded_for(client, staff):
    planned = projects.procurement()
    lots = [add_lot(procurement=planned, title=t, estimate=None, by=None, at=AT) for t in ("Masten", "Software")]
    projects.launch(planned)
    for lot, name in zip(lots, ("Lumen bv", "Soft nv"), strict=True):
        award_lot(lot=lot, awarded_on=AWARDED, contractor_name=name, award_value=Decimal(50_000), by=None, at=AT)
    page = markup(client.get(f"{planned.get_staff_url()}gunnen/"))
    assert "Lumen bv, Soft nv" in page
    assert "100.000,00" in page


def test_the_contract_goes_its_way_through_the_pages(client, staff, awarded):
    url = awarded.get_staff_url()
    signed = {"contract_on": "2025-09-10", "contract_ends_on": "2026-09-10"}
    assert "wachttermijn loopt tot en met" in refusal(client.post(url + "contract/", signed))
    assert client.post(url + "contract/", signed | {"contract_on": "2025-09-17"}).headers["Location"] == url
    change = {"amended_on": "2025-12-01", "reason": "Minder sensoren", "difference": "-5.000"}
    assert client.post(url + "wijzigingen/", change).headers["Location"] == url
    assert ContractAmendment.objects.get().difference == -5_000
    document = {"kind": "tender_document", "title": "Bestek", "file": files.png()}
    assert client.post(url + "documenten/", document).headers["Location"] == f"{url}#documents"
    assert "Bestek" in markup(client.get(url))


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"contract_on": dt.date(2025, 9, 16)}, "procurement_contract_after_the_standstill"),
        ({"contract_on": dt.date(2025, 8, 31), "standstill_until": None}, "procurement_contract_after_the_standstill"),
        ({"standstill_until": dt.date(2025, 8, 31)}, "procurement_contract_after_the_standstill"),
        ({"contract_ends_on": SIGNED}, "procurement_contract_after_the_standstill"),
        ({"delivered_on": dt.date(2025, 8, 31), "status": Status.DELIVERED}, "procurement_dates_in_order"),
    ],
)
def test_dates_that_cannot_be_cannot_be_stored(awarded, values, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Procurement.objects.update(**values)


@pytest.mark.parametrize(
    ("row", "values", "name"),
    [
        (amend, {"amended_on": dt.date(2025, 9, 1)}, "contract_amendment_after_the_contract"),
        (amend, {"reason": ""}, "contract_amendment_says_why"),
        (part, {"delivered_on": dt.date(2025, 8, 1)}, "partial_delivery_after_the_award"),
        (part, {"part": ""}, "partial_delivery_says_which_part"),
    ],
)
def test_an_impossible_row_of_a_contract_cannot_be_stored(awarded, row, values, name):
    sign(awarded)
    made = row(awarded)
    assert type(made) in (ContractAmendment, PartialDelivery)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        type(made).objects.filter(pk=made.pk).update(**values)
