"""Small windows, and the colours of the reader: nothing is wider, nothing is covered, the focus is always seen."""

import pytest
from django.urls import reverse

from cofinancing.enums import RequestStatus
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories import cofinancing as money
from tests.factories import ground
from tests.pages import with_session_of
from tests.plugins.browser import PHONE, ZOOMED

pytestmark = pytest.mark.django_db(transaction=True)
WORD = "hulpverleningszone" * 6
COVERED = """() => {
  const one = document.activeElement.getBoundingClientRect();
  const bar = document.querySelector(".save-bar").getBoundingClientRect();
  return document.activeElement.closest(".save-bar") === null && one.bottom > bar.top + 1 && one.top < bar.bottom;
}"""


@pytest.mark.parametrize("size", [PHONE, ZOOMED, {"width": 320, "height": 256}], ids=["phone", "zoomed", "low"])
def test_the_save_bar_covers_no_field(new_page, client, live_server, settings, size):
    application = make.application()
    client.force_login(application.created_by)
    page = with_session_of(client, new_page(viewport=size), live_server)
    page.goto(f"{application.get_absolute_url()}behoefte/")
    fields = page.locator("main .form-control, main .form-check-input").all()
    for field in fields:
        field.focus()
        assert not page.evaluate(COVERED)
    assert len(fields) > 2


def test_tabs_show_that_there_is_more_and_where_one_is(new_page, client, live_server, settings):
    application = make.submitted()
    client.force_login(ground.user(Role.STAFF))
    page = with_session_of(client, new_page(viewport=ZOOMED), live_server)
    page.goto(f"{application.get_staff_url()}verloop/")
    tabs = page.locator(".dossier-head .tabs")

    assert tabs.evaluate("tabs => tabs.scrollWidth > tabs.clientWidth && tabs.scrollLeft > 0")
    assert "local" in tabs.evaluate("tabs => getComputedStyle(tabs).backgroundAttachment")
    here = tabs.locator("[aria-current]").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= ZOOMED["width"]


@pytest.mark.parametrize("place", ["a", "button", "input"])
def test_focus_is_seen_in_the_colours_of_the_reader(page, client, live_server, settings, place):
    client.force_login(ground.user(Role.STAFF))
    with_session_of(client, page, live_server).emulate_media(forced_colors="active")
    page.goto(reverse("ui:gallery"))
    page.locator("main").locator(place).locator("visible=true").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")

    assert page.evaluate("getComputedStyle(document.activeElement).outline").endswith("solid 3px")


def test_a_state_has_its_shape_in_the_colours_of_the_reader(page, client, live_server, settings):
    client.force_login(ground.user(Role.STAFF))
    with_session_of(client, page, live_server).emulate_media(forced_colors="active")
    page.goto(reverse("ui:gallery"))
    shape = "getComputedStyle(document.querySelector('main .tag.ok'), '::before')"

    assert page.evaluate(f"{shape}.backgroundColor") != page.evaluate("getComputedStyle(document.body).backgroundColor")


def test_on_paper_an_agenda_has_a_margin_and_its_words_whole(page, client, live_server):
    meeting = money.meeting()
    for _ in range(2):
        money.request(on=meeting, status=RequestStatus.SCHEDULED)
    client.force_login(ground.user(Role.SECRETARY))
    with_session_of(client, page, live_server).goto(meeting.get_absolute_url())
    assert page.get_by_role("columnheader", name="Volgorde").is_visible()

    page.emulate_media(media="print")
    page.set_viewport_size({"width": 673, "height": 900})
    assert page.locator("th", has_text="Volgorde").is_hidden()
    assert page.locator("th", has_text="Klant").is_visible()
    assert page.locator("td .tag").first.evaluate("tag => tag.getClientRects().length") == 1
    assert page.locator(".data tr").nth(1).evaluate("row => getComputedStyle(row).display") == "table-row"
