"""What is not for everybody is kept nowhere on its way."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import get_resolver

from pio_portal.accounts.access import declared_routes
from pio_portal.accounts.enums import Role
from pio_portal.accounts.middleware import PrivateMiddleware, audience_of
from pio_portal.documents.workflow import attach
from tests.factories.ground import AT, member, organisation, user
from tests.files import PNG
from tests.pages import client_of

NO_STORE = "private, no-store"


def test_every_address_that_is_not_public_is_private():
    request = RequestFactory().get("/")
    loose = []
    for address, pattern in declared_routes(get_resolver().url_patterns):
        request.resolver_match = type("Match", (), {"func": pattern.callback})
        answer = PrivateMiddleware(lambda _request: HttpResponse())(request)
        if (answer.get("Cache-Control") != NO_STORE) is not audience_of(pattern.callback).public:
            loose.append(address)
    assert loose == []


@pytest.mark.django_db
def test_pages_exports_downloads_and_refusals_are_private(client):
    of = organisation()
    picture = SimpleUploadedFile("plan.png", PNG)
    document = attach(owner=of, upload=picture, kind="bijlage", by=user(), at=AT)
    staff, applicant = client_of(user(Role.STAFF)), client_of(member(of))
    answers = [
        applicant.get("/mijn/"),
        applicant.get("/"),  # it shows who is logged in
        applicant.get("/nergens/"),
        applicant.get("/beheer/"),
        applicant.get(f"/documenten/{document.pk}/"),
        staff.get("/beheer/relaties/?export=csv"),
        staff.get("/beheer/relaties/?export=xlsx"),
        client.get("/mijn/"),
    ]
    for answer in answers:
        if answer.streaming:
            list(answer.streaming_content)  # read to the end: only then is the file closed
    assert [answer.status_code for answer in answers] == [200, 200, 404, 403, 200, 200, 200, 302]
    assert {answer["Cache-Control"] for answer in answers} == {NO_STORE}


@pytest.mark.django_db
def test_a_public_page_for_nobody_in_particular_may_be_kept(client):
    assert "no-store" not in client.get("/over/").get("Cache-Control", "")
