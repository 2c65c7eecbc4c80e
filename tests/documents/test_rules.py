"""Who may read a document: whoever may see its owner, unless it is closed, internal, or public on purpose."""

import pytest

from pio_portal.documents.models import Scan
from pio_portal.documents.rules import is_internal, is_open, is_public, may_see_owner
from pio_portal.documents.workflow import file_bytes, remove
from pio_portal.organisations.enums import Level
from tests.factories.ground import AT, user
from tests.permissions import EVERYBODY, PIO, levels_with, roles_with

pytestmark = pytest.mark.django_db
READ = "documents.view_document"


def letter(owner, scan=Scan.NONE, **fields):
    made = file_bytes(owner=owner, kind="brief", title="Brief", filename="b.pdf", content=b"%PDF", at=AT, **fields)
    made.scan = scan
    return made


def test_a_document_is_for_whoever_may_see_its_owner(body):
    assert roles_with(READ, letter(body)) == PIO | {"administrator"}
    assert levels_with(READ, letter(body), body) == set(Level)


def test_an_internal_document_is_for_pio(body):
    assert roles_with(READ, letter(body, internal=True)) == PIO
    assert levels_with(READ, letter(body, internal=True), body) == set()


def test_a_public_document_is_for_everybody(body):
    assert roles_with(READ, letter(body, public=True)) == EVERYBODY


@pytest.mark.parametrize("public", [True, False])
def test_what_was_removed_is_for_nobody(body, public):
    gone = remove(document=letter(body, public=public), by=user(), at=AT)
    assert roles_with(READ, gone) == set()


@pytest.mark.parametrize("scan", [Scan.PENDING, Scan.INFECTED])
def test_what_waits_for_the_scanner_or_has_a_virus_is_closed_to_everybody(body, scan):
    assert roles_with(READ, letter(body, scan, public=True)) == set()


def test_nothing_is_not_readable():
    person = user()
    assert [rule.test(person, None) for rule in (is_open, is_internal, is_public, may_see_owner)] == [False] * 4
