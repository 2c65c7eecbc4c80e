"""An adviser and a colleague of PIO have an interest: from then on the dossier is nowhere in their browsers."""

import pytest

from calls.enums import ApplicationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.documents.workflow import file_bytes
from tests.factories import assessment as make
from tests.factories.calls import COMPLETE
from tests.journeys.people import People, Person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.complaints("status of 422"),
]  # a form that goes back with its faults
TITLE = "Bruggen die zelf zeggen dat ze moe zijn"
PROBLEM = COMPLETE["behoefte"]["probleem"]


def answers_404(who: Person, *addresses: str) -> None:
    """None of these exists for this person: not by a link, and not by an address kept from before."""
    found = {address: who.page.request.get(address).status for address in addresses}
    assert found == dict.fromkeys(addresses, 404)


def nowhere(who: Person, *pages: str) -> None:
    """These pages answer, and say nothing of it."""
    for page in pages:
        who.go(page).sees_not(TITLE)


@pytest.fixture
def people(new_page):
    return People(new_page)


@pytest.fixture
def application(transactional_db):
    return make.application(Status.ELIGIBLE, title=TITLE)


@pytest.fixture
def kept(application):
    """The address of a document, as somebody may have kept it."""
    document = file_bytes(
        owner=application, kind="attachment", title="Plan", filename="plan.pdf", content=b"%PDF-1.7", at=make.AT
    )
    return f"/documenten/{document.pk}/"


def test_an_adviser_declares_a_conflict_while_judging(people, application, kept):
    adviser = people.with_role("Rik Janssens", Role.ADVISER)
    asked = make.assignment(application, User.objects.get(email=adviser.email))
    address = asked.get_absolute_url()

    adviser.go("/beheer/").sees(TITLE)
    adviser.go("/beheer/beoordelingen/").follow(TITLE).sees_title("Eerst uw belangenverklaring").sees_not(PROBLEM)
    adviser.choose("Hebt u een belang bij deze aanvraag?", "Nee, ik kan deze aanvraag onafhankelijk beoordelen")
    adviser.press("Verklaring bevestigen").sees(PROBLEM).choose("Punten voor Behoefte", "4")
    adviser.sees("Bewaard om")
    assert adviser.page.request.get(kept).status == 200

    adviser.follow("Ik heb toch een belang bij deze aanvraag").sees("Daarna bestaat deze aanvraag niet meer voor u")
    adviser.press("Belang verklaren").sees("Dit moet nog in orde")
    adviser.fill({"Welk belang hebt u?": "Mijn zus leidt dit project."}).press("Belang verklaren")

    adviser.sees_title("Beoordelingen").sees_not(TITLE)
    nowhere(adviser, "/beheer/", "/beheer/beoordelingen/", f"/beheer/zoeken/?q={application.ref}")
    answers_404(adviser, address, f"{address}belang/", kept)

    lead = people.with_role("Lea De Smet", Role.LEAD)
    lead.go(f"/beheer/aanvragen/{application.ref}/beoordeling/").sees("Belangenconflict", "Mijn zus leidt dit project.")


def test_staff_declares_a_conflict_on_a_dossier_that_it_handles(people, application, kept):
    staff = people.with_role("Stef Maes", Role.STAFF)
    one = f"/beheer/aanvragen/{application.ref}/"
    round_ = f"/beheer/oproepen/{application.call.code}/indiendata/{application.round.number}/"
    lists = ["/beheer/", "/beheer/aanvragen/", f"/beheer/zoeken/?q={application.ref}", f"{round_}rangschikking/"]
    lists += [f"{round_}ontwerpen/", f"{round_}beslissingen/"]
    make.drafted(application)
    make.assignment(application, due_on=make.TODAY)  # late by now: it stands on Vandaag
    staff.go(one).more("Behandelaar kiezen").press("Bewaren").sees("Stef Maes behandelt deze aanvraag")
    for page in lists:
        staff.go(page).sees(TITLE)
    assert staff.page.request.get(kept).status == 200

    staff.go(one).more("Ik heb een belang bij deze aanvraag").sees("Daarna bestaat dit dossier niet meer voor u")
    staff.fill({"Welk belang hebt u?": "Ik zit in de gemeenteraad."}).press("Belang verklaren")

    staff.sees("U ziet deze aanvraag niet meer").sees_not(TITLE)
    nowhere(staff, *lists)
    tabs = ["", "antwoorden/", "ontvankelijkheid/", "beoordeling/", "documenten/", "verloop/", "ontwerp/", "belang/"]
    letter = f"{round_}beslissingen/{application.ref}/"
    answers_404(staff, *[one + tab for tab in tabs], kept, letter, f"{letter}brief/")
    for export in ("/beheer/aanvragen/?export=csv", f"{round_}rangschikking/?export=csv"):
        assert TITLE not in staff.page.request.get(export).text()

    lead = people.with_role("Lea De Smet", Role.LEAD)
    lead.go("/beheer/belangenconflicten/").sees("Stef Maes", TITLE, "Ik zit in de gemeenteraad.")
    lead.go(one).sees("Kies een behandelaar")
