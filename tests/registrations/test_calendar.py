"""A calendar that reads the file again follows what changed, and strikes out what is cancelled."""

import datetime as dt

import pytest
from icalendar import Calendar
from post_office.models import Email

from consultations import workflow
from pio_portal.correspondence.models import OutboxTask
from pio_portal.registrations.tasks import tell
from pio_portal.registrations.workflow.registering import cancel_registration
from tests.factories import consultations as make

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


def event_of(client, registration):
    answer = client.get(f"{registration.get_absolute_url()}agenda.ics")
    assert answer.status_code == 200
    return read(answer.content)


def read(content):
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def move(consultation, **fields):
    data = make.occasion_data(**({"title": consultation.title} | fields))
    workflow.change_consultation(
        consultation=consultation, occasion=data, summary="Nieuw", programme="", by=None, at=AT
    )


def mailed(kind: str):
    """The file that went along with the mail of this kind."""
    for task in OutboxTask.objects.filter(task="registrations.tell", done_at=None):
        tell(**task.arguments)
    attached = Email.objects.get(sent_mail__kind=kind).attachments.get()
    assert (attached.name, attached.mimetype) == ("bijeenkomst.ics", "text/calendar")
    with attached.file.open() as file:
        return read(file.read())


def test_a_moved_consultation_is_a_later_version_of_the_same_event(client, settings):
    settings.PORTAL_URL = "https://portaal.pio.test:8443"
    consultation = make.consultation()
    registration = make.registered(consultation)
    before = event_of(client, registration)
    assert before["UID"] == f"bijeenkomst-{consultation.occasion_id}@portaal.pio.test"
    assert before["STATUS"] == "CONFIRMED"

    later = make.STARTS + dt.timedelta(days=1)
    move(consultation, starts_at=later, ends_at=later + dt.timedelta(hours=1))

    after = event_of(client, registration)
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTAMP") >= before.decoded("DTSTAMP")
    assert (after.decoded("DTSTART"), after.decoded("DTEND")) == (later, later + dt.timedelta(hours=1))
    assert mailed("occasion_changed") == after


def test_the_stamp_is_that_of_the_last_change_and_not_of_the_download(client):
    registration = make.registered(make.consultation())

    assert event_of(client, registration).to_ical() == event_of(client, registration).to_ical()


def test_an_event_without_an_end_ends_after_it_begins(client):
    event = event_of(client, make.registered(make.consultation(ends_at=None)))

    assert event.decoded("DTEND") > event.decoded("DTSTART")


def test_a_cancelled_consultation_is_struck_out(client):
    consultation = make.consultation()
    registration = make.registered(consultation)
    before = event_of(client, registration)

    workflow.cancel_consultation(consultation=consultation, reason="Geen zaal", by=None, at=AT)

    after = event_of(client, registration)
    assert (after["STATUS"], after["UID"]) == ("CANCELLED", before["UID"])
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert mailed("occasion_cancelled") == after
    assert "Schrap uit uw agenda" in client.get(registration.get_absolute_url()).content.decode()


def test_a_cancelled_registration_is_struck_out(client):
    registration = make.registered(make.consultation())
    before = event_of(client, registration)

    cancel_registration(registration=registration, at=AT)

    after = event_of(client, registration)
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert mailed("registration_cancelled") == after
