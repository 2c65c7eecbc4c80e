"""The pages of calls and of applicants ask as many queries with 30 rows as with 1."""

import pytest

from calls.application.writing import attach_file
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import organisation, user
from tests.files import png
from tests.queries import queries_of, steady, steady_each

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


def test_staff_pages(client):
    client.force_login(user(Role.LEAD))
    pages = {"": 7, "nieuw/": 8, (code := f"{make.call(code='PIO-2026').code}/"): 11, f"{code}wijzigen/": 14}
    with steady_each(client, {f"/beheer/oproepen/{page}": at_most for page, at_most in pages.items()}):
        calls_exist(29)


def test_list_of_applications(client, manager):
    of, call = manager.organisations.get(), make.call()
    make.application(of=of, by=manager, within=call)
    with steady(client, "/mijn/aanvragen/", at_most=7):
        for _ in range(24):
            make.application(of=of, by=manager, within=call)


DRAFT = {"": 20, "basis/": 8, "behoefte/": 9, "bijlagen/": 7, "controle/": 12, "pdf/": 8, "intrekken/": 8}


def test_pages_of_a_draft(client, manager):
    draft = make.application(of=manager.organisations.get(), by=manager)
    with steady_each(client, {f"/mijn/aanvragen/{draft.ref}/{page}": at_most for page, at_most in DRAFT.items()}):
        for number in range(5):
            attach_file(application=draft, upload=png(f"{number}.png"), by=manager, at=make.AT)
            draft.partners.add(organisation())


def test_pages_of_a_submitted_application(client, manager):
    done = make.submitted(of=manager.organisations.get(), by=manager)
    url = f"/mijn/aanvragen/{done.ref}/"
    with steady_each(client, {url: 20, f"{url}ontvangst/": 10, f"{url}intrekken/": 8}):
        for _ in range(5):
            done.partners.add(organisation())


def test_new_application(client, manager):
    call = make.call()
    with steady(client, f"/mijn/aanvragen/nieuw/?oproep={call.code}", at_most=11):
        calls_exist(5)
