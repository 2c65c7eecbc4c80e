"""A project with three procurements in the browser: one finds no tenders and is launched again, all are delivered."""

import datetime as dt

import pytest
from django.utils import timezone

from pio_portal.accounts.enums import Role
from projects.enums import Phase, ProcurementStatus
from projects.models import Procurement
from tests.factories import projects
from tests.journeys.chain.story import in_short, typed
from tests.journeys.people import People, Person


def launch(staff: Person, place: str, day: dt.date) -> None:
    staff.go(place).follow("Lancering vastleggen").fill({"Gelanceerd op": typed(day)}).press("Bewaren")
    staff.sees("De opdracht is gelanceerd")


def award_and_deliver(staff: Person, place: str, day: dt.date, contractor: str) -> None:
    staff.go(place).follow("Gunning vastleggen")
    staff.fill({"Gegund op": typed(day), "Opdrachtnemer": contractor, "Gunningsbedrag": "80.000"}).press("Bewaren")
    staff.sees("De opdracht is gegund", contractor).follow("Oplevering vastleggen")
    staff.fill({"Opgeleverd op": typed(day), "Resultaat": "Werkt in de straat."}).press("Bewaren")
    staff.sees("De opdracht is opgeleverd")


def launch_again(staff: Person, place: str, day: dt.date) -> str:
    """It had no suitable tenders: the place of the procurement that comes instead."""
    staff.go(place).more("Geen offertes melden")
    staff.sees_title("Geen geschikte offertes").fill({"Op": typed(day), "Waarom?": "Niemand schreef in."})
    staff.press("Bewaren").sees("Vastgelegd: geen geschikte offertes")
    staff.page.locator("summary", has_text="Meer").click()
    staff.press("Opnieuw lanceren").sees("In voorbereiding")
    return staff.page.url


@pytest.mark.complaints("status of 422")
def test_three_procurements_of_which_one_is_launched_again(transactional_db, new_page):
    staff = People(new_page).with_role("Els Peeters", Role.STAFF)
    today = timezone.localdate()
    started = today - dt.timedelta(days=200)
    project = projects.project(phase=Phase.STRATEGY, started_on=started)
    for name in ("Sensoren", "Platform", "Onderhoud"):
        projects.procurement(project=project, title=name)
    page, places = project.get_staff_url(), {p.title: p.get_staff_url() for p in Procurement.objects.all()}
    staff.go(page).press("Naar fase “Opdrachtdocumenten”").sees("Sensoren", "Platform", "Onderhoud")

    for place in places.values():
        launch(staff, place, today)
    places["Platform"] = launch_again(staff, places["Platform"], today)
    launch(staff, places["Platform"], today)
    staff.sees("Herlancering van")
    for name, contractor in (("Sensoren", "Meetbaar bv"), ("Platform", "Wolk nv")):
        award_and_deliver(staff, places[name], today, contractor)
    staff.go(page).sees("Opgeleverd", "Gelanceerd")

    staff.go(places["Onderhoud"]).follow("Gunning vastleggen")
    staff.fill({"Gegund op": typed(started), "Opdrachtnemer": "Zorgeloos bv"}).press("Bewaren")
    staff.sees("niet voor de lancering").fill({"Gegund op": typed(today), "Gunningsbedrag": "40.000"}).press("Bewaren")
    staff.sees("De opdracht is gegund").follow("Oplevering vastleggen").fill({"Opgeleverd op": typed(today)})
    staff.press("Bewaren").sees("De opdracht is opgeleverd")
    staff.sees(in_short(today)).go(page).sees("Nodig om af te sluiten")
    stands = sorted(Procurement.objects.filter(project=project).values_list("status", flat=True))
    assert stands == sorted([ProcurementStatus.NO_TENDERS, *[ProcurementStatus.DELIVERED] * 3])
