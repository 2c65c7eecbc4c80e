"""Who may change the standard mails, read a message and change a note: the last two ask the dossier."""

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import Message, Note
from tests.factories import assessment as make
from tests.factories.ground import AT, member, user
from tests.permissions import PIO, roles_with, those_with

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    return make.application()


@pytest.fixture
def people(application):
    return {
        "client": member(application.organisation),
        "elsewhere": member(),
        "writer": user(Role.STAFF),
        "colleague": user(Role.STAFF),
    }


def test_standard_mails_are_changed_by_pio():
    assert roles_with("correspondence.change_mailtemplate") == PIO


def test_a_message_is_for_whoever_reads_the_thread_of_its_dossier(application, people):
    message = Message.objects.create(about=application, from_pio=True, text="Dag", sent_at=AT)

    assert those_with("correspondence.view_message", message, people) == {"client", "writer", "colleague"}
    assert those_with("correspondence.view_message", Message(), people) == set()
    assert those_with("correspondence.view_message", None, people) == set()


def test_a_note_is_changed_by_who_wrote_it_and_still_discusses_the_dossier(application, people):
    notes = {
        name: Note.objects.create(about=application, text="Sterk", written_at=AT, written_by=person)
        for name, person in people.items()
    }

    assert those_with("correspondence.change_note", notes["writer"], people) == {"writer"}
    assert those_with("correspondence.change_note", notes["client"], people) == set()
    assert those_with("correspondence.change_note", Note(written_by=people["writer"]), people) == set()
    assert those_with("correspondence.change_note", None, people) == set()
