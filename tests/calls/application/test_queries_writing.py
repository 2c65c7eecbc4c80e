"""The pages of calls and of applicants ask as many queries with 30 rows as with 1."""

import pytest

from calls.application.writing import attach_file
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import organisation, user
from tests.files import png
from tests.queries import queries_of, steady

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]


def calls_exist(number):
    for _ in range(number):
        make.call()


@pytest.mark.parametrize(("url", "at_most"), [("/oproepen/", 5), ("/oproepen/{code}/", 7)])
def test_public_pages(client, url, at_most):
    call = make.call(code="PIO-2026")
    with steady(client, url.format(code=call.code), at_most=at_most):
        make.submitted(within=call)


def test_public_list_with_many_past_calls(client):
    make.call()
    with steady(client, "/oproepen/", at_most=5):
        for _ in range(10):
            make.call(at=make.AT - 400 * make.DAY)


@pytest.mark.parametrize("page", ["agenda.ics", "kom-ik-in-aanmerking/"])
def test_pages_of_one_call(client, page):
    assert queries_of(client, f"/oproepen/{make.call().code}/{page}") <= 5


@pytest.mark.parametrize(("url", "at_most"), [("", 7), ("nieuw/", 8), ("{code}/", 11), ("{code}/wijzigen/", 14)])
def test_staff_pages(client, url, at_most):
    client.force_login(user(Role.LEAD))
    call = make.call(code="PIO-2026")
    address = f"/beheer/oproepen/{url.format(code=call.code)}"
    with steady(client, address, at_most=at_most):
        calls_exist(29)


def test_list_of_applications(client, manager):
    of, call = manager.organisations.get(), make.call()
    make.application(of=of, by=manager, within=call)
    with steady(client, "/mijn/aanvragen/", at_most=7):
        for _ in range(24):
            make.application(of=of, by=manager, within=call)


@pytest.mark.parametrize(
    ("page", "at_most"),
    [("", 20), ("basis/", 8), ("behoefte/", 9), ("bijlagen/", 7), ("controle/", 12), ("pdf/", 8), ("intrekken/", 8)],
)
def test_pages_of_a_draft(client, manager, page, at_most):
    draft = make.application(of=manager.organisations.get(), by=manager)
    url = f"/mijn/aanvragen/{draft.ref}/{page}"
    with steady(client, url, at_most=at_most):
        for number in range(5):
            attach_file(application=draft, upload=png(f"{number}.png"), by=manager, at=make.AT)
            draft.partners.add(organisation())


@pytest.mark.parametrize(("page", "at_most"), [("", 20), ("ontvangst/", 10), ("intrekken/", 8)])
def test_pages_of_a_submitted_application(client, manager, page, at_most):
    done = make.submitted(of=manager.organisations.get(), by=manager)
    url = f"/mijn/aanvragen/{done.ref}/{page}"
    with steady(client, url, at_most=at_most):
        for _ in range(5):
            done.partners.add(organisation())


def test_new_application(client, manager):
    call = make.call()
    with steady(client, f"/mijn/aanvragen/nieuw/?oproep={call.code}", at_most=11):
        calls_exist(5)
