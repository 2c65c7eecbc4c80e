"""What is seen of pages in Chromium, and what the script adds to them. `journeys/test_every_page.py` looks at every kind."""

import gzip
from functools import partial

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from tests.eyes import squeezed
from tests.pages import with_session_of
from tests.plugins.browser import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def as_staff(client):
    """Opens a page with the session of a member of staff."""
    user = User.objects.create_user("an@pio.test", "een lange zin als sleutel", name="An Peeters", roles=[Role.STAFF])
    client.force_login(user)

    return partial(with_session_of, client)


def test_eyes_see_a_text_whose_letters_stand_below_each_other(page):
    for width in ("1px", "200px"):
        page.set_content(f"<p style='width: {width}; overflow-wrap: anywhere'>te laat</p>")

        assert squeezed(page) == (["te laat stands on 6 lines"] if width == "1px" else [])


def test_times_in_what_is_told_stand_in_their_sentence(page, live_server, as_staff):
    as_staff(page, live_server).goto(reverse("ui:gallery"))
    told = page.locator(".story li", has_text="verschoof Marktconsultatie").locator("time")
    when, old, new = (told.nth(number).bounding_box() for number in range(3))

    assert when["y"] + when["height"] < old["y"]
    assert old["y"] == new["y"]


def test_buttons_alone_have_no_room_for_fields_above_them(page):
    page.goto(reverse("account_login"))
    form = page.locator(".demo-logins form").first

    assert form.bounding_box()["height"] == form.locator(".bar").bounding_box()["height"]


def test_header_of_staff_begins_at_the_left_above_the_menu(page, live_server, as_staff):
    """The layout of its page and the header share a word: what holds for the one must not reach the other."""
    as_staff(page, live_server).goto(reverse("ui:today"))
    brand, menu = (page.locator(place).bounding_box() for place in (".staff-head .brand", ".staff > .side"))

    assert brand["x"] < menu["width"]
    assert brand["y"] + brand["height"] <= menu["y"]
    assert page.locator(".staff-head > .page").bounding_box()["width"] == DESKTOP["width"]


@pytest.mark.complaints("status of 422")
def test_summary_of_faults_gets_the_focus_and_leads_to_the_field(page, live_server, as_staff):
    as_staff(page, live_server).goto(reverse("ui:gallery"))
    page.get_by_role("button", name="Bewaren en verder").last.click()

    expect(page.locator("#error-summary")).to_be_focused()

    page.get_by_role("link", name="Vul “Titel van het project” in.").click()

    expect(page.locator("#id_title")).to_be_focused()


@pytest.mark.complaints("status of 422")
def test_form_says_what_is_wrong_without_javascript(new_page, live_server, as_staff):
    page = as_staff(new_page(javascript=False), live_server)
    page.goto(reverse("ui:gallery"))
    page.get_by_role("button", name="Bewaren en verder").last.click()

    expect(page.get_by_role("link", name="Vul “Titel van het project” in.")).to_be_visible()


def test_destructive_act_asks_once_without_javascript(new_page, live_server, as_staff):
    page = as_staff(new_page(javascript=False), live_server)
    page.goto(reverse("ui:gallery"))
    assert not page.get_by_role("button", name="Ja, intrekken").is_visible()

    page.locator("summary", has_text="Aanvraag intrekken").click()

    expect(page.get_by_role("button", name="Ja, intrekken")).to_be_visible()


def test_counter_says_what_is_left(page, live_server, as_staff):
    as_staff(page, live_server).goto(reverse("ui:gallery"))
    page.get_by_label("Welk probleem wilt u oplossen?").first.fill("x" * 1995 + "\n")

    assert page.locator("#id_problem_counter").text_content() == "Nog 3 tekens"


def test_question_mark_lists_the_shortcuts_and_slash_searches(page, live_server, as_staff):
    as_staff(page, live_server).goto(reverse("ui:today"))
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Sneltoetsen")).to_be_visible()

    page.keyboard.press("Escape")
    page.keyboard.press("/")

    expect(page.locator("#staff-q")).to_be_focused()


def test_phone_menu_opens_without_javascript(new_page):
    page = new_page(viewport=PHONE, javascript=False)
    page.goto(reverse("ui:home"))
    page.locator("summary", has_text="Menu").click()

    expect(page.get_by_role("link", name="Inloggen")).to_be_visible()


def test_public_page_is_light(page):
    """At most 150 KB compressed on a first visit, and nothing from elsewhere."""
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))}))
    page.goto(reverse("ui:home"), wait_until="networkidle")

    assert all(url.startswith(page.url) for url in sizes)
    assert sum(sizes.values()) < 150_000
