"""A mail leaves with the right headers; one that its reader does not get is seen, sent again or settled."""

import datetime as dt
import email
import email.policy
import io
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from post_office.models import STATUS, Email

from pio_portal.accounts.enums import Role
from pio_portal.audit.models import Entry
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence import outbox
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.correspondence.tasks import read_what_came_back, send_mails
from pio_portal.correspondence.today import undelivered
from pio_portal.correspondence.workflow.delivery import send_again, settle_mail
from tests.correspondence.mailbox import mailbox
from tests.correspondence.sink import smtp_sink
from tests.factories import calls as make
from tests.factories.ground import AT, member, user
from tests.mails import leave_together
from tests.pages import client_of, text
from tests.queries import steady

pytestmark = pytest.mark.django_db
NOBODY = "weg@halle.test"


@pytest.fixture
def sink(settings):
    with smtp_sink(settings) as server:
        server.refuses[NOBODY] = "550 5.1.1 no such user"
        yield server


def post(to=NOBODY, *, about=None, kind="application_withdrawn", **options) -> SentMail:
    """A mail on its way."""
    context = {"reference": "A-2026-0012", "title": "Verlichting", "moment": "gisteren", "link": outbox.link("/")}
    outbox.post_mail(kind, to=to, about=about, context=context, **options)
    return SentMail.objects.select_related("email").latest("pk")


def refused(about=None) -> SentMail:
    """A mail that the mail server would not take."""
    mail = post(about=about)
    Email.objects.filter(pk=mail.email_id).update(status=STATUS.failed)
    mail.email.logs.create(status=STATUS.failed, message="(550, b'no such user')", exception_type="SMTPDataError")
    return SentMail.objects.select_related("email").get(pk=mail.pk)


def the_mail(sink):
    (raw,) = sink.mails
    return email.message_from_bytes(raw, policy=email.policy.default)


# Headers


def test_a_mail_says_that_a_machine_wrote_it_and_names_the_portals_own_host(sink, settings):
    post("els@halle.test")
    send_mails()

    arrived = the_mail(sink)
    assert arrived["Auto-Submitted"] == "auto-generated"
    assert arrived["X-Auto-Response-Suppress"] == "All"
    host = urlsplit(settings.PORTAL_URL).hostname
    assert arrived["Message-ID"].strip("<>").endswith(f"@{host}")
    assert arrived["Reply-To"] is None


def test_an_answer_goes_to_the_contact_address_where_there_is_one(sink, settings):
    settings.CONTACT_EMAIL = "info@pio.test"
    post("els@halle.test")
    send_mails()

    assert the_mail(sink)["Reply-To"] == "info@pio.test"


def test_an_answer_goes_to_who_asked(sink):
    post("els@halle.test", reply_to=user(email="an@pio.test"))
    send_mails()

    assert the_mail(sink)["Reply-To"] == "an@pio.test"


# What is refused


def test_a_mail_that_is_refused_for_good_fails_at_once_and_the_others_leave(sink):
    gone, fine = post(), post("els@halle.test")
    send_mails()

    assert Email.objects.get(pk=gone.email_id).status == STATUS.failed
    assert Email.objects.get(pk=fine.email_id).status == STATUS.sent
    assert len(sink.mails) == 1


def test_a_mail_server_that_is_busy_is_asked_again_later(sink):
    sink.refuses[NOBODY] = "450 4.2.1 try again"
    busy = post()
    send_mails()

    assert Email.objects.get(pk=busy.email_id).status == STATUS.requeued
    assert not SentMail.objects.undelivered().exists()


def test_a_refused_mail_stands_on_vandaag_and_in_its_dossier_and_is_sent_again_from_there(sink):
    application = make.submitted()
    Email.objects.all().delete()
    mail = post(about=application)
    send_mails()
    desk = client_of(user(Role.STAFF))

    assert "Mail niet bezorgd: Uw aanvraag A-2026-0012 is ingetrokken" in text(desk.get("/beheer/"))
    page = text(desk.get(application.get_staff_url()))
    assert f"Mail niet bezorgd: “Uw aanvraag A-2026-0012 is ingetrokken” voor {NOBODY}, van" in page

    del sink.refuses[NOBODY]
    told = text(desk.post(f"/beheer/mails/{mail.pk}/opnieuw/", follow=True))
    assert "De mail is opnieuw verstuurd." in told
    send_mails()

    assert Email.objects.get(pk=mail.email_id).status == STATUS.sent
    assert len(sink.mails) == 1
    assert "Mail niet bezorgd" not in text(desk.get("/beheer/"))
    assert "Mail niet bezorgd" not in text(desk.get(application.get_staff_url()))
    assert Entry.objects.filter(about_id=application.pk, verb="mail_sent_again").count() == 1


def test_a_refused_mail_says_in_the_words_of_the_server_why(sink):
    mail = post()
    send_mails()
    page = text(client_of(user(Role.STAFF)).get(f"/beheer/mails/{mail.pk}/"))

    assert "550 5.1.1 no such user" in page
    assert "b'" not in page


def test_ready_tells_of_mails_that_did_not_arrive_and_of_a_mail_server_that_takes_none(client):
    assert client.get("/status/ready/").json()["mail"] == "ok"

    mail = refused()
    answer = client.get("/status/ready/")
    assert (answer.status_code, answer.json()["mail"], answer.json()["status"]) == (200, "undelivered", "degraded")

    settle_mail(mail=mail, by=user(Role.STAFF), at=AT)
    assert client.get("/status/ready/").json()["mail"] == "ok"
    Email.objects.update(status=STATUS.queued, created=AT - dt.timedelta(days=200))
    assert client.get("/status/ready/").json()["mail"] == "waiting"


def test_a_settled_mail_is_no_signal_and_cannot_be_sent_again():
    mail = refused()
    staff = user(Role.STAFF)
    assert len(list(undelivered(staff, AT))) == 1

    settle_mail(mail=mail, by=staff, at=AT)

    assert list(undelivered(staff, AT)) == []
    with pytest.raises(Refused):
        send_again(mail=mail, by=staff, at=AT)


@pytest.mark.parametrize("change", [send_again, settle_mail])
def test_what_became_of_a_mail_is_for_pio_and_the_administrator(change):
    mail = refused()

    for stranger in (member(), user(Role.ADVISER), user(Role.MANAGEMENT)):
        with pytest.raises(NotPermitted):
            change(mail=mail, by=stranger, at=AT)
    change(mail=mail, by=user(Role.ADMINISTRATOR), at=AT)


def test_the_page_of_a_mail_says_why_and_never_what_it_says():
    mail = refused()

    page = text(client_of(user(Role.STAFF)).get(f"/beheer/mails/{mail.pk}/"))

    assert "no such user" in page
    assert "We behandelen ze niet verder" not in page  # it may carry a link with which one logs in


def test_the_list_needs_as_many_queries_with_many_mails():
    desk = client_of(user(Role.STAFF))
    mail = refused()

    with steady(desk, "/beheer/mails/", f"/beheer/mails/{mail.pk}/", at_most=8):
        for _number in range(30):
            refused()


# What comes back

BOUNCE = """\
From: MAILER-DAEMON@mail.test
To: pio@portaal.pio.test
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=b
MIME-Version: 1.0

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.test

Final-Recipient: rfc822; weg@halle.test
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 mailbox is
 gone
--b
Content-Type: {returned}

Message-ID: {message_id}
Subject: Uw aanvraag

--b--
"""


def bounce(message_id: str, *, action="failed", returned="message/rfc822") -> bytes:
    return BOUNCE.format(message_id=message_id, action=action, returned=returned).encode()


def hand_over(monkeypatch, raw: bytes) -> None:
    """As a mail server does: on standard input."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("file_bounce")


@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_mail_that_comes_back_is_a_signal_too(monkeypatch, returned):
    mail = post("els@halle.test")
    Email.objects.update(status=STATUS.sent)

    for _twice in range(2):
        hand_over(monkeypatch, bounce(mail.email.message_id, returned=returned))

    mail.refresh_from_db()
    assert mail.bounce == "smtp; 550 5.1.1 mailbox is gone"
    (item,) = undelivered(user(Role.STAFF), AT)
    assert item.source == "els@halle.test"
    assert "kwam terug" in text(client_of(user(Role.STAFF)).get(f"/beheer/mails/{mail.pk}/"))

    send_again(mail=mail, by=user(Role.STAFF), at=AT)
    assert Email.objects.get().status == STATUS.queued
    assert not SentMail.objects.undelivered().exists()


@pytest.mark.parametrize("action", ["delayed", "delivered"])
def test_a_report_that_a_mail_takes_longer_is_no_bounce(monkeypatch, action):
    mail = post("els@halle.test")

    hand_over(monkeypatch, bounce(mail.email.message_id, action=action))

    assert not SentMail.objects.undelivered().exists()


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\x00", b"Subject: Vakantie\n\nIk ben er niet.", b"Content-Type: multipart/report\n\n"]
)
def test_what_is_no_bounce_of_ours_changes_nothing(monkeypatch, raw):
    post("els@halle.test")

    hand_over(monkeypatch, raw)

    assert not SentMail.objects.undelivered().exists()


def test_the_mailbox_of_the_sender_is_read_each_mail_once(settings):
    mail = post("els@halle.test")
    holiday = b"Subject: Vakantie\r\n\r\nIk ben er niet.\r\n"
    with mailbox(holiday, bounce(mail.email.message_id)) as (address, unread):
        settings.BOUNCE_URL = address
        read_what_came_back(AT)
        assert unread == {}
        read_what_came_back(AT)

    assert [m.pk for m in SentMail.objects.undelivered()] == [mail.pk]


# What can be switched off


def test_reminders_and_copies_can_be_switched_off_each_by_itself():
    keen = member()
    calm = member(gets_reminders=False, gets_copies=False)
    context = {
        "reference": "A-1",
        "title": "x",
        "call": "y",
        "left": "Nog 2 dagen",
        "closes": "z",
        "missing": "",
        "link": "l",
    }
    outbox.post_mail("draft_reminder", to=[keen, calm], about=None, context=context)
    post(keen, copies=[calm])
    post(calm, copies=[keen])

    got = [(mail.to[0], "welke mails u krijgt" in mail.message) for mail in Email.objects.order_by("pk")]
    assert got == [(keen.email, True), (keen.email, False), (calm.email, False), (keen.email, True)]


def test_the_choice_is_made_on_a_page_of_the_account(client):
    person = member()
    client.force_login(person)
    assert "alle, ook herinneringen en kopieën" in text(client.get("/account/"))

    client.post("/account/mails/", {"gets_copies": "on", "reminder_delay": "3"})

    person.refresh_from_db()
    assert (person.gets_reminders, person.reminder_delay, person.gets_copies) == (False, 3, True)
    assert "geen herinneringen" in text(client.get("/account/"))


# Many at once


def assigned(to, *titles, kind="application_handler_assigned") -> None:
    for title in titles:
        context = {"reference": "A-1", "title": title, "link": f"https://pio.test/{title}"}
        outbox.post_together(kind, to=to, about=to, context=context)


def test_many_assignments_leave_as_one_mail_per_person_and_one_as_its_own():
    an, bert = user(Role.STAFF, name="An"), user(Role.STAFF, name="Bert")
    assigned(an, "Lamp", "Afval", "Water")
    assigned(bert, "Fiets")

    leave_together()
    leave_together()

    first, second = Email.objects.order_by("pk")
    assert (first.to, first.subject) == ([an.email], "3 aanvragen zijn aan u toegewezen")
    assert "- “Lamp” (A-1): https://pio.test/Lamp\n- “Afval” (A-1): https://pio.test/Afval\n" in first.message
    assert (second.to, second.subject) == ([bert.email], "Aanvraag A-1 is aan u toegewezen")


def test_nothing_waits_inside_history_that_is_told_again():
    with outbox.muted():
        assigned(user(Role.STAFF), "Lamp")

    assert not OutboxTask.objects.exists()
