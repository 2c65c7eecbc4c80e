"""Every list of staff in the browser, with the demo programme on it: rows of one line, and no wider than its window."""

from pio_portal.accounts.enums import Role
from pio_portal.contact.enums import EnquiryStatus
from tests.factories import outreach, states
from tests.journeys.people import People
from tests.lists import LISTS, place_of

ROW = 41  # pixels: forty, and the line below it
TALLEST = "rows => Math.max(...rows.map(row => row.getBoundingClientRect().height))"


def test_every_list_has_rows_of_one_line(programme, transactional_db, new_page):
    outreach.story()
    states.enquiry(EnquiryStatus.OPEN)
    staff = People(new_page).with_role("Els Peeters", *Role)
    found = {}
    for name in LISTS:
        rows = staff.go(f"{place_of(name)}?toon=alles").page.locator(".data tbody tr")
        found[name] = (rows.count() > 0, rows.evaluate_all(TALLEST) <= ROW + 1)
        wider = staff.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        found[name] += (wider <= 0,)

    assert found == dict.fromkeys(LISTS, (True, True, True))
