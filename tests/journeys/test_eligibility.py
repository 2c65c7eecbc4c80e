"""Eligibility beside the answers: a tick is saved by itself, two colleagues lose nothing, and it works without script."""

import pytest
from playwright.sync_api import expect

from calls.models import EligibilityCheck
from pio_portal.accounts.enums import Role
from tests.factories import assessment as make
from tests.factories import calls
from tests.journeys.people import People, Person, step

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.complaints("status of 422")]


@pytest.fixture
def application(transactional_db):
    """Three conditions that nobody looked at."""
    made = make.application()
    make.points(made, "Publieke organisatie", "Volmacht", "Past in de oproep")
    return made


def tick(person: Person, condition: str, answer: str) -> None:
    """One click, and the page says that it is saved."""
    with person.page.expect_response("**/ontvankelijkheid/*/"):
        person.choose(condition, answer)


def test_eligibility_is_ticked_beside_the_answers(new_page, application):
    people = People(new_page)
    stef, mira = people.with_role("Stef Maes", Role.STAFF), people.with_role("Mira Bos", Role.STAFF)
    address = f"/beheer/aanvragen/{application.ref}/ontvankelijkheid/"
    with step("1: a tick is saved by itself, beside the answers"):
        stef.go(address).sees(calls.COMPLETE["behoefte"]["probleem"], "Nog 3 voorwaarden na te gaan.")
        mira.go(address)
        tick(stef, "Publieke organisatie", "Voldoet")
        stef.sees("Nog 2 voorwaarden na te gaan.", "Stef Maes")
        assert EligibilityCheck.objects.get().outcome == "met"
    with step("2: a remark is saved while it is typed"):
        tick(stef, "Volmacht", "Voldoet niet")
        row = stef.page.locator(".check-row", has_text="Volmacht")
        row.locator("summary").click()
        with stef.page.expect_response("**/ontvankelijkheid/*/"):
            stef.fill({"Opmerking": "Voeg de volmacht toe."}, within=row)
        expect(stef.page.locator("#stand")).to_contain_text("Aan één voorwaarde is niet voldaan.")
    with step("3: a colleague with an older page sees both, and overwrites nothing"):
        tick(mira, "Volmacht", "Voldoet")
        mira.sees("Dit vond Stef Maes intussen:", "Voeg de volmacht toe.")
        assert set(EligibilityCheck.objects.values_list("outcome", flat=True)) == {"met", "not_met"}
    with step("4: all that nobody looked at is met with one click"):
        stef.press("Alles voldoet").sees("De ontvankelijkheid is bewaard.", "Aan één voorwaarde is niet voldaan.")
    with step("5: what failed is the text of the request to complete"):
        stef.follow("Aanvulling vragen")
        expect(stef.field("Wat moet de aanvrager aanvullen?")).to_have_value(
            "Deze voorwaarden zijn nog niet in orde:\n- Volmacht: Voeg de volmacht toe."
        )


def test_eligibility_works_without_script(new_page, application):
    stef = People(lambda: new_page(javascript=False)).with_role("Stef Maes", Role.STAFF)
    stef.go(f"/beheer/aanvragen/{application.ref}/ontvankelijkheid/").choose("Volmacht", "Voldoet niet")
    stef.press("Bewaren").sees("De ontvankelijkheid is bewaard.", "Aan één voorwaarde is niet voldaan.")
    stef.choose("Volmacht", "Voldoet").press("Alles voldoet").sees("Aan alle voorwaarden is voldaan.")
    stef.press("Ontvankelijk verklaren").sees("is ontvankelijk. Wijs nu beoordelaars toe.")
