"""What consultants cost: ordered, invoiced and paid, beside the estimate; read by PIO and management alone."""

import datetime as dt
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from projects.enums import Phase, ProjectState, StepKind
from projects.models import ConsultancyOrder
from projects.preparation.consultancy import change_consultancy
from tests.factories import ground, projects
from tests.factories.projects import AT, DAY
from tests.pages import client_of, refusal, text
from tests.queries import steady

pytestmark = pytest.mark.django_db
LIST = "/beheer/begeleiding/"
FIELDS = ("consultant", "framework", "subject", "ordered_on", "estimate", "ordered", "vat_rate", "step")


def change(order, *, by=None, at=AT, **fields):
    now = {name: getattr(order, name) for name in (*FIELDS, "invoiced", "paid")}
    return change_consultancy(order=order, by=by, at=at, **now | fields)


def page(project, person) -> str:
    return text(client_of(person).get(f"/beheer/projecten/{project.ref}/voortraject/"))


def test_an_order_is_recorded_invoiced_and_paid_on_its_pages(client, staff):
    project = projects.project(phase=Phase.PREPARATION)
    step = project.steps.get(kind=StepKind.NEEDS_ANALYSIS)
    url = f"/beheer/projecten/{project.ref}/begeleiding/nieuw/"
    sent = {"consultant": "Kompas bv", "framework": "RC-7", "subject": "Behoefteanalyse", "step": step.pk}
    sent |= {"ordered_on": DAY.isoformat(), "vat_rate": "21.00", "estimate": "12.000", "ordered": "10.000,50"}
    assert "Vul" in refusal(client.post(url, sent | {"framework": ""}))
    client.post(url, sent)
    order = ConsultancyOrder.objects.get()
    assert (order.step, order.ordered_with_vat) == (step, Decimal("12100.61"))

    change_url = f"/beheer/projecten/{project.ref}/begeleiding/{order.pk}/"
    too_much = sent | {"invoiced": "11.000", "paid": "0"}
    assert "noch meer gefactureerd dan besteld" in refusal(client.post(change_url, too_much))
    client.post(change_url, sent | {"invoiced": "10.000", "paid": "5.000"})
    shown = page(project, staff)
    for amount in ("12.000,00", "10.000,50", "12.100,61", "5.000,00", "6.050,00"):
        assert amount in shown


def test_costs_are_added_up_per_consultant_and_per_project_however_the_name_is_written(client, staff):
    first = projects.consultancy(consultant="Kompas Advies bv")
    projects.consultancy(consultant=" KOMPAS  advies BV", ordered=Decimal(2_500), estimate=None)
    projects.consultancy(consultant="Studio", of=first.project, ordered=Decimal(500), estimate=Decimal(1000))
    change(first, invoiced=Decimal(8000), paid=Decimal(4000))
    shown = text(client.get(LIST))
    assert "Kompas Advies bv 2 bestellingen € 12.000,00 € 12.500,00 € 8.000,00 € 4.000,00" in shown
    assert f"{first.project.title} 2 bestellingen € 13.000,00 € 10.500,00 € 8.000,00 € 4.000,00" in shown
    narrowed = text(client.get(LIST + "?q=studio"))
    assert "Kompas Advies" not in narrowed
    assert "Studio" in client.get(LIST + "?q=studio&export=csv").getvalue().decode()


def test_only_pio_and_management_see_what_consultants_cost():
    order = projects.consultancy(consultant="Kompas Advies bv", ordered=Decimal(98_765), estimate=None)
    project = order.project
    for role in (Role.STAFF, Role.LEAD, Role.MANAGEMENT):
        assert "98.765,00" in page(project, ground.user(role))
        assert "98.765,00" in text(client_of(ground.user(role)).get(LIST))
    for role in (Role.COMMUNICATION, Role.SECRETARY):
        assert "98.765,00" not in page(project, ground.user(role))
        assert client_of(ground.user(role)).get(LIST).status_code == 403
    for person in (ground.member(), ground.member(project.organisation), ground.user(Role.ADVISER)):
        assert client_of(person).get(order.get_staff_url()).status_code in (403, 404)
        assert client_of(person).get(LIST).status_code == 403
        assert list(ConsultancyOrder.objects.visible_to(person)) == []
    member = client_of(ground.member(project.organisation))
    found = text(client_of(ground.user(Role.COMMUNICATION)).get("/beheer/zoeken/?q=Kompas"))
    assert "Advies bv" not in found
    assert "Kompas" not in text(member.get(project.get_applicant_url()))


@pytest.mark.parametrize("who", [Role.MANAGEMENT, Role.COMMUNICATION, "client"])
def test_only_pio_orders_and_pays(who):
    order = projects.consultancy()
    person = ground.member(order.project.organisation) if who == "client" else ground.user(who)
    with pytest.raises(NotPermitted):
        change(order, by=person)
    with pytest.raises(NotPermitted):
        projects.consultancy(of=order.project, by=person)


def test_what_cannot_be_is_refused():
    with pytest.raises(Refused, match="nog niet begonnen"):
        projects.consultancy(of=projects.project())
    with pytest.raises(Refused, match="in de toekomst"):
        projects.consultancy(ordered_on=DAY + dt.timedelta(days=1))
    with pytest.raises(Refused, match="opgeschort"):
        projects.consultancy(of=projects.in_state(ProjectState.SUSPENDED))
    order = projects.consultancy()
    with pytest.raises(Refused, match="niet meer betaald dan gefactureerd"):
        change(order, paid=Decimal(1))
    with pytest.raises(Refused, match="tussen 0 en 100"):
        change(order, vat_rate=Decimal(-1))
    elsewhere = projects.project(phase=Phase.PREPARATION).steps.first()
    with pytest.raises(IntegrityError, match="consultancy_step_of_its_project"), transaction.atomic():
        change(order, step=elsewhere)


def test_what_was_ordered_is_paid_after_the_project_was_stopped():
    order = projects.consultancy(of=projects.project(phase=Phase.PREPARATION))
    type(order.project).objects.filter(pk=order.project_id).update(imported=True)
    assert change(order, invoiced=Decimal(10_000), paid=Decimal(10_000)).paid == 10_000


def test_pages_ask_as_much_with_many_orders(client, staff):
    order = projects.consultancy()
    pages = [LIST, f"/beheer/projecten/{order.project.ref}/voortraject/"]
    with steady(client, *pages, at_most=20):
        for number in range(20):
            projects.consultancy(of=order.project, consultant=f"Bureau {number}")
