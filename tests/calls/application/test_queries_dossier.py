"""The pages after submitting ask as many queries with 30 rows as with 1."""

import datetime as dt

import pytest

from calls.application.completion import request_info
from calls.application.submission import submit_application
from calls.application.writing import attach_file
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.correspondence.workflow.notes import write_note
from tests.factories import assessment as make
from tests.factories.ground import member, user
from tests.files import png
from tests.pages import client_of
from tests.queries import queries_of, steady

AT, DAY, MINUTE = make.AT, make.DAY, dt.timedelta(minutes=1)
pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]


def talk(application, staff, number):
    """Messages of both sides, each with an attachment."""
    for n in range(number):
        for by in (staff, application.submitted_by):
            send_message(about=application, text=f"Bericht {n}", by=by, at=AT + n * MINUTE, uploads=[png(f"{n}.png")])


@pytest.mark.parametrize(("side", "at_most"), [("pio", 18), ("applicant", 13)])
def test_messages_of_a_dossier(side, at_most):
    application, staff = make.application(), user(Role.STAFF)
    who, base = (staff, "/beheer") if side == "pio" else (application.submitted_by, "/mijn")
    client, url = client_of(who), f"{base}/aanvragen/{application.ref}/berichten/"
    talk(application, staff, 1)
    with steady(client, url, at_most=at_most):
        talk(application, staff, 29)


def test_my_messages():
    by, staff = member(), user(Role.STAFF)
    of, client = by.organisations.get(), client_of(by)
    talk(make.application(of=of, by=by), staff, 1)
    with steady(client, "/mijn/berichten/", at_most=8):
        for _n in range(5):
            talk(make.application(of=of, by=by), staff, 2)


def test_notes():
    done = make.advised()
    staff = user(Role.STAFF)
    dossier, talk_it_over = (
        f"/beheer/aanvragen/{done.application.ref}/notities/",
        f"/beheer/beoordelingen/{done.pk}/bespreking/",
    )
    write_note(about=done.application, text="Een", by=staff, at=AT)
    with steady(client_of(staff), dossier, at_most=13), steady(client_of(done.adviser), talk_it_over, at_most=10):
        for n in range(30):
            write_note(about=done.application, text=f"Notitie {n}", by=user(Role.STAFF), at=AT)


def test_forms_of_notes_and_of_going_on():
    application, staff = make.application(), user(Role.STAFF)
    note = write_note(about=application, text="Een", by=staff, at=AT)
    base = f"/beheer/aanvragen/{application.ref}/"
    assert queries_of(client_of(staff), f"{base}notities/{note.pk}/") <= 16
    assert queries_of(client_of(staff), f"{base}verder/") <= 14


@pytest.fixture
def asked():
    application = make.application()
    return request_info(application=application, reason="x", due_on=dt.date(2026, 4, 1), by=user(Role.STAFF), at=AT)


@pytest.mark.parametrize(("page", "at_most"), [("", 16), ("middelen/", 10)])
def test_completion_of_the_applicant(asked, page, at_most):
    client, url = client_of(asked.submitted_by), f"{asked.get_absolute_url()}{page}"
    with steady(client, url, at_most=at_most):
        for n in range(5):
            attach_file(application=asked, upload=png(f"{n}.png"), by=asked.submitted_by, at=AT)


def test_closed_part(asked):
    request_info(
        application=asked, reason="x", due_on=dt.date(2026, 4, 1), sections=["basis"], by=user(Role.STAFF), at=AT
    )
    assert queries_of(client_of(asked.submitted_by), f"{asked.get_absolute_url()}behoefte/") <= 12


def test_differences(asked):
    submit_application(application=asked, by=asked.submitted_by, at=AT + DAY)
    client, url = client_of(user(Role.STAFF)), f"/beheer/aanvragen/{asked.ref}/verschillen/"
    with steady(client, url, at_most=17):
        for n in range(2, 6):
            request_info(
                application=asked, reason="x", due_on=dt.date(2026, 4, 1), by=user(Role.STAFF), at=AT + n * DAY
            )
            submit_application(application=asked, by=asked.submitted_by, at=AT + n * DAY)
