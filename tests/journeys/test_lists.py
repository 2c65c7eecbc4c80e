"""The lists of staff in the browser: rows of one line, a heading that stays in sight, filters that apply at once."""

import re

import pytest
from playwright.sync_api import expect

from calls.assessment.handling import assign_handler
from pio_portal.accounts.enums import Role
from pio_portal.ui.models import SavedView
from tests.eyes import faults_of
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import organisation, user
from tests.journeys.people import People

pytestmark = pytest.mark.django_db(transaction=True)
LIST = "/beheer/aanvragen/"
ROW = 41  # pixels: forty, and the line below it
HEIGHTS = "rows => rows.map(row => row.getBoundingClientRect().height)"
IN_SIGHT = "rows => rows.filter(row => row.getBoundingClientRect().bottom <= window.innerHeight).length"
HIDDEN_LINES = "cells => cells.filter(cell => cell.scrollHeight > cell.clientHeight + 1).length"
LONG = "Departement Welzijn, Volksgezondheid en Gezin, afdeling Innovatie en Overheidsopdrachten"


@pytest.fixture
def long_list():
    """Thirty applications with long names, half of them in assessment."""
    call, handler = calls.call(), user(Role.STAFF, name="Anne-Marie Vandenbroucke")
    for number in range(30):
        made = calls.submitted(
            within=call,
            of=organisation(name=f"{LONG} {number}"),
            title=f"Een slim en zuinig net van laadpalen voor elke wijk van de stad {number}",
        )
        assign_handler(application=made, handler=handler, by=None, at=make.LATER)
        if number % 2:
            make.declare_eligible(application=made, by=user(Role.STAFF), at=make.LATER)


def test_rows_are_one_line_of_forty_pixels(new_page, long_list):
    page = People(new_page).with_role("Els Peeters", Role.STAFF).go(LIST).page
    rows = page.locator(".data tbody tr")

    assert rows.evaluate_all(HEIGHTS) == pytest.approx([ROW] * 30, abs=1)
    assert rows.evaluate_all(IN_SIGHT) >= 12
    assert page.locator(".data tbody td").evaluate_all(HIDDEN_LINES) == 0
    assert page.locator("td.title").first.evaluate("cell => cell.offsetWidth") >= 120
    assert faults_of(page) == []

    page.mouse.wheel(0, 700)
    head, menu = page.locator(".data thead th").nth(2), page.get_by_role("navigation", name="Beheer")
    expect(head).to_be_in_viewport(ratio=1)
    assert head.bounding_box()["y"] == 0
    expect(menu.get_by_role("link", name="Vandaag")).to_be_in_viewport(ratio=1)


def test_more_columns_than_fit_scroll_by_themselves(new_page, long_list):
    columns = "ref,title,organisation,submitted_at,status,advices,handler,theme,round,policy_domain,province,amount"
    page = People(new_page).with_role("Els Peeters", Role.STAFF).go(f"{LIST}?kolommen={columns},total,unread").page
    table = page.locator(".rows")

    assert table.evaluate("box => box.scrollWidth > box.clientWidth")
    table.evaluate("box => { box.scrollTop = 400; }")
    assert abs(page.locator("thead th").nth(1).bounding_box()["y"] - table.bounding_box()["y"]) <= 1
    assert set(page.locator("tbody tr").evaluate_all(HEIGHTS)) <= {ROW - 1, ROW}
    assert faults_of(page) == []


def test_a_filter_applies_at_once_and_the_list_opens_so_again(new_page, long_list):
    staff = People(new_page).with_role("Els Peeters", Role.STAFF)
    page = staff.go(LIST).page
    page.get_by_text("Stand", exact=True).and_(page.locator("summary")).click()
    page.locator("#state-eligible").check()

    expect(page.locator("caption")).to_have_text("15 van 30 aanvragen, jongste eerst")
    expect(page).to_have_url(re.compile(re.escape(f"{LIST}?status=eligible") + "$"))
    expect(page.locator("#list-said")).to_have_text("15 van 30 aanvragen, jongste eerst")
    expect(page.locator("#state-eligible")).to_be_visible()  # the choice stays open for the next one
    assert "status=eligible" in page.get_by_role("link", name="Excel (xlsx)", include_hidden=True).get_attribute("href")
    page.get_by_label("Alle rijen op deze bladzijde kiezen").check()
    expect(page.locator("[data-picked]")).to_have_text("15 gekozen")
    assert faults_of(page) == []

    staff.go("/beheer/").follow("Aanvragen", within=page.get_by_role("navigation", name="Beheer"))
    expect(page).to_have_url(re.compile(re.escape(f"{LIST}?status=eligible") + "$"))
    staff.follow("Weergave bewaren")
    page.get_by_label("Naam van de weergave").fill("Te beoordelen")
    page.get_by_label("Open de lijst voortaan zo").check()
    staff.press("Bewaren")
    link = page.get_by_role("navigation", name="Beheer").get_by_role("link", name="Te beoordelen")
    expect(link).to_have_attribute("aria-current", "true")
    staff.follow("Alles tonen")
    expect(page.locator("caption")).to_have_text("30 aanvragen, jongste eerst")
    link.click()
    expect(page.locator("caption")).to_have_text("15 van 30 aanvragen, jongste eerst")
    assert SavedView.objects.named().get().is_default
    page.go_back()
    expect(page.locator("caption")).to_have_text("30 aanvragen, jongste eerst")


def test_filters_work_without_script(new_page, long_list):
    staff = People(lambda: new_page(javascript=False)).with_role("Bo Smet", Role.STAFF)
    page = staff.go(LIST).page
    page.locator("summary", has_text="Stand").first.click()
    page.locator("#state-eligible").check()
    staff.press("Toepassen")

    expect(page.locator("caption")).to_have_text("15 van 30 aanvragen, jongste eerst")
    staff.go("/beheer/").follow("Aanvragen", within=page.get_by_role("navigation", name="Beheer"))
    expect(page.locator("caption")).to_have_text("15 van 30 aanvragen, jongste eerst")
    staff.follow("Alles tonen")
    expect(page.locator("caption")).to_have_text("30 aanvragen, jongste eerst")
