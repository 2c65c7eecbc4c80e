"""Messages and notes of a dossier: which side has read what, and what waits for an answer."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.correspondence.models import Message, MessageRead, Note
from pio_portal.correspondence.querysets import SETTLED, about_any
from tests.factories.ground import AT, organisation, user

pytestmark = pytest.mark.django_db
HOUR, TICK = dt.timedelta(hours=1), dt.timedelta(microseconds=1)


@pytest.fixture
def body():
    """A dossier: what messages are about does not matter here."""
    return organisation()


def message(about, *, from_pio=False, sent_at=AT, read_by=()):
    made = Message.objects.create(about=about, from_pio=from_pio, text="Dag", sent_at=sent_at)
    for person in read_by:
        MessageRead.objects.create(message=made, user=person, at=sent_at)
    return made


def test_messages_are_of_one_dossier_of_its_kind(body):
    mine, other = message(body), message(organisation())

    assert list(Message.objects.of(body)) == [mine]
    assert list(Message.objects.of(User(pk=body.pk))) == []
    assert list(Message.objects.filter(about_any(type(body).objects.filter(pk=body.pk)))) == [mine]
    assert set(Message.objects.filter(about_any(type(body).objects.order_by("name")))) == {mine, other}
    assert list(Message.objects.filter(about_any(User.objects.all()))) == []


def test_rows_are_counted_for_each_dossier(body):
    none = organisation()
    message(body), message(body, from_pio=True)

    counted = type(body).objects.annotate(n=Message.objects.all().counted_for(type(body)))

    assert dict(counted.values_list("pk", "n")) == {body.pk: 2, none.pk: 0}


def test_unread_is_what_the_other_side_sent_and_nobody_opened(body):
    first, second = user(), user()
    message(body, read_by=[first, second])
    unread = message(body)
    message(body, from_pio=True)

    assert list(Message.objects.unread_by(pio=True)) == [unread]
    assert Message.objects.counts(pio=True) == {"number": 3, "unread": 1}
    assert Message.objects.counts(pio=False) == {"number": 3, "unread": 1}


def test_threads_stand_unread_first_and_then_the_newest(body):
    reader, older = user(), organisation()
    unread = message(body)
    message(body, read_by=[reader, user()])
    read_early, read_late = message(older, read_by=[reader]), message(organisation(), read_by=[reader])

    rows = [(row["newest"], row["number"], row["unread"]) for row in Message.objects.threads(pio=True)]

    assert rows == [(unread.pk + 1, 2, 1), (read_late.pk, 1, 0), (read_early.pk, 1, 0)]


def test_a_message_waits_for_an_answer_from_its_own_moment(body):
    asked = message(body)

    assert list(Message.objects.unanswered(AT - TICK)) == []
    assert list(Message.objects.unanswered(AT)) == [asked]


def test_an_answer_before_it_or_elsewhere_is_none(body):
    asked = message(body)
    message(body, from_pio=True, sent_at=AT - TICK)
    message(organisation(), from_pio=True, sent_at=AT + HOUR)
    assert list(Message.objects.unanswered(AT)) == [asked]

    message(body, from_pio=True)
    assert list(Message.objects.unanswered(AT)) == []


def test_a_word_that_no_answer_is_needed_is_one_for_what_was_sent_before_it(body):
    asked = message(body)
    record(about=body, verb=SETTLED, by=None, at=AT - TICK)
    record(about=organisation(), verb=SETTLED, by=None, at=AT + HOUR)
    assert list(Message.objects.unanswered(AT)) == [asked]

    record(about=body, verb=SETTLED, by=None, at=AT)
    assert list(Message.objects.unanswered(AT)) == []


def test_a_note_says_when_it_was_last_changed(body):
    note = Note.objects.create(about=body, text="Eerst", written_at=AT, written_by=user(Role.STAFF))
    assert Note.objects.with_changes().get().changed_at is None

    for text in ("Dan", "Nu"):
        note.text = text
        note.save()

    history = Note._meta.get_field("history").related_model.objects.order_by("pgh_id")
    assert Note.objects.with_changes().get().changed_at == history.last().pgh_created_at
