"""Submitting: in time, complete, once."""

import datetime as dt
import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest import mock

import pytest
from django.db import ProgrammingError, connections, transaction
from post_office.models import Email

from calls.application.content import digest
from calls.application.submission import ChangedSinceSeen, Incomplete, OutsideRound, submit_application
from calls.application.tasks import file_receipt
from calls.application.writing import attach_file, save_section
from calls.enums import ApplicationStatus as Status
from calls.models import Application, Revision
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from tests.factories import calls as make
from tests.factories.ground import member
from tests.files import png, text_of_pdf
from tests.races import AllReadFirst

AT, DAY, TICK = make.AT, make.DAY, dt.timedelta(microseconds=1)
pytestmark = pytest.mark.django_db


def state(status, draft):
    """Put an application in a state that another part of the workflow would bring it to."""
    make.in_state(draft, status)


def test_submit_freezes_what_was_answered(ready, manager):
    document = attach_file(application=ready, upload=png(), by=manager, at=AT)

    done = submit_application(application=ready, by=manager, at=AT)

    assert (done.status, done.submitted_at, done.submitted_by) == (Status.SUBMITTED, AT, manager)
    revision = Revision.objects.get()
    content = json.loads(revision.content)
    assert hashlib.sha256(revision.content.encode()).hexdigest() == revision.sha256
    assert (content["reference"], content["call"], content["round"]) == (ready.ref, ready.call.code, 2)
    assert content["sections"][1]["answers"][0]["value"] == make.COMPLETE["behoefte"]["probleem"]
    assert [f["sha256"] for f in content["attachments"]] == [document.sha256]


def test_a_revision_cannot_be_changed_by_anything(ready, manager):
    submit_application(application=ready, by=manager, at=AT)
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Revision.objects.update(content="{}")
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        Revision.objects.all().delete()


def test_submit_posts_one_mail_to_each_manager_with_moment_and_hash(ready, manager):
    colleague = member(ready.organisation)
    member(ready.organisation, Level.EDITOR)

    submit_application(application=ready, by=manager, at=AT)

    assert {m.email.to[0] for m in SentMail.objects.filter(kind="application_receipt")} == {
        manager.email,
        colleague.email,
    }
    mail = Email.objects.first()
    assert mail.subject == f"Uw aanvraag {ready.ref} is ingediend"
    assert "2 mrt 2026 om 10.00 uur (Brussel)" in mail.message
    assert Revision.objects.get().sha256 in mail.message


def test_receipt_is_filed_once_however_often_the_task_runs(ready, manager):
    submit_application(application=ready, by=manager, at=AT)
    arguments = OutboxTask.objects.get(task="calls.file_receipt").arguments

    file_receipt(**arguments)
    file_receipt(**arguments)

    receipt = Document.objects.of(ready).get(kind="receipt")
    text = text_of_pdf(receipt.read())
    assert ready.ref in text
    assert "2 mrt 2026 om 10.00 uur (Brussel)" in text
    assert Revision.objects.get().sha256 in text.replace(" ", "")
    assert "De straatverlichting brandt de hele nacht" in text
    assert "€ 360.000,00" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_submit_is_for_a_manager(ready, level):
    with pytest.raises(NotPermitted):
        submit_application(application=ready, by=member(ready.organisation, level), at=AT)


def test_submit_of_an_incomplete_application_names_what_is_missing(manager):
    draft = make.application(of=manager.organisations.get(), by=manager, complete=True)
    save_section(
        application=draft, section="middelen", values={"raming": "veel", "team": ""}, version=1, by=manager, at=AT
    )
    with pytest.raises(Incomplete, match="2 antwoorden zijn nog niet in orde") as incomplete:
        submit_application(application=draft, by=manager, at=AT)
    assert [(f.question.key, f.sentence) for f in incomplete.value.faults] == [
        ("team", "Geef een antwoord op “Wie werkt eraan mee, en hoeveel tijd krijgen ze?”."),
        ("raming", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."),
    ]
    assert not Revision.objects.exists()


@pytest.mark.parametrize(("shift", "accepted"), [(-TICK, True), (dt.timedelta(0), False)])
def test_submit_counts_the_moment_of_closing_as_too_late(ready, manager, shift, accepted):
    closes = ready.round.closes_at
    if accepted:
        assert submit_application(application=ready, by=manager, at=closes + shift).status == Status.SUBMITTED
        return
    with pytest.raises(OutsideRound) as refused:
        submit_application(application=ready, by=manager, at=closes + shift)
    assert str(refused.value) == (
        "De indiendatum sloot op 22 mrt 2026 om 10.00 uur (Brussel). "
        "U kunt uw aanvraag meenemen naar de volgende, die sluit op 21 mei 2026 om 11.00 uur (Brussel)."
    )
    assert Application.objects.get().status == Status.DRAFT


def test_submit_before_the_opening_is_refused(manager):
    call = make.call()
    draft = make.application(of=manager.organisations.get(), by=manager, complete=True, round=call.rounds.get(number=3))
    with pytest.raises(OutsideRound, match=r"Indienen kan vanaf 11 apr 2026 om 11\.00 uur \(Brussel\)"):
        submit_application(application=draft, by=manager, at=AT)


def test_submit_after_a_colleague_changed_an_answer_is_refused(ready, manager):
    seen = digest(ready)
    save_section(
        application=ready, section="contact", values={"projectleider": "Iemand anders"}, version=1, by=manager, at=AT
    )
    with pytest.raises(ChangedSinceSeen, match="Kijk de antwoorden opnieuw na"):
        submit_application(application=ready, by=manager, at=AT, seen=seen)


def test_submit_again_gives_the_same_submission(ready, manager):
    first = submit_application(application=ready, by=manager, at=AT, key="k1")
    again = submit_application(application=ready, by=member(ready.organisation), at=AT + DAY, key="k2")
    assert (again.submitted_at, again.submitted_by) == (first.submitted_at, manager)
    assert (Revision.objects.count(), OutboxTask.objects.filter(task="calls.file_receipt").count()) == (1, 1)


def test_completion_is_a_new_revision_and_keeps_the_first_moment(ready, manager):
    submit_application(application=ready, by=manager, at=AT, key="k1")
    state(Status.INFO_REQUESTED, ready)
    after_closing = ready.round.closes_at + DAY

    done = submit_application(application=ready, by=manager, at=after_closing, key="k2")

    assert (done.status, done.submitted_at) == (Status.SUBMITTED, AT)
    assert list(Revision.objects.values_list("number", "submitted_at")) == [(1, AT), (2, after_closing)]
    for task in OutboxTask.objects.filter(task="calls.file_receipt"):
        file_receipt(**task.arguments)
    assert [d.title for d in Document.objects.of(ready)] == [
        f"Ontvangstbewijs {ready.ref}",
        f"Ontvangstbewijs {ready.ref}, aanvulling 1",
    ]


def test_a_retry_of_the_first_request_is_no_completion(ready, manager):
    submit_application(application=ready, by=manager, at=AT, key="k1")
    state(Status.INFO_REQUESTED, ready)
    assert submit_application(application=ready, by=manager, at=AT + DAY, key="k1").status == Status.INFO_REQUESTED
    assert Revision.objects.count() == 1


@pytest.mark.parametrize("status", [Status.ELIGIBLE, Status.VOID])
def test_submit_of_what_is_being_handled_is_refused(ready, manager, status):
    submit_application(application=ready, by=manager, at=AT)
    state(status, ready)
    with pytest.raises(Refused, match="Dit kan niet meer"):
        submit_application(application=ready, by=manager, at=AT)


def race(application, people, reading=nullcontext):
    def once(by):
        try:
            with reading():
                submit_application(application=application, by=by, at=AT, key=f"k{by.pk}")
        except Exception as error:  # noqa: BLE001 - whatever it is, the test compares its name
            return type(error).__name__
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(len(people)) as pool:
        return sorted(pool.map(once, people))


def team():
    manager = member()
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True)
    return ready, [manager, *(member(ready.organisation) for _ in range(5))]


@pytest.mark.django_db(transaction=True)
def test_submit_at_once_is_one_submission_and_one_receipt():
    ready, people = team()
    assert race(ready, people) == ["done"] * 6
    assert (Revision.objects.count(), OutboxTask.objects.filter(task="calls.file_receipt").count()) == (1, 1)
    assert SentMail.objects.filter(kind="application_receipt").count() == 6


@pytest.mark.django_db(transaction=True)
def test_submit_at_once_needs_the_lock():
    """Negative control: with the lock patched away all read a draft, and only the constraint on revisions is left."""
    ready, people = team()

    def unlocked(instance, *_related):
        return Application.objects.get(pk=instance.pk)

    with mock.patch("calls.application.submission.locked", unlocked):
        assert race(ready, people, AllReadFirst(6)) == ["IntegrityError"] * 5 + ["done"]
