"""A document for PIO alone stays with PIO, its title too."""

import pytest

from pio_portal.accounts.enums import Role
from projects.document.workflow import add_document
from projects.enums import DocumentKind, ProjectState
from tests.factories import projects as make
from tests.factories.ground import AT, user
from tests.files import png
from tests.pages import client_of, text

pytestmark = pytest.mark.django_db
TITLE = "Oordeel over de leverancier"
TABS = ("", "documenten/", "verloop/")


def read_by(role: Role, *, internal: bool) -> str:
    """All that a role reads of a project with such a document."""
    project = make.in_state(ProjectState.ACTIVE)
    given = {"kind": DocumentKind.REPORT, "title": TITLE, "file": png(), "internal": internal}
    add_document(project=project, **given, by=user(Role.LEAD), at=AT)
    browser = client_of(user(role))
    return " ".join(text(browser.get(f"/beheer/projecten/{project.ref}/{tab}")) for tab in TABS)


@pytest.mark.parametrize("role", [Role.COMMUNICATION, Role.MANAGEMENT, Role.SECRETARY])
def test_others_read_neither_its_title_nor_that_there_is_one_to_open(role):
    assert TITLE not in read_by(role, internal=True)
    assert TITLE in read_by(role, internal=False)


@pytest.mark.parametrize("role", [Role.STAFF, Role.LEAD])
def test_pio_reads_it_among_the_documents(role):
    assert TITLE in read_by(role, internal=True)
