"""Someone registers for a consultation in the browser, without an account and without JavaScript."""

import datetime as dt

import pytest
from django.utils import timezone
from post_office.models import Email

from pio_portal.registrations.enums import RegistrationStatus as State
from pio_portal.registrations.models import Registration
from tests.factories import consultations as make

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


@pytest.mark.complaints("status of 422")  # the form that comes back with its faults
def test_register_confirm_change_and_cancel(new_page):
    now = timezone.now()
    starts = now + dt.timedelta(days=30)
    consultation = make.consultation(at=now, title="Slimme straat", starts_at=starts, ends_at=None)
    page = new_page(viewport=PHONE, javascript=False)

    page.goto("/marktconsultaties/")
    page.get_by_role("link", name="Slimme straat").click()
    page.get_by_role("link", name="Inschrijven", exact=True).click()
    page.get_by_role("button", name="Inschrijven").click()
    page.get_by_role("link", name="Vul “Voornaam en naam” in.").wait_for()

    page.get_by_label("E-mailadres").fill("ilse@lumen.test")
    page.get_by_label("Voornaam en naam").fill("Ilse Maes")
    page.get_by_label("Onderneming").check()
    page.get_by_label("Organisatie", exact=True).fill("Lumen bv")
    page.get_by_role("button", name="Inschrijven").click()
    page.get_by_role("heading", name="Controleer uw mailbox").wait_for()

    own = Registration.objects.get().get_absolute_url()
    assert own in Email.objects.get().message
    page.goto(own)
    page.get_by_role("button", name="Inschrijving bevestigen").click()
    page.get_by_text("Uw plaats is zeker.").wait_for()

    page.get_by_role("link", name="Wijzigen").click()
    page.get_by_label("Voornaam en naam").fill("Bram Maes")
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_text("Bram Maes").wait_for()

    page.get_by_text("Inschrijving annuleren", exact=True).click()
    page.get_by_role("button", name="Ja, annuleren").click()
    page.get_by_text("U hebt deze inschrijving geannuleerd.").wait_for()
    assert Registration.objects.get().status == State.CANCELLED
    assert consultation.occasion.registrations.seated().count() == 0
