"""An applicant's way: a first visit, the answers checked, submitted, confirmed and completed; and what is asked."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.application.completion import request_info
from calls.application.signing import ask_signature
from calls.models import Application, SectionAnswer
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.eyes import faults_of
from tests.factories import calls as make
from tests.factories.ground import PASSWORD, account, member, organisation, user, who_logs_in
from tests.journeys.chain.applying import sign
from tests.journeys.people import Person, step

pytestmark = pytest.mark.django_db(transaction=True)
TEAM = "Wie werkt eraan mee, en hoeveel tijd krijgen ze?"


@pytest.fixture
def draft(transactional_db):
    """A complete draft of Stad Halle in a round that is open now, of Karel Maes, who can log in."""
    now = timezone.now()
    of = organisation(name="Stad Halle")
    manager = who_logs_in(member(of, Level.MANAGER, name="Karel Maes", email="karel@halle.test"))
    within = make.call(at=now, title="Open oproep van nu")
    return make.application(of=of, by=manager, within=within, complete=True, at=now, title="Licht op straat")


def see_no_fault(who: Person) -> None:
    """What axe finds."""
    assert faults_of(who.page) == []


def test_from_draft_to_confirmation(people, draft):
    karel = Person(people.new_page(), "karel@halle.test", "Karel Maes").log_in()
    SectionAnswer.objects.filter(section="middelen").update(values={**make.COMPLETE["middelen"], "team": ""})

    with step("20: the answers are checked, and what is missing is led to"):
        karel.go(f"{draft.get_absolute_url()}controle/").sees_title("Kijk uw antwoorden na")
        karel.sees("1 antwoord is nog niet in orde", "nog niet ingevuld")
        see_no_fault(karel)
        karel.follow(TEAM).sees_title("Planning, team en budget")
        expect(karel.field(TEAM)).to_be_in_viewport()
        karel.fill({TEAM: make.COMPLETE["middelen"]["team"]}).press("Bewaren en verder")
        karel.sees_title("Licht op straat").follow("Antwoorden nakijken en indienen").sees("U dient in als")
        see_no_fault(karel)

    with step("21: it is confirmed, and the PDF comes by itself"):
        sign(karel).press("Aanvraag indienen").sees_title("Uw aanvraag is ingediend")
        karel.sees(draft.ref, "We stuurden een bevestiging naar karel@halle.test.", "Wat gebeurt er nu?")
        see_no_fault(karel)
        receipt = karel.page.locator("#receipt-file").get_by_role("link", name=f"Ontvangstbewijs {draft.ref}")
        receipt.wait_for()
        assert draft.ref in karel.download_pdf(receipt)


def test_what_is_asked_stands_on_the_overview(people, draft):
    with step("23: a first visit leads"):
        account(email="nieuw@halle.test", name="Nieuwe Collega", password=PASSWORD)
        new = Person(people.new_page(), "nieuw@halle.test", "Nieuwe Collega").log_in()
        new.go("/mijn/").sees("Zo begint u").follow("Zoek uw organisatie")
        new.fill({"Ondernemingsnummer (KBO) of naam": "Stad Halle"})
        new.press("Zoeken", within=new.page.locator("main form").first)
        new.page.get_by_role("button", name="Toegang vragen").first.click()
        new.go("/mijn/").sees("U vroeg toegang tot Stad Halle.")
        see_no_fault(new)

    with step("23: everything that is asked, with its last day"):
        now = timezone.now()
        manager = draft.created_by
        ask_signature(application=draft, by=member(draft.organisation, Level.EDITOR, name="Nora Claes"), at=now)
        other = make.submitted(of=draft.organisation, by=manager, title="Water in de stad")
        due = timezone.localdate() + dt.timedelta(days=7)
        request_info(application=other, reason="Meer.", due_on=due, sections=[], by=user(Role.STAFF), at=now)
        karel = Person(people.new_page(), "karel@halle.test", "Karel Maes").log_in()
        karel.go("/mijn/").sees("Wat we van u vragen", "Nieuwe Collega vraagt toegang", "Nora Claes vraagt om te")
        karel.sees("6 van 6 onderdelen volledig")
        see_no_fault(karel)
        karel.follow("Water in de stad").sees("PIO vraagt u om deze aanvraag aan te vullen.")

    with step("21: the completion is confirmed as one"):
        karel.follow("Nakijken en aanvulling indienen")
        sign(karel).press("Aanvulling indienen").sees_title("Uw aanvulling is ingediend").sees("Eerst ingediend")
        assert Application.objects.get(pk=other.pk).revisions.count() == 2
