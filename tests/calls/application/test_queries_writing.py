"""The pinned number of queries of each page of calls and of applicants: with 1 row and with 30 the same."""

import pytest

from calls.application.writing import attach_file
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories.ground import organisation, user
from tests.files import png
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.AT)]


def calls_exist(number):
    for _ in range(number):
        make.call()


@pytest.mark.parametrize(("url", "pin"), [("/oproepen/", 3), ("/oproepen/{code}/", 5)])
def test_public_pages(client, url, pin):
    call = make.call(code="PIO-2026")
    counts = [queries_of(client, url.format(code=call.code))]
    make.submitted(within=call)
    counts.append(queries_of(client, url.format(code=call.code)))
    assert counts == [pin, pin]


def test_public_list_with_many_past_calls(client):
    make.call()
    few = queries_of(client, "/oproepen/")
    for _ in range(10):
        make.call(at=make.AT - 400 * make.DAY)
    assert queries_of(client, "/oproepen/") == few


@pytest.mark.parametrize("page", ["agenda.ics", "kom-ik-in-aanmerking/"])
def test_pages_of_one_call(client, page):
    assert queries_of(client, f"/oproepen/{make.call().code}/{page}") == 3


@pytest.mark.parametrize(("url", "pin"), [("", 5), ("nieuw/", 6), ("{code}/", 9), ("{code}/wijzigen/", 12)])
def test_staff_pages(client, url, pin):
    client.force_login(user(Role.LEAD))
    call = make.call(code="PIO-2026")
    address = f"/beheer/oproepen/{url.format(code=call.code)}"
    first = queries_of(client, address)
    calls_exist(29)
    assert (first, queries_of(client, address)) == (pin, pin)


def test_list_of_applications(client, manager):
    of, call = manager.organisations.get(), make.call()
    make.application(of=of, by=manager, within=call)
    first = queries_of(client, "/mijn/aanvragen/")
    for _ in range(24):
        make.application(of=of, by=manager, within=call)
    assert (first, queries_of(client, "/mijn/aanvragen/")) == (5, 5)


@pytest.mark.parametrize(
    ("page", "pin"),
    [("", 14), ("basis/", 6), ("behoefte/", 7), ("bijlagen/", 5), ("controle/", 10), ("pdf/", 6), ("intrekken/", 5)],
)
def test_pages_of_a_draft(client, manager, page, pin):
    draft = make.application(of=manager.organisations.get(), by=manager)
    url = f"/mijn/aanvragen/{draft.ref}/{page}"
    first = queries_of(client, url)
    for number in range(5):
        attach_file(application=draft, upload=png(f"{number}.png"), by=manager, at=make.AT)
        draft.partners.add(organisation())
    assert (first, queries_of(client, url)) == (pin, pin)


@pytest.mark.parametrize(("page", "pin"), [("", 13), ("ontvangst/", 5), ("intrekken/", 5)])
def test_pages_of_a_submitted_application(client, manager, page, pin):
    done = make.submitted(of=manager.organisations.get(), by=manager)
    url = f"/mijn/aanvragen/{done.ref}/{page}"
    first = queries_of(client, url)
    for _ in range(5):
        done.partners.add(organisation())
    assert (first, queries_of(client, url)) == (pin, pin)


def test_new_application(client, manager):
    call = make.call()
    first = queries_of(client, f"/mijn/aanvragen/nieuw/?oproep={call.code}")
    calls_exist(5)
    assert (first, queries_of(client, f"/mijn/aanvragen/nieuw/?oproep={call.code}")) == (9, 9)
