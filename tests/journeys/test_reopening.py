"""An applicant reopens what was submitted, changes an answer and submits again; both receipts stay, and are read back."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.application.submission import submit_application
from calls.models import Application, Revision
from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member, organisation, who_logs_in
from tests.journeys.chain.applying import sign
from tests.journeys.people import Person, step
from tests.plugins.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
DESK = {"width": 1280, "height": 900}
TEAM = "Wie werkt eraan mee, en hoeveel tijd krijgen ze?"
NEW_TEAM = "Twee projectleiders (8 dagen per maand)."


@pytest.fixture
def submitted(transactional_db):
    """An application of Stad Halle in a round that is open now, submitted by Karel Maes, who can log in."""
    of = organisation(name="Stad Halle")
    manager = who_logs_in(member(of, Level.MANAGER, name="Karel Maes", email="karel@halle.test"))
    now = timezone.now()
    draft = make.application(of=of, by=manager, within=make.call(at=now), at=now, complete=True)
    return submit_application(application=draft, by=manager, at=now)


def reopen(karel: Person, ref: str) -> None:
    """The dossier offers it, and a page warns before it is done."""
    karel.go(f"/mijn/aanvragen/{ref}/").follow("Aanvraag heropenen").sees_title("Aanvraag heropenen")
    karel.sees("Wat u wijzigt, is niet ingediend tot u opnieuw ondertekent en indient.", "Doet u dat niet voor")
    karel.press("Aanvraag heropenen").sees("Uw aanvraag staat weer open.", "Zolang u niet opnieuw indient")
    karel.go("/mijn/").sees("Heropend en nog niet opnieuw ingediend")
    assert "heropende de aanvraag" in karel.read_mail(f"Uw aanvraag {ref} is heropend")


def change(karel: Person, ref: str) -> None:
    """One answer is written anew."""
    karel.go(f"/mijn/aanvragen/{ref}/").follow("Planning, team en budget").sees_title("Planning, team en budget")
    karel.fill({TEAM: NEW_TEAM})
    karel.page.locator("main form button[type=submit]").click()
    karel.page.wait_for_url(lambda url: "middelen" not in url)


def submit_again(karel: Person, ref: str) -> None:
    """What changed is named, it is signed, and the confirmation names the first submission."""
    karel.go(f"/mijn/aanvragen/{ref}/").follow("Nakijken en opnieuw indienen").sees("Dit wijzigde u sinds u indiende")
    sign(karel).press("Aanvraag indienen").sees_title("Uw gewijzigde aanvraag is ingediend")
    karel.sees("Eerst ingediend", "(dit is versie 2)", "Vroegere ontvangstbewijzen")


def read_both(karel: Person, ref: str) -> None:
    """Each receipt has its own hash and content; the second names the first."""
    karel.look_until(karel.page.locator("#receipt-file").get_by_role("link", name=f"{ref}, versie 2"))
    links = karel.page.get_by_role("link", name=f"Ontvangstbewijs {ref}")
    second = karel.download_pdf(links.filter(has_text="versie 2"))
    first = karel.download_pdf(links.filter(has_not_text="versie 2"))
    old, new = Revision.objects.order_by("number")
    assert old.sha256 in "".join(first.split())
    assert new.sha256 in "".join(second.split())
    assert (NEW_TEAM in second, NEW_TEAM in first) == (True, False)
    assert ("Eerst ingediend" in second, "Eerst ingediend" in first) == (True, False)
    assert new.sha256 in karel.read_mail(f"Uw aanvraag {ref} is opnieuw ingediend")


@pytest.mark.parametrize("window", [DESK, PHONE], ids=["1280", "390"])
def test_reopen_change_and_submit_again(people, new_page, submitted, window):
    ref = submitted.ref
    karel = Person(new_page(viewport=window), "karel@halle.test", "Karel Maes").log_in()
    with step("reopen"):
        reopen(karel, ref)
    with step("change an answer"):
        change(karel, ref)
    with step("PIO reads the first version meanwhile"):
        an = people.with_role("An Peeters", Role.STAFF)
        an.go(f"/beheer/aanvragen/{ref}/antwoorden/").sees("Een projectleider").sees_not(NEW_TEAM)
    with step("submit again"):
        submit_again(karel, ref)
    with step("read both receipts"):
        read_both(karel, ref)
    with step("the dossier"):
        karel.go(f"/mijn/aanvragen/{ref}/").sees("diende de aanvraag opnieuw in (versie 2)")
        expect(karel.page.get_by_role("link", name="Aanvraag heropenen")).to_be_visible()
    assert Application.objects.get(ref=ref).revisions.count() == 2
