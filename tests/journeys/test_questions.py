"""Answering in the browser: files by drag with progress, questions that come and go, a table that adds up."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from calls.application.writing import save_section
from calls.models import SectionAnswer
from pio_portal.documents.models import Document
from tests.eyes import faults_of
from tests.factories import calls as make
from tests.factories import questions as forms
from tests.factories.ground import member
from tests.files import pdf
from tests.pages import client_of, with_session_of
from tests.plugins.browser import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)
WIDTHS = pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
DROP = """async ([names, size, ends]) => {
  const [begin, end] = ends.map((text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0)));
  const carried = new DataTransfer();
  for (const name of names) carried.items.add(new File([begin, new Uint8Array(size), end], name));
  return carried;
}"""


@pytest.fixture
def draft(transactional_db):
    return forms.application(member(), plan={}, at=timezone.now())


@pytest.fixture
def enter(draft, live_server):
    """Opens a page of the draft as its manager."""
    client = client_of(draft.created_by)

    def open_page(page, place, of=draft):
        with_session_of(client, page, live_server)
        page.goto(f"/mijn/aanvragen/{of.ref}/{place}")
        return page

    return open_page


def drop(page, names, size=1000):
    begin, end = pdf(padding=size).decode("latin-1").split("\0" * size)
    carried = page.evaluate_handle(DROP, [names, size, [begin, end]])
    page.locator("[data-drop]").first.dispatch_event("drop", {"dataTransfer": carried})


def slowly(page, bytes_a_second):
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": bytes_a_second}
    line.send("Network.emulateNetworkConditions", speed)


@pytest.mark.complaints("status of 422")  # a file that is refused
def test_files_are_dropped_several_at_once_and_each_shows_what_became_of_it(page, enter):
    enter(page, "bijlagen/")
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    wrong = {"name": "virus.pdf", "mimeType": "application/pdf", "buffer": b"MZ een programma"}
    page.get_by_label("Kies bestanden").set_input_files([wrong, plan])
    rows = page.locator("[data-uploads] li")
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("De inhoud is geen PDF. Bewaar het bestand opnieuw als PDF")
    expect(page.locator("[data-file-list]")).to_contain_text("plan.pdf")
    expect(page.get_by_role("button", name="Toevoegen", exact=True)).to_be_hidden()

    rows.get_by_role("button", name="Sluiten virus.pdf").click()
    expect(rows).to_have_count(0)
    assert faults_of(page) == []

    page.locator("summary", has_text="Verwijderen").click()
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.locator("main")).to_contain_text("“plan.pdf” is verwijderd.")


def test_a_file_shows_how_far_it_is_and_can_be_stopped(page, enter):
    enter(page, "bijlagen/")
    slowly(page, 400_000)
    drop(page, ["groot.pdf", "volgende.pdf"], size=2_000_000)
    meter = page.get_by_role("progressbar", name="groot.pdf versturen")
    expect(meter).not_to_have_js_property("value", 0)
    assert 0 < meter.evaluate("meter => meter.value") < 100

    page.get_by_role("button", name="Stoppen groot.pdf").click()
    expect(page.locator("[data-uploads] li")).to_have_count(1)
    page.get_by_role("button", name="Stoppen volgende.pdf").click()
    expect(page.locator("[data-uploads] li")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-file-list] li")).to_have_count(0)
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page, enter):
    enter(page, "bijlagen/")
    drop(page, ["enorm.pdf"], size=26 * 1024 * 1024)
    expect(page.locator("[data-uploads]")).to_contain_text("Dit bestand is 26 MB groot. Het mag hoogstens 25 MB zijn")


def test_file_of_a_question_is_dropped_beside_what_is_being_typed(page, enter, draft):
    enter(page, "stukken/")
    page.get_by_label("Wat is vertrouwelijk?").fill("Ons octrooi")
    drop(page, ["studie.pdf"])
    expect(page.locator("[data-file-list]").first).to_contain_text("studie.pdf")
    expect(page.get_by_label("Wat is vertrouwelijk?")).to_have_value("Ons octrooi")
    page.get_by_role("button", name="Bewaren en verder").click()
    page.wait_for_url(f"**/{draft.ref}/")
    values = SectionAnswer.objects.get(section="stukken").values
    assert values == {"geheim": "Ons octrooi", "studie": str(Document.objects.get().pk)}


def test_file_of_a_question_without_script(new_page, enter):
    page = enter(new_page(javascript=False), "stukken/")
    page.get_by_label("Wat is vertrouwelijk?").fill("Ons octrooi")
    page.get_by_role("button", name="Bestanden toevoegen of verwijderen").first.click()
    page.get_by_label("Kies bestanden").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    )
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    expect(page.locator("main")).to_contain_text("“a.pdf” is toegevoegd.")
    page.get_by_role("link", name="Terug naar “De stukken”").click()
    expect(page.get_by_label("Wat is vertrouwelijk?")).to_have_value("Ons octrooi")
    expect(page.locator("main")).to_contain_text("a.pdf")


def test_enter_saves_the_section_and_goes_on(page, enter, draft):
    """Also where the button of a file question stands before the one that saves."""
    enter(page, "stukken/")
    page.get_by_label("Hoe heet de studie?").fill("Marktstudie")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{draft.ref}/")
    assert SectionAnswer.objects.get(section="stukken").values["naam"] == "Marktstudie"


def test_questions_come_and_go_with_the_answers(page, enter, draft):
    enter(page, "plan/")
    built, partner = page.get_by_label("Wat bouwt u?"), page.get_by_label("Met welke organisatie?")
    expect(built).to_be_hidden()
    expect(partner).to_be_hidden()

    page.get_by_label("Bouw", exact=True).check()
    page.get_by_label("Ja", exact=True).check()
    built.fill("Een brug")
    expect(partner).to_be_visible()
    expect(page.get_by_text("Alleen als u bij “Welk soort?”")).to_be_hidden()

    page.get_by_label("Nee", exact=True).check()
    expect(partner).to_be_hidden()
    page.get_by_label("Bouw", exact=True).uncheck()
    expect(built).to_be_hidden()
    page.get_by_label("Aankoop", exact=True).check()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.wait_for_url("**/stukken/")
    values = SectionAnswer.objects.get(section="plan").values
    assert (values["soort"], values["samen"], values["bouw"]) == ("a", "nee", "Een brug")


def test_questions_without_script_say_when_they_are_asked(new_page, enter):
    page = enter(new_page(javascript=False), "plan/")
    expect(page.get_by_label("Wat bouwt u?")).to_be_visible()
    expect(page.get_by_text("Alleen als u bij “Welk soort?” “Bouw” antwoordde.")).to_be_visible()
    page.get_by_label("Met welke organisatie?").fill("0316.380.842")
    page.get_by_label("Nee", exact=True).check()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.wait_for_url("**/stukken/")


@pytest.mark.complaints("422")  # a form that comes back with its faults
def test_costs_add_up_and_get_rows(page, enter):
    enter(page, "plan/")
    total = page.locator("[data-total]")
    page.get_by_label("Post, rij 1").fill("Ontwikkeling")
    page.get_by_label("Bedrag in euro, rij 1").fill("12.000")
    page.get_by_label("Bedrag in euro, rij 2").fill("2 500,50")
    page.get_by_label("Post, rij 3").fill("Onderhoud")
    page.get_by_label("Bedrag in euro, rij 3").fill("veel 😀")
    expect(total).to_have_text("€\u00a014.500,50")

    page.get_by_role("button", name="Rij toevoegen").click()
    expect(page.get_by_label("Post, rij 5")).to_be_focused()
    expect(page.get_by_label("Post, rij 5")).to_have_value("")
    expect(page.get_by_role("button", name="Rij toevoegen")).to_be_hidden()  # five is the most of this question
    assert page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map((e) => e.id)).size === document.querySelectorAll('[id]').length"
    )

    page.get_by_role("button", name="Bewaren en verder").click()
    expect(page.locator("#error-summary")).to_contain_text("Rij 2: Schrijf waarvoor dit bedrag dient.")
    expect(page.locator("#error-summary")).to_contain_text("Rij 3: Schrijf het bedrag in cijfers")
    expect(page.get_by_label("Bedrag in euro, rij 3")).to_have_value("veel 😀")


def test_the_estimate_takes_over_the_total_of_the_costs(page, enter, draft):
    now = timezone.now()
    other = make.application(of=draft.organisation, by=draft.created_by, within=make.call(at=now), at=now)
    enter(page, "middelen/", of=other)
    take = page.get_by_role("button", name="Neem het totaal over")
    expect(take).to_be_hidden()
    page.get_by_label("Post, rij 1").fill("Ontwikkeling")
    page.get_by_label("Bedrag in euro, rij 1").fill("12.000")
    page.get_by_label("Post, rij 2").fill("Onderhoud")
    page.get_by_label("Bedrag in euro, rij 2").fill("2 500,50")
    expect(take).to_have_text("Neem het totaal over (€\u00a014.500,50)")
    take.press("Enter")
    estimate = page.get_by_label("Geraamde kost van de opdracht")
    expect(estimate).to_have_value("14.500,50")
    expect(estimate).to_be_focused()
    expect(take).to_be_hidden()
    estimate.fill("9000")
    expect(take).to_be_visible()
    take.click()
    page.get_by_role("button", name="Bewaren en verder").click()
    page.wait_for_url(lambda url: "middelen" not in url)
    assert SectionAnswer.objects.get(application=other, section="middelen").values["raming"] == "14500.50"


def test_files_are_chosen_with_the_keyboard_and_the_zone_says_so(page, enter):
    plan = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": pdf()}
    page.on(
        "filechooser", lambda chooser: chooser.set_files(plan)
    )  # from here on: asked for later, it may come too late
    enter(page, "bijlagen/")
    expect(page.get_by_text("Sleep bestanden hierheen of kies ze")).to_be_visible()
    zone, box = page.locator(".drop-zone"), page.get_by_label("Kies bestanden")
    calm = zone.evaluate("zone => getComputedStyle(zone).borderColor")
    box.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(box).to_be_focused()
    assert zone.evaluate("zone => getComputedStyle(zone).borderColor") != calm
    page.keyboard.press("Enter")
    expect(page.locator("[data-file-list]")).to_contain_text("plan.pdf")


def test_the_zone_without_script_is_a_plain_field(new_page, enter):
    page = enter(new_page(javascript=False), "bijlagen/")
    expect(page.get_by_text("Sleep bestanden hierheen of kies ze")).to_be_hidden()
    assert page.get_by_label("Kies bestanden").bounding_box()["width"] > 200


@WIDTHS
@pytest.mark.parametrize("place", ["plan/", "stukken/", "bijlagen/", "stukken/bestanden/studie/", "controle/"])
def test_pages_with_questions_are_for_everyone(new_page, enter, draft, viewport, place):
    values = forms.PLAN | {"soort": "a|b", "samen": "ja"}
    save_section(application=draft, section="plan", values=values, version=0, by=draft.created_by, at=draft.created_at)
    page = enter(new_page(viewport=viewport), place)
    assert faults_of(page) == []
