"""Two colleagues write one application at the same time: they see each other, and nobody loses a word."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from calls.models import SectionAnswer
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from tests.eyes import faults_of
from tests.factories import calls as make
from tests.factories.ground import PASSWORD, member, organisation, who_logs_in
from tests.journeys.people import Person
from tests.plugins.browser import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PROBLEM = "Welk probleem wilt u oplossen?"
TODAY = "Hoe pakt u het vandaag aan, en waar loopt dat mis?"
USERS = "Wie ondervindt het probleem, en hoe vaak?"
SAVED = re.compile(r"Bewaard om \d\d\.\d\d uur")


def writer(page, of, name, level):
    made = who_logs_in(member(of, level, name=name, email=f"{name.split()[0].lower()}@halle.test"))
    return Person(page, made.email, name).log_in(), made


@pytest.fixture
def draft():
    from django.utils import timezone

    now = timezone.now()
    return make.application(of=organisation(name="Stad Halle"), within=make.call(at=now), at=now)


def answer(draft, key):
    return SectionAnswer.objects.get(application=draft, section="behoefte").values.get(key)


def state_of(who, key):
    return who.page.locator(f"#state-{key}")


@pytest.mark.complaints("409", "401")
def test_two_colleagues_on_one_application(new_page, draft):
    karel, _user = writer(new_page(), draft.organisation, "Karel Maes", Level.MANAGER)
    nora, her = writer(new_page(viewport=PHONE), draft.organisation, "Nora Claes", Level.EDITOR)
    address = f"{draft.get_absolute_url()}behoefte/"

    karel.go(address).sees_title("Behoefte en gebruikers")
    nora.go(address).sees("Karel Maes werkt nu ook aan dit onderdeel.")

    # Each in an answer of their own: both stand.
    karel.fill({TODAY: "De lampen branden de hele nacht op volle sterkte."})
    expect(state_of(karel, "vandaag")).to_contain_text(SAVED)
    nora.fill({USERS: "Alle 40.000 inwoners, elke nacht opnieuw."})
    expect(state_of(nora, "gebruikers")).to_contain_text(SAVED)
    nora.sees(f"Karel Maes wijzigde intussen “{TODAY}”.")
    expect(nora.field(TODAY)).to_have_value("")  # what she sees is not replaced under her hands
    assert (answer(draft, "vandaag")[:9], answer(draft, "gebruikers")[:4]) == ("De lampen", "Alle")

    # Both in the same answer: the second sees both versions, and what stands is not overwritten.
    karel.fill({PROBLEM: "Karel schrijft dat de straat 's nachts te veel licht verbruikt voor niemand."})
    expect(state_of(karel, "probleem")).to_contain_text(SAVED)
    nora.fill({PROBLEM: "Nora schrijft dat de straat te donker is waar mensen voorbijkomen."})
    expect(state_of(nora, "probleem")).to_contain_text("Karel Maes wijzigde dit antwoord")
    expect(state_of(nora, "probleem").locator(".theirs")).to_contain_text("Karel schrijft")
    expect(nora.field(PROBLEM)).to_have_value("Nora schrijft dat de straat te donker is waar mensen voorbijkomen.")
    assert answer(draft, "probleem").startswith("Karel schrijft")
    assert faults_of(nora.page) == []
    nora.page.get_by_role("button", name="Mijn versie bewaren").click()
    expect(state_of(nora, "probleem")).to_contain_text(SAVED)
    assert answer(draft, "probleem").startswith("Nora schrijft")

    # Her session ends while she types: she is told, logs in elsewhere, and it is saved.
    Session.objects.all().delete()
    from django.core.cache import cache

    cache.clear()
    nora.fill({USERS: "Alle 40.000 inwoners, en de technische dienst."})
    expect(state_of(nora, "gebruikers")).to_contain_text("U bent afgemeld: dit is niet bewaard.")
    expect(nora.field(USERS)).to_have_value("Alle 40.000 inwoners, en de technische dienst.")
    with nora.page.context.expect_page() as opened:
        state_of(nora, "gebruikers").get_by_role("link", name="Log in een nieuw tabblad weer in").click()
    Person(opened.value, her.email).fill({"E-mailadres": her.email, "Wachtwoord": PASSWORD}).press(
        "Inloggen", within=opened.value.locator("main form").first
    )
    opened.value.wait_for_url(lambda url: "/inloggen/" not in url)
    nora.page.bring_to_front()
    nora.page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(state_of(nora, "gebruikers")).to_contain_text(SAVED)
    assert answer(draft, "gebruikers") == "Alle 40.000 inwoners, en de technische dienst."


@pytest.mark.complaints("404")
def test_colleague_who_is_removed_keeps_her_text(new_page, draft):
    nora, her = writer(new_page(), draft.organisation, "Nora Claes", Level.EDITOR)
    nora.go(f"{draft.get_absolute_url()}behoefte/")
    Membership.objects.filter(user=her).delete()
    nora.fill({PROBLEM: "Een uur werk."})
    expect(state_of(nora, "probleem")).to_contain_text("U hebt geen toegang meer tot deze aanvraag.")
    expect(nora.field(PROBLEM)).to_have_value("Een uur werk.")
    nora.press("Bewaren en verder").sees_title("Uw tekst is niet bewaard")
    expect(nora.page.get_by_label("Antwoord 1")).to_have_value("Een uur werk.")


@pytest.mark.complaints("409", "422")
def test_without_script_it_works_too(new_page, draft):
    karel, _user = writer(new_page(javascript=False), draft.organisation, "Karel Maes", Level.MANAGER)
    nora, her = writer(new_page(javascript=False), draft.organisation, "Nora Claes", Level.EDITOR)
    address = f"{draft.get_absolute_url()}behoefte/"
    karel.go(address)
    nora.go(address)
    karel.fill({TODAY: "Van Karel, en lang genoeg om een antwoord te zijn."}).press("Bewaren en verder")
    nora.fill({TODAY: "Van Nora, en lang genoeg om een antwoord te zijn.", USERS: "Ook van Nora, en ook lang genoeg."})
    nora.press("Bewaren en verder").sees("Er staan nu twee versies", "Van Karel", "Van Nora")
    nora.press("Mijn versie bewaren")
    assert answer(draft, "vandaag").startswith("Van Nora")

    # Logged out meanwhile: what was typed is there again after logging in.
    nora.go(address).fill({PROBLEM: "Dit typte Nora toen ze al was afgemeld."})
    nora.page.context.clear_cookies(name="sessionid")
    nora.press("Bewaren en verder").fill({"E-mailadres": her.email, "Wachtwoord": PASSWORD})
    nora.press("Inloggen", within=nora.page.locator("main form").first)
    nora.sees("Dit is nog niet bewaard.")
    expect(nora.field(PROBLEM)).to_have_value("Dit typte Nora toen ze al was afgemeld.")
    nora.press("Bewaren en verder")
    assert answer(draft, "probleem") == "Dit typte Nora toen ze al was afgemeld."


LONG_ENOUGH = ", en dat is lang genoeg om een antwoord te zijn op wat hier wordt gevraagd."


@pytest.mark.complaints("409", "422")
@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without script"])
def test_page_that_comes_back_keeps_what_the_other_wrote_meanwhile(new_page, draft, javascript):
    karel, _user = writer(new_page(javascript=False), draft.organisation, "Karel Maes", Level.MANAGER)
    nora, _her = writer(new_page(javascript=javascript), draft.organisation, "Nora Claes", Level.EDITOR)
    address = f"{draft.get_absolute_url()}behoefte/"

    # Her page is older than what he saves; her own answer is too short, so it comes back.
    nora.go(address)
    karel.go(address).fill({PROBLEM: f"Karel{LONG_ENOUGH}"}).press("Bewaren en verder")
    nora.fill({TODAY: "Kort"}).press("Bewaren en verder").sees("Dit moet nog in orde")
    nora.sees(f"Karel Maes wijzigde intussen “{PROBLEM}”. Hieronder staat wat Karel Maes schreef.")
    expect(nora.field(PROBLEM)).to_have_value(f"Karel{LONG_ENOUGH}")
    nora.fill({TODAY: f"Nora{LONG_ENOUGH}"}).press("Bewaren en verder")
    nora.page.wait_for_url(lambda url: not url.endswith("/behoefte/"))
    assert (answer(draft, "probleem"), answer(draft, "vandaag")) == (f"Karel{LONG_ENOUGH}", f"Nora{LONG_ENOUGH}")

    # Both in one answer, he in another one as well: hers is kept, and his other one too.
    nora.go(address)
    again = {TODAY: f"Karel opnieuw{LONG_ENOUGH}", USERS: f"Karel ook hier{LONG_ENOUGH}"}
    karel.go(address).fill(again).press("Bewaren en verder")
    nora.fill({TODAY: f"Nora opnieuw{LONG_ENOUGH}"}).press("Bewaren en verder").sees("Er staan nu twee versies")
    expect(nora.field(USERS)).to_have_value(f"Karel ook hier{LONG_ENOUGH}")
    expect(nora.page.locator("#section-saved")).to_be_hidden()  # nothing says that all is well
    if javascript:  # axe is a script itself
        assert faults_of(nora.page) == []
    nora.page.locator(".save-bar").get_by_role("button", name="Mijn versie bewaren").click()
    nora.page.wait_for_url(lambda url: not url.endswith("/behoefte/"))
    assert (answer(draft, "vandaag"), answer(draft, "gebruikers")) == (
        f"Nora opnieuw{LONG_ENOUGH}",
        f"Karel ook hier{LONG_ENOUGH}",
    )
