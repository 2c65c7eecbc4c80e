"""A knock-out is heard: below the threshold and half advised, an application leaves only when somebody says why."""

import pytest
from playwright.sync_api import expect

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from tests.factories import assessment as make
from tests.journeys.people import Person, step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.complaints("status of 422")]
REASON = "De jury herzag dit punt na een gesprek met de klant."
REMARK = "De markt is onvoldoende bevraagd."


@pytest.fixture
def applications(transactional_db):
    """One that is fine, and one below the threshold with one of its two advices."""
    fine = make.advised(make.application(Status.ELIGIBLE, title="Slim rooster")).application
    low = make.application(Status.ELIGIBLE, within=fine.call, title="Slimme kade")
    make.advised(low, points=1, text=REMARK)
    make.assignment(low)
    return fine, low


def prepare(staff: Person, fine: Application, low: Application) -> None:
    """The remark of an adviser goes into the grounds with one click; the reason is still left out."""
    for application, grounds in ((fine, "Sterk."), (low, "De behoefte is groot.")):
        staff.go(f"/beheer/aanvragen/{application.ref}/ontwerp/").choose("Beslissing", "Geselecteerd")
        staff.fill({"Motivering": grounds})
        if application == low:
            staff.sees("Onder de uitsluitingsdrempel: Behoefte", "1 van 2")
            staff.page.get_by_role("listitem").filter(has_text=REMARK).get_by_role("button").click()
            expect(staff.field("Motivering")).to_have_value(f"De behoefte is groot.\n\n{REMARK}")
        staff.press("Ontwerp bewaren").sees("Ontwerp van de beslissing")


def test_a_knock_out_is_heard_before_it_leaves(people, applications):
    fine, low = applications
    round_ = f"/beheer/oproepen/{fine.call.code}/indiendata/{fine.round.number}/"
    staff, lead = people.with_role("Stef Maes", Role.STAFF), people.with_role("Lea De Smet", Role.LEAD)
    with step("1: staff prepares both"):
        prepare(staff, fine, low)
    with step("2: the one below the threshold cannot leave without a reason"):
        lead.go(f"{round_}beslissingen/").sees("1 van 2 kan vertrekken.", "Schrijf waarom u toch zo beslist.")
    with step("3: the reason is written in the draft"):
        lead.follow(low.title).fill({"Waarom beslist u toch zo?": REASON}).press("Ontwerp bewaren")
        lead.sees("Ontwerp van de beslissing", REASON)
    with step("4: it is not ticked beforehand; what is ticked is counted, and asked once"):
        lead.go(f"{round_}beslissingen/").sees("2 van 2 kunnen vertrekken.", "niet aangekruist")
        box = lead.page.get_by_role("checkbox", name=low.ref)
        expect(lead.page.get_by_role("checkbox", name=fine.ref)).to_be_checked()
        expect(box).not_to_be_checked()
        box.check()
        lead.press("Gekozen beslissingen publiceren").sees_title("Beslissingen publiceren?")
        lead.sees("2 beslissingen: 2 geselecteerd; bij 1 ontbreekt een advies; 1 onder de drempel.", REASON)
        assert not Application.objects.filter(status=Status.SELECTED).exists()
    with step("5: then both leave, and the dossier keeps why"):
        lead.press("Ja, nu publiceren").sees_title("De brieven vertrekken")
        staff.go(f"/beheer/aanvragen/{low.ref}/beoordeling/").sees("Beslist ondanks:", REASON)
        staff.go(f"/beheer/aanvragen/{low.ref}/verloop/").sees("besliste ondanks twijfel", REASON)
