"""Lots: planned before the launch, awarded after it, each to its own enterprise."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pio_portal.change import Refused
from projects.enums import ProcurementStatus as Status
from projects.models import Lot, Procurement
from projects.procurement.lots import add_lot, award_lot, change_lot, remove_lot
from projects.procurement.workflow import relaunch_procurement, report_no_tenders
from tests.factories import projects
from tests.factories.projects import AT, DAY
from tests.pages import markup, refusal

pytestmark = pytest.mark.django_db
AWARDED = dt.date(2025, 9, 1)


def lot(procurement, title="Masten", estimate=100_000):
    return add_lot(procurement=procurement, title=title, estimate=Decimal(estimate), by=None, at=AT)


def award(one, on=AWARDED, to="Lumen bv"):
    return award_lot(lot=one, awarded_on=on, contractor_name=to, award_value=Decimal(90_000), by=None, at=AT)


def launched_with_lots():
    planned = projects.procurement()
    lots = [lot(planned), lot(planned, "Software")]
    return projects.launch(planned), lots


def test_lots_are_numbered_and_keep_their_number():
    planned = projects.procurement()
    first, second = lot(planned), lot(planned, "Software")
    remove_lot(lot=first, by=None, at=AT)
    third = lot(planned, "Onderhoud")
    change_lot(lot=second, title="Besturing", estimate=None, by=None, at=AT)
    assert list(planned.lots.values_list("number", "title", "estimate")) == [
        (2, "Besturing", None),
        (3, "Onderhoud", Decimal(100_000)),
    ]
    assert str(third) == "3. Onderhoud"


def test_lots_stand_once_the_procurement_is_launched():
    procurement, [first, _second] = launched_with_lots()
    for change in (
        lambda: lot(procurement),
        lambda: change_lot(lot=first, title="x", estimate=None, by=None, at=AT),
        lambda: remove_lot(lot=first, by=None, at=AT),
    ):
        with pytest.raises(Refused, match="percelen staan vast"):
            change()


def test_each_lot_has_its_own_contractor():
    _procurement, [first, second] = launched_with_lots()
    award(first)
    award(second, to="Soft nv")
    assert list(Lot.objects.values_list("contractor_name", flat=True)) == ["Lumen bv", "Soft nv"]


@pytest.mark.parametrize("day", [dt.date(2025, 5, 31), DAY + dt.timedelta(days=1)])
def test_a_lot_is_not_awarded_before_the_launch_or_in_the_future(day):
    _procurement, [first, _second] = launched_with_lots()
    with pytest.raises(Refused) as refused:
        award(first, on=day)
    assert refused.value.field == "awarded_on"


@pytest.mark.parametrize("status", [Status.PREPARED, Status.CANCELLED, Status.DELIVERED, Status.NO_TENDERS])
def test_a_lot_is_awarded_only_between_the_launch_and_the_end(status):
    procurement = projects.procurement(status=status)
    one = Lot.objects.create(procurement=procurement, number=1, title="Masten")
    with pytest.raises(Refused, match="na de lancering"):
        award(one)


def test_a_relaunch_begins_with_the_lots_as_planned():
    procurement, [first, _second] = launched_with_lots()
    award(first)
    report_no_tenders(procurement=procurement, ended_on=DAY, reason="Te duur", by=None, at=AT)
    again = relaunch_procurement(procurement=procurement, by=None, at=AT)
    assert list(again.lots.values_list("number", "title", "awarded_on")) == [(1, "Masten", None), (2, "Software", None)]


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"awarded_on": dt.date(2025, 5, 31), "contractor_name": "x"}, "lot_awarded_after_the_launch"),
        ({"awarded_on": AWARDED}, "lot_awarded_says_to_whom"),
        ({"contractor_name": "x"}, "lot_awarded_says_to_whom"),
        ({"estimate": -1}, "lot_amounts_not_negative"),
        ({"number": 0}, "lot_number_begins_at_one"),
        ({"number": 2}, "lot_number_is_its_own"),
    ],
)
def test_an_impossible_lot_cannot_be_stored(values, name):
    _procurement, [first, _second] = launched_with_lots()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Lot.objects.filter(pk=first.pk).update(**values)


def test_a_lot_of_what_was_never_launched_cannot_be_stored_as_awarded():
    with pytest.raises(IntegrityError, match="lot_awarded_after_the_launch"), transaction.atomic():
        Lot.objects.create(
            procurement=projects.procurement(), number=1, title="x", awarded_on=DAY, contractor_name="Lumen bv"
        )


def test_lots_go_their_way_through_the_pages(client, staff):
    planned = projects.procurement()
    url = planned.get_staff_url()
    assert "niet in percelen verdeeld" in markup(client.get(url))
    assert client.post(url + "percelen/", {"title": "Masten", "estimate": "300.000"}).headers["Location"] == url
    one = Lot.objects.get()
    assert "meer dan de raming" in markup(client.get(url))
    client.post(f"{url}percelen/{one.pk}/", {"title": "Palen", "estimate": "100.000"})
    assert "1. Palen" in markup(client.get(url))
    projects.launch(planned)
    fault = {"awarded_on": "2025-05-01", "contractor_name": "Lumen", "award_value": "1"}
    assert "niet voor de lancering" in refusal(client.post(f"{url}percelen/{one.pk}/gunnen/", fault))
    client.post(f"{url}percelen/{one.pk}/gunnen/", fault | {"awarded_on": "2025-09-01"})
    assert "Lumen" in markup(client.get(url))
    assert client.post(f"{url}percelen/{one.pk}/weghalen/", follow=True).status_code == 200
    assert Lot.objects.count() == 1, "a launched procurement keeps its lots"
    other = projects.procurement()
    assert client.get(f"{other.get_staff_url()}percelen/{one.pk}/").status_code == 404
    assert Procurement.objects.get(pk=planned.pk).status == Status.LAUNCHED


def test_a_planned_lot_is_taken_out_by_one_button(client, staff):
    one = lot(projects.procurement())
    client.post(f"{one.procurement.get_staff_url()}percelen/{one.pk}/weghalen/")
    assert not Lot.objects.exists()
