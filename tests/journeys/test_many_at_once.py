"""Staff finds twenty applications in the list, and lets them be divided over advisers by the worker."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from calls.models import Assignment, Theme
from pio_portal.accounts.enums import Role
from pio_portal.ui.models import BulkJob, BulkStatus
from tests.eyes import faults_of
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import organisation, user
from tests.journeys.people import People

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}
TOWNS = ["Halle", "Mechelen", "Gent", "Antwerpen", "Aalst"]
TITLES = ["Slimme straatverlichting", "Digitale geschenkbon", "Koelkledij voor topsport", "Rookbeheersing in zorg"]


@pytest.fixture
def programme():
    """Twenty applications in assessment and two that are not, three advisers."""
    call = calls.call()
    themes = list(Theme.objects.all())
    for number in range(22):
        made = calls.submitted(
            within=call,
            of=organisation(name=f"Stad {TOWNS[number % 5]} {number}"),
            title=f"{TITLES[number % 4]} {number}",
            theme=themes[number % 9],
        )
        if number < 20:
            make.declare_eligible(application=made, by=user(Role.STAFF), at=make.LATER)
    return [user(Role.ADVISER, name=name) for name in ("An Claes", "Bo Smet", "Cem Aydin")]


def picture(page, name):
    """Kept only when a folder for pictures is named."""
    if folder := os.environ.get("PIO_PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.complaints("422")  # the form that was sent without a choice
def test_twenty_applications_are_divided_over_advisers(new_page, programme, celery_worker):
    staff = People(new_page).with_role("Els Peeters", Role.STAFF)
    page = staff.page
    staff.go("/beheer/aanvragen/?status=eligible")
    assert faults_of(page) == []
    picture(page, "list")
    page.keyboard.press("j")
    page.keyboard.press("x")
    expect(page.locator("[data-picked]")).to_have_text("1 gekozen")
    page.get_by_label("Alle rijen op deze bladzijde kiezen").check()
    expect(page.locator("[data-picked]")).to_have_text("20 gekozen")
    assert faults_of(page) == []
    picture(page, "picked")

    staff.press("Beoordelaars toewijzen")
    staff.sees("20 aanvragen gekozen")
    picture(page, "form")
    staff.press("Nakijken")
    staff.sees("Kies minstens één antwoord")
    for adviser in programme:
        page.get_by_label(adviser.name).check()
    staff.press("Nakijken")
    staff.sees("Alle 20 kunnen.", "13 nieuw")
    assert faults_of(page) == []
    picture(page, "preflight")
    assert Assignment.objects.count() == 0

    staff.press("Beoordelaars toewijzen (20)")
    staff.sees("Gelukt voor alle 20.")
    assert faults_of(page) == []
    picture(page, "result")
    job = BulkJob.objects.get()
    assert (job.status, job.done, job.refused) == (BulkStatus.DONE, 20, [])
    assert sorted(adviser.assignments.count() for adviser in programme) == [13, 13, 14]

    staff.follow("Terug naar de lijst").sees("0 van 2")
    assert page.url.endswith("/beheer/aanvragen/?status=eligible")


def test_without_script_and_on_a_phone(new_page, programme, client):
    staff = user(Role.STAFF, email="els@vlaio.example", name="Els Peeters")
    staff.set_password("een-lang-wachtwoord-voor-tests")
    staff.save()
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=staff, email=staff.email, verified=True, primary=True)
    page = new_page(viewport=PHONE, javascript=False)
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(staff.email)
    page.get_by_label("Wachtwoord").fill("een-lang-wachtwoord-voor-tests")
    page.get_by_role("button", name="Inloggen").first.click()
    page.goto("/beheer/aanvragen/?q=stratverlichtng&sort=title")
    picture(page, "phone-guess")
    expect(page.locator(".guess")).to_have_text("Niets gevonden voor “stratverlichtng”. Dit lijkt erop:")
    page.goto("/beheer/aanvragen/")
    page.get_by_text("Kolommen", exact=True).click()
    page.get_by_label("Thema").last.uncheck()
    picture(page, "phone-columns")
    page.get_by_role("button", name="Tonen").click()
    assert "kolommen=ref" in page.url
    page.locator("[name=rows]").first.check()
    page.locator("[name=rows]").nth(21).check()
    picture(page, "phone-picked")
    page.get_by_role("button", name="Ontvankelijk verklaren").click()
    page.get_by_text("1 van 2 kan; 1 niet, omdat:").wait_for()
    picture(page, "phone-preflight")
    page.get_by_role("button", name="Ontvankelijk verklaren (1)").click()
    page.get_by_text("0 van 1 gedaan").wait_for()
    page.get_by_role("link", name="Kijk hoe ver het staat").wait_for()
    picture(page, "phone-progress")
