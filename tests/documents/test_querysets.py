"""Which documents an owner has, now and at a moment."""

import datetime as dt

import pytest

from pio_portal.accounts.models import User
from pio_portal.documents.models import Document
from pio_portal.documents.workflow import file_bytes, remove
from pio_portal.organisations.models import Organisation
from tests.factories.ground import AT, organisation, user

pytestmark = pytest.mark.django_db
HOUR, TICK = dt.timedelta(hours=1), dt.timedelta(microseconds=1)


def letter(owner, **fields):
    return file_bytes(owner=owner, kind="brief", title="Brief", filename="brief.pdf", content=b"%PDF", at=AT, **fields)


def test_an_owner_has_its_own_documents_that_were_not_removed(body):
    other, kept, gone = letter(organisation()), letter(body), letter(body)
    remove(document=gone, by=user(), at=AT + HOUR)

    assert list(Document.objects.of(body)) == [kept]
    assert list(Document.objects.of_each(Organisation, [body.pk])) == [kept]
    everybody = Organisation.objects.values("pk")
    assert set(Document.objects.of_each(Organisation, everybody)) == {kept, other}


def test_a_removed_document_was_there_until_its_removal(body):
    gone = letter(body)
    letter(organisation())
    remove(document=gone, by=user(), at=AT + HOUR)

    assert list(Document.objects.of_at(body, AT + HOUR - TICK)) == [gone]
    assert list(Document.objects.of_at(body, AT + HOUR)) == []


def test_another_kind_of_owner_with_the_same_number_has_other_documents(body):
    letter(body)
    namesake = User(pk=body.pk)

    assert list(Document.objects.of(namesake)) == []
    assert list(Document.objects.of_at(namesake, AT)) == []
    assert list(Document.objects.of_each(User, [body.pk])) == []


def test_what_is_internal_is_not_for_applicants(body):
    letter(body, internal=True)
    shown = letter(body)

    assert list(Document.objects.for_applicants()) == [shown]
