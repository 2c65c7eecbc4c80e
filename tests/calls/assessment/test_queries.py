"""The pages of staff and advisers ask as many queries with 30 rows as with 1."""

import pytest

from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.documents.workflow import file_bytes
from tests.factories import assessment as make
from tests.factories import calls
from tests.factories.ground import user
from tests.pages import client_of
from tests.queries import steady, steady_each

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]
MANY, LIST_AT_MOST = 10, 11


def add_to_list(number):
    staff = user(Role.STAFF)
    for _n in range(number):
        application = make.assignment(make.application(Status.ELIGIBLE, within=calls.call())).application
        assign_handler(application=application, handler=staff, by=staff, at=make.AT)


def test_list():
    queries = ("", "?q=straatverlichting", "?status=eligible", "?beoordeling=klaar", "?sort=handler")
    add_to_list(1)
    urls = [f"/beheer/aanvragen/{query}" for query in queries]
    with steady(client_of(user(Role.STAFF)), *urls, at_most=LIST_AT_MOST):
        add_to_list(5)


def test_list_with_many_rows():
    client = client_of(user(Role.LEAD))
    add_to_list(1)
    with steady(client, "/beheer/aanvragen/", at_most=LIST_AT_MOST):
        add_to_list(MANY)


DOSSIER = {"": 18, "antwoorden/": 12, "ontvankelijkheid/": 14, "beoordeling/": 14, "documenten/": 14, "verloop/": 13}


def ceilings(application, pages):
    return {f"/beheer/aanvragen/{application.ref}/{page}": at_most for page, at_most in pages.items()}


def test_dossier():
    application = make.advised().application
    with steady_each(client_of(user(Role.LEAD)), ceilings(application, DOSSIER)):
        for number in range(6):
            make.advised(application)
            file_bytes(
                owner=application, kind="attachment", title="x", filename=f"{number}.pdf", content=b"%PDF-", at=make.AT
            )


FORMS = {
    "aanvulling/": 14,
    "behandelaar/": 13,
    "beoordelaars/": 13,
    "nietig/": 12,
    "beslissing/": 17,
    "ontwerp/": 13,
    "belang/": 12,
}


def test_forms_of_the_dossier():
    application = make.application(Status.ELIGIBLE)
    with steady_each(client_of(user(Role.LEAD)), ceilings(application, FORMS)):
        for role in (Role.ADVISER, Role.STAFF) * 10:
            user(role)


def test_assignments():
    adviser = user(Role.ADVISER)
    client = client_of(adviser)
    make.assignment(adviser=adviser)
    with steady(client, "/beheer/beoordelingen/", at_most=5):
        for _n in range(5):
            make.assignment(adviser=adviser)
        make.advised(adviser=adviser)


@pytest.mark.parametrize(("stage", "at_most"), [(make.assignment, 6), (make.declared, 11), (make.advised, 10)])
def test_assignment(stage, at_most):
    mine = stage()
    client, url = client_of(mine.adviser), mine.get_absolute_url()
    with steady(client, url, at_most=at_most):
        for _n in range(5):
            make.advised(mine.application)
