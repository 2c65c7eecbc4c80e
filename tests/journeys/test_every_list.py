"""Every list of staff in the browser, with the demo programme on it: rows of one line, and no wider than its window."""

from functools import partial

from playwright.sync_api import expect

from pio_portal.accounts.enums import Role
from pio_portal.contact.enums import EnquiryStatus
from projects.enums import HandoverStatus
from tests.factories import outreach, states
from tests.journeys.people import People
from tests.lists import LISTS, place_of

ROW = 41  # pixels: forty, and the line below it
SIDEWAYS = "box => box.scrollWidth - box.clientWidth"
CUT = """box => {
  const pen = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(box, "::placeholder");
  pen.font = `${style.fontSize} ${getComputedStyle(box).fontFamily}`;
  const own = getComputedStyle(box);
  const room = box.clientWidth - parseFloat(own.paddingLeft) - parseFloat(own.paddingRight);
  return pen.measureText(box.placeholder).width > room;
}"""
TALLEST = "rows => Math.max(...rows.map(row => row.getBoundingClientRect().height))"


TABLES = [name for name, made in LISTS.items() if made.exportable]  # a board has cards, and is looked at on its own


def fill():
    """A row for each list of which the programme tells nothing."""
    outreach.story()
    states.enquiry(EnquiryStatus.OPEN)
    states.handover(HandoverStatus.QUEUED)


def test_every_list_has_rows_of_one_line(programme, transactional_db, new_page):
    fill()
    staff = People(new_page).with_role("Els Peeters", *Role)
    found = {}
    for name in TABLES:
        rows = staff.go(f"{place_of(name)}?toon=alles").page.locator(".data tbody tr")
        found[name] = (rows.count() > 0, rows.evaluate_all(TALLEST) <= ROW + 1)
        wider = staff.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found[name] += (wider <= 0,)

    assert found == dict.fromkeys(TABLES, (True, True, True))


def test_every_list_is_read_on_a_phone_without_going_sideways_and_without_script(programme, transactional_db, new_page):
    fill()
    staff = People(partial(new_page, javascript=False)).with_role("Bo Smet", *Role)
    page, found, hints = staff.page, {}, {}
    for name in TABLES:
        page.set_viewport_size({"width": 1280, "height": 900})
        staff.go(f"{place_of(name)}?toon=alles")
        box, fold, filters = page.locator("#list-q"), page.get_by_label("Filters").first, page.locator(".filter-bar")
        hints[name] = box.evaluate(CUT)
        page.set_viewport_size({"width": 390, "height": 800})
        hints[name] |= box.evaluate(CUT)
        page.set_viewport_size({"width": 320, "height": 800})
        found[name] = page.locator(".rows").evaluate(SIDEWAYS) <= 0
        if filters.count():
            expect(filters).to_be_hidden()
            page.locator("label[for=list-fold]").click()
            expect(filters).to_be_visible()
            assert fold.is_checked()

    assert found == dict.fromkeys(TABLES, True)
    assert hints == dict.fromkeys(TABLES, False)
