"""PIO sends an application back for two parts; the applicant completes it; both talk about it in the dossier."""

import datetime as dt

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation, who_logs_in
from tests.files import pdf
from tests.journeys.chain.applying import sign
from tests.journeys.chain.story import typed
from tests.journeys.people import Person, step
from tests.plugins.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
REASON = "De raming houdt geen rekening met het onderhoud. Voeg ook een offerte toe."
TEAM = "Wie werkt eraan mee, en hoeveel tijd krijgen ze?"
NEW_TEAM = "Twee projectleiders (8 dagen per maand) en een aankoper (2 dagen)."
QUESTION = "Rekende u ook de energie voor de sensoren mee?"
ANSWER = "Ja, die zit in de raming van het onderhoud."


@pytest.fixture
def submitted(transactional_db):
    """An application of Stad Halle, submitted by Karel Maes, who can log in."""
    of = organisation(name="Stad Halle")
    manager = who_logs_in(member(of, Level.MANAGER, name="Karel Maes", email="karel@halle.test"))
    return make.submitted(of=of, by=manager, within=make.call(at=make.AT), at=make.AT)


def send_back(an: Person, ref: str) -> None:
    """Staff chooses two parts, says why and until when."""
    an.go(f"/beheer/aanvragen/{ref}/").more("Aanvulling vragen").sees("Welke onderdelen")
    choices = an.group("Welke onderdelen mag de aanvrager wijzigen?")
    for part in ("Planning, team en budget", "Bijlagen"):
        choices.get_by_label(part, exact=True).check()
    due = timezone.localdate() + dt.timedelta(days=7)
    an.fill({"Wat moet de aanvrager aanvullen?": REASON, "Aanvullen ten laatste op": typed(due)})
    an.press("Vraag versturen").sees("De aanvrager krijgt een mail", "Wacht op aanvulling")


def find_what_is_open(karel: Person, ref: str) -> None:
    """The mail says what is asked; only that is open, and the rest can be read."""
    assert REASON in karel.read_mail(f"Vul uw aanvraag {ref} aan")
    karel.follow_mail(f"Vul uw aanvraag {ref} aan", part="/mijn/").sees(REASON, "Nog 7 dagen", "Al ingediend")
    karel.follow("Behoefte en gebruikers").sees("Dit onderdeel is ingediend.")
    expect(karel.page.locator("main form")).to_have_count(0)
    karel.follow("Terug naar de takenlijst").sees("Vul dit aan")


def complete(karel: Person, ref: str) -> None:
    """An answer changes, an attachment comes, and it is submitted again."""
    karel.follow("Planning, team en budget").sees_title("Planning, team en budget").fill({TEAM: NEW_TEAM})
    karel.page.locator("main form button[type=submit]").click()
    karel.sees_title("Bijlagen").sees(REASON)
    offer = {"name": "Offerte.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    karel.field("Kies bestanden").set_input_files(offer)
    expect(karel.page.get_by_role("link", name="Offerte.pdf")).to_be_visible()
    karel.go(f"/mijn/aanvragen/{ref}/").follow("Nakijken en aanvulling indienen")
    sign(karel).press("Aanvulling indienen").sees_title("Uw aanvulling is ingediend")


def compare(an: Person, title: str) -> None:
    """Vandaag leads to the differences, side by side."""
    an.go("/beheer/").follow(f"Aanvulling nalezen: {title}").sees("Wat er veranderde van versie 1 naar versie 2")
    an.sees(REASON, "Offerte", "Toegevoegd")
    expect(an.page.locator("del").first).to_contain_text("Een projectleider")
    expect(an.page.locator("ins").first).to_contain_text("Twee projectleiders")


def talk(an: Person, karel: Person, ref: str) -> None:
    """A message with an attachment goes over and an answer comes back; each side sees the other read it."""
    an.follow("Berichten", within=an.page.locator(".tabs")).fill({"Uw bericht": QUESTION})
    sheet = {"name": "Rekenblad.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    an.page.locator("main input[type=file]").set_input_files(sheet)
    an.press("Bericht versturen").sees(QUESTION, "Rekenblad", "Nog niet gelezen")
    karel.follow_mail(f"Bericht van PIO over {ref}", part="/berichten/").sees("An Peeters (PIO)", QUESTION, "Nieuw")
    assert karel.download(karel.page.get_by_role("link", name="Rekenblad")) == sheet["buffer"]
    karel.fill({"Uw bericht": ANSWER}).press("Bericht versturen").sees(ANSWER)
    an.go(f"/beheer/aanvragen/{ref}/berichten/").sees("door Karel Maes", ANSWER)
    karel.page.reload()
    karel.sees("Gelezen door PIO op")


def test_a_return_for_completion_and_the_messages_about_it(people, new_page, submitted):
    application = submitted
    karel = Person(new_page(viewport=PHONE), "karel@halle.test", "Karel Maes").log_in()
    an = people.with_role("An Peeters", Role.STAFF)
    with step("staff sends two parts back with a reason"):
        send_back(an, application.ref)
    with step("the applicant finds only those open"):
        find_what_is_open(karel, application.ref)
    with step("the applicant completes and submits again"):
        complete(karel, application.ref)
    with step("staff sees what changed"):
        compare(an, application.title)
    with step("both talk about it"):
        talk(an, karel, application.ref)
    assert Application.objects.get(ref=application.ref).revisions.count() == 2
