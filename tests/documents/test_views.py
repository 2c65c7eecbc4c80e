"""Private files leave only for whoever may see what they belong to."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.documents.workflow import file_bytes, remove
from pio_portal.organisations.enums import Level
from tests.factories.ground import AT, member, organisation, user

pytestmark = pytest.mark.django_db


def document(owner=None, **fields):
    return file_bytes(
        owner=owner or organisation(),
        kind="brief",
        title="Brief",
        filename="brief één.pdf",
        content=b"%PDF-inhoud",
        at=AT,
        **fields,
    )


def status(client, someone, doc) -> int:
    if someone is not None:
        client.force_login(someone)
    response = client.get(f"/documenten/{doc.pk}/")
    if response.streaming:
        list(response.streaming_content)  # read to the end: only then is the file closed
    return response.status_code


def test_download_for_a_member_of_the_owner(client):
    body = organisation()
    doc = document(body)
    client.force_login(member(body, Level.VIEWER))

    response = client.get(f"/documenten/{doc.pk}/")

    assert b"".join(response.streaming_content) == b"%PDF-inhoud"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_download_of_another_organisation_does_not_exist(client):
    assert status(client, member(), document()) == 404


def test_download_without_log_in_does_not_exist(client):
    assert status(client, None, document()) == 404


def test_public_download_needs_no_log_in(client):
    assert status(client, None, document(public=True)) == 200


def test_internal_download_is_for_pio_only(client):
    body = organisation()
    doc = document(body, internal=True)

    assert status(client, member(body), doc) == 404
    assert status(client, user(Role.STAFF), doc) == 200


def test_removed_download_does_not_exist(client):
    doc = document(public=True)
    remove(document=doc, by=None, at=AT)

    assert status(client, user(Role.STAFF), doc) == 404
