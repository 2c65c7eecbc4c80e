"""Messages in a dossier: sent once, told by mail to who should know, read by a side, and nobody else's business."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from unittest import mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, connections, transaction

from calls.application.today import late_completions
from calls.assessment.handling import assign_handler
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import timeline
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import Message, MessageRead, SentMail
from pio_portal.correspondence.today import unanswered_messages, unread_messages
from pio_portal.correspondence.workflow.messages import read_messages, send_message, settle_messages
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import member, organisation, user
from tests.files import png
from tests.races import AllReadFirst

pytestmark = pytest.mark.django_db
AT, DAY, HOUR = make.AT, make.DAY, dt.timedelta(hours=1)  # AT is Monday 2 March 2026 at 10.00 in Brussels


def send(application, by, text="Kunt u de raming toelichten?", at=AT, **fields):
    return send_message(about=application, text=text, by=by, at=at, **fields)


def mails(kind):
    return [sent.email for sent in SentMail.objects.filter(kind=kind).select_related("email").order_by("pk")]


# Sending


def test_send_keeps_the_text_the_side_and_who_signs_it(application, karel, an):
    question, answer = send(application, an, " Klopt  dit?\r\nGroet "), send(application, karel, "Ja.", at=AT + HOUR)
    assert (question.text, question.from_pio, question.sender) == ("Klopt  dit?\nGroet", True, "An Peeters (PIO)")
    assert (answer.from_pio, answer.sender) == (False, "Karel Maes")
    assert [line.sentence for line in timeline(application, public_only=True)][:2] == [
        "Karel Maes stuurde een bericht.",
        "PIO stuurde een bericht.",
    ]


def test_send_twice_with_one_key_is_one_message_and_one_mail(application, an):
    first, again = send(application, an, key="k1"), send(application, an, key="k1", at=AT + HOUR)
    assert first == again
    assert (Message.objects.count(), len(mails("message_to_applicants"))) == (1, 1)
    assert send(application, an, key="k2") != first


def test_send_from_pio_tells_the_applicants_with_the_first_lines_and_where_to_answer(application, karel, an):
    manager = member(application.organisation, Level.MANAGER)
    member(application.organisation, Level.EDITOR)
    send(application, an, "Beste. " + "Lang verhaal. " * 100, uploads=[png()])

    told = mails("message_to_applicants")

    assert {address for mail in told for address in mail.to} == {karel.email, manager.email}
    assert told[0].subject == f"Bericht van PIO over {application.ref}"
    for part in ("An Peeters (PIO)", application.title, "Beste. Lang verhaal.", "…", "(met 1 bestand)"):
        assert part in told[0].message
    assert f"/mijn/aanvragen/{application.ref}/berichten/" in told[0].message
    assert "niet op deze mail" in told[0].message


def test_send_from_pio_also_tells_a_colleague_who_wrote_and_still_works_there(application, karel, an):
    editor, gone = member(application.organisation, Level.EDITOR), member(application.organisation, Level.EDITOR)
    for who in (editor, gone):
        send(application, who)
    Membership.objects.filter(user=gone).update(status=MembershipStatus.ENDED, ended_at=AT, ended_by=gone)
    send(application, an)
    assert {mail.to[0] for mail in mails("message_to_applicants")} == {karel.email, editor.email}


def test_send_from_an_applicant_tells_the_handler_and_without_one_only_vandaag(application, karel, an):
    send(application, karel)
    assert mails("message_to_pio") == []
    assign_handler(application=application, handler=an, by=an, at=AT)
    send(application, karel)
    told = mails("message_to_pio")
    assert [mail.to for mail in told] == [[an.email]]
    assert f"/beheer/aanvragen/{application.ref}/berichten/" in told[0].message


def test_send_with_places_in_the_text_mails_them_as_they_are(application, an):
    text = "Vul {{ reference }} in, {% include 'x' %} {# weg #} {{{% niet {% en <b>niets</b> anders"
    send(application, an, text)
    assert text in mails("message_to_applicants")[0].message
    assert "{{ reference }} in, {% include &#x27;x&#x27; %}" in mails("message_to_applicants")[0].html_message
    assert "&lt;b&gt;" in mails("message_to_applicants")[0].html_message


@pytest.mark.parametrize(
    ("text", "uploads", "fault"),
    [
        ("  \n ", [], ("text", "Schrijf uw bericht")),
        ("x" * 100_000, [], ("text", "100.000 tekens")),
        ("Goed", [png(f"{n}.png") for n in range(40)], ("files", "U koos 40 bestanden")),
        ("Goed", [png(), SimpleUploadedFile("raar.exe", b"MZ")], ("files", "“raar.exe”: Dit soort bestand kan niet")),
        ("Goed", [png(), SimpleUploadedFile("plan.pdf", b"MZ")], ("files", "“plan.pdf”: De inhoud is geen PDF")),
    ],
)
def test_send_of_what_cannot_be_kept_says_why_and_keeps_nothing(application, an, text, uploads, fault):
    field, sentence = fault
    with pytest.raises(Refused, match=sentence) as refused:
        send(application, an, text, uploads=uploads)
    assert refused.value.field == field
    assert (Message.objects.count(), Document.objects.filter(kind="message_attachment").count()) == (0, 0)


def test_send_keeps_attachments_for_whoever_reads_the_message(application, karel, an):
    message = send(application, an, uploads=[png("een.png"), png("twee.png")])
    files = list(Document.objects.of(message).order_by("title"))
    assert [document.title for document in files] == ["een.png", "twee.png"]
    colleague, stranger = member(application.organisation, Level.VIEWER), member()
    adviser = user(Role.ADVISER)
    readers = {
        who: who.has_perm("documents.view_document", files[0]) for who in (karel, colleague, an, stranger, adviser)
    }
    assert list(readers.values()) == [True, True, True, False, False]


def test_a_message_never_changes_also_not_by_raw_sql(application, an):
    message = send(application, an)
    for sql in ("UPDATE correspondence_message SET text = 'x'", "DELETE FROM correspondence_message"):
        with (
            pytest.raises(DatabaseError, match="Cannot update or delete"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    message.refresh_from_db()
    assert message.text == "Kunt u de raming toelichten?"


# Who may


def everybody(application):
    partner = organisation()
    application.partners.add(partner)
    biased = user(Role.STAFF, Role.ADVISER)
    people = {role: user(role) for role in Role}
    people |= {level.name.lower(): member(application.organisation, level) for level in Level}
    return people | {
        "partner viewer": member(partner, Level.VIEWER),
        "partner editor": member(partner, Level.EDITOR),
        "the adviser": make.advised(application).adviser,
        "staff with a conflict": make.conflicted(application, biased).adviser,
        "stranger": member(),
    }


WRITE = {Role.STAFF, Role.LEAD, "editor", "manager", "partner editor"}
READ = WRITE | {"viewer", "partner viewer"}


def test_who_writes_and_who_reads():
    application = make.application(Status.ELIGIBLE)
    people = everybody(application)
    application = Application.objects.get(pk=application.pk)  # with the conflict that was declared since
    send(application, people[Role.STAFF])
    for who, person in people.items():
        for allowed, verb in ((READ, read_messages), (WRITE, send)):
            if who in allowed:
                verb(about=application, by=person, at=AT) if verb is read_messages else send(application, person)
                continue
            with pytest.raises(NotPermitted):
                verb(about=application, by=person, at=AT) if verb is read_messages else send(application, person)


def test_nobody_writes_about_a_draft():
    draft = make.application(Status.DRAFT)
    for who in (draft.created_by, user(Role.STAFF)):
        with pytest.raises(NotPermitted):
            send(draft, who)


# Reading


def test_a_side_shares_what_it_read(application, karel, an):
    message = send(application, an)
    received = Message.objects.of(application)
    assert (received.unread_by(pio=False).count(), received.unread_by(pio=True).count()) == (1, 0)

    assert read_messages(about=application, by=an, at=AT) == 0
    assert received.unread_by(pio=False).count() == 1, "one's own side does not count as the reader"
    assert read_messages(about=application, by=karel, at=AT + HOUR) == 1
    assert read_messages(about=application, by=karel, at=AT + DAY) == 0

    assert received.unread_by(pio=False).count() == 0
    assert list(MessageRead.objects.values_list("message", "user", "at")) == [(message.pk, karel.pk, AT + HOUR)]


def test_read_once_per_person_in_the_database(application, karel, an):
    message = send(application, an)
    MessageRead.objects.create(message=message, user=karel, at=AT)
    with pytest.raises(IntegrityError, match="message_read_once_per_person"):
        MessageRead.objects.create(message=message, user=karel, at=AT)


# Vandaag


def test_unread_messages_are_a_task_of_the_handler_or_of_everybody(application, karel, an):
    other = user(Role.STAFF)
    send(application, karel), send(application, karel)
    for who in (an, other):
        assert [str(item.tag) for item in unread_messages(who, AT)] == ["2 nieuwe berichten"]
    assign_handler(application=application, handler=an, by=an, at=AT)
    assert [item.url for item in unread_messages(an, AT)] == [f"/beheer/aanvragen/{application.ref}/berichten/"]
    assert list(unread_messages(other, AT)) == []
    read_messages(about=application, by=other, at=AT)
    assert list(unread_messages(an, AT)) == []


def test_a_message_without_answer_for_over_a_working_day_is_a_signal(application, karel, an):
    send(application, karel, at=AT)
    assert list(unanswered_messages(an, AT + DAY - HOUR)) == []
    assert [item.due for item in unanswered_messages(an, AT + DAY)] == [AT]
    send(application, an, at=AT + 2 * DAY)
    assert list(unanswered_messages(an, AT + 9 * DAY)) == []
    send(application, karel, at=AT + 3 * DAY)
    assert [item.due for item in unanswered_messages(an, AT + 9 * DAY)] == [AT + 3 * DAY]


def test_a_message_that_asks_for_no_answer_can_be_settled(application, karel, an):
    with pytest.raises(Refused, match="Er wacht geen bericht"):
        settle_messages(about=application, by=an, at=AT)
    send(application, karel, "Dank u!", at=AT)
    with pytest.raises(NotPermitted):
        settle_messages(about=application, by=karel, at=AT + HOUR)
    settle_messages(about=application, by=an, at=AT + HOUR)
    assert list(unanswered_messages(an, AT + 9 * DAY)) == []
    assert not Entry.objects.filter(verb="messages_settled").exclude(by=an).exists()
    send(application, karel, "Toch nog iets", at=AT + DAY)
    assert len(list(unanswered_messages(an, AT + 9 * DAY))) == 1


def test_someone_with_a_conflict_hears_nothing_on_vandaag():
    application, biased = make.application(Status.ELIGIBLE), user(Role.STAFF, Role.ADVISER)
    make.conflicted(application, biased)
    send(application, application.submitted_by)
    assert list(unread_messages(biased, AT + 9 * DAY)) == []
    assert list(unanswered_messages(biased, AT + 9 * DAY)) == []
    assert list(late_completions(biased, AT + 99 * DAY)) == []


# At once


def race(application, by, reading=nullcontext):
    def once(_n):
        try:
            with reading():
                send(application, by, key="one click")
        except IntegrityError as error:
            return "stopped by the database" if "message_once_per_request" in str(error) else str(error)
        finally:
            connections.close_all()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        return sorted(pool.map(once, range(4)))


@pytest.mark.django_db(transaction=True)
def test_one_click_that_arrives_many_times_is_one_message_and_one_mail():
    application = make.application()
    assert race(application, user(Role.STAFF)) == ["done"] * 4
    assert (Message.objects.count(), SentMail.objects.filter(kind="message_to_applicants").count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_one_click_without_the_lock_is_stopped_by_the_database():
    application = make.application()

    def unlocked(instance):
        return type(instance).objects.get(pk=instance.pk)

    with mock.patch("pio_portal.correspondence.workflow.messages.locked", unlocked):
        answers = race(application, user(Role.STAFF), AllReadFirst(4))
    assert answers == ["done"] + ["stopped by the database"] * 3
    assert Message.objects.count() == 1
