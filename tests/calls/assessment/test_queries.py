"""The pinned number of queries of the pages of staff and advisers: with 1 row and with 30 the same."""

import pytest

from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.documents.workflow import file_bytes
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import user
from tests.pages import client_of
from tests.queries import queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
MANY, LIST_PIN = 30, 9
LIST_LIMIT, DOSSIER_LIMIT = 12, 20  # what these pages may cost at most


def add_to_list(number):
    staff = user(Role.STAFF)
    for _n in range(number):
        application = make.assignment(make.application(Status.ELIGIBLE, within=calls.call())).application
        assign_handler(application=application, handler=staff, by=staff, at=make.AT)


@pytest.mark.parametrize(
    "query", ["", "?q=straatverlichting", "?status=eligible", "?beoordeling=klaar", "?sort=handler"]
)
def test_list(query):
    client, url = client_of(user(Role.STAFF)), f"/beheer/aanvragen/{query}"
    add_to_list(1)
    few = queries_of(client, url)
    add_to_list(5)
    assert queries_of(client, url) == few <= LIST_LIMIT


def test_list_with_many_rows():
    client = client_of(user(Role.LEAD))
    add_to_list(1)
    few = queries_of(client, "/beheer/aanvragen/")
    add_to_list(MANY)
    assert queries_of(client, "/beheer/aanvragen/") == few == LIST_PIN


PINS = {"": 18, "antwoorden/": 12, "ontvankelijkheid/": 13, "beoordeling/": 14, "documenten/": 14, "verloop/": 13}


@pytest.mark.parametrize(("tab", "pin"), PINS.items())
def test_dossier(tab, pin):
    application = make.advised().application
    client, url = client_of(user(Role.LEAD)), f"/beheer/aanvragen/{application.ref}/{tab}"
    few = queries_of(client, url)
    for number in range(6):
        make.advised(application)
        file_bytes(
            owner=application, kind="attachment", title="x", filename=f"{number}.pdf", content=b"%PDF-", at=make.AT
        )
    assert (few, queries_of(client, url)) == (pin, pin)
    assert pin <= DOSSIER_LIMIT


@pytest.mark.parametrize(
    ("page", "pin"),
    {
        "aanvulling/": 12,
        "behandelaar/": 11,
        "beoordelaars/": 11,
        "nietig/": 10,
        "beslissing/": 13,
        "ontwerp/": 10,
        "belang/": 10,
    }.items(),
)
def test_form_of_the_dossier(page, pin):
    application = make.application(Status.ELIGIBLE)
    client, url = client_of(user(Role.LEAD)), f"/beheer/aanvragen/{application.ref}/{page}"
    few = queries_of(client, url)
    for role in (Role.ADVISER, Role.STAFF) * 10:
        user(role)
    assert (few, queries_of(client, url)) == (pin, pin)


def test_assignments():
    adviser = user(Role.ADVISER)
    client = client_of(adviser)
    make.assignment(adviser=adviser)
    few = queries_of(client, "/beheer/beoordelingen/")
    for _n in range(10):
        make.assignment(adviser=adviser)
    make.advised(adviser=adviser)
    assert (few, queries_of(client, "/beheer/beoordelingen/")) == (3, 3)


@pytest.mark.parametrize(("stage", "pin"), [(make.assignment, 4), (make.declared, 9), (make.advised, 8)])
def test_assignment(stage, pin):
    mine = stage()
    client, url = client_of(mine.adviser), mine.get_absolute_url()
    few = queries_of(client, url)
    for _n in range(5):
        make.advised(mine.application)
    assert (few, queries_of(client, url)) == (pin, pin)
