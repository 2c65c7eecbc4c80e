"""Somebody asks PIO something, and PIO answers it once."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from post_office.models import Email

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.contact import workflow
from pio_portal.contact.enums import EnquiryStatus
from pio_portal.contact.models import Enquiry
from pio_portal.contact.today import to_answer
from pio_portal.correspondence.workflow.replies import keep_reply
from tests.factories.ground import AT, user
from tests.pages import client_of, markup, text
from tests.queries import steady

pytestmark = pytest.mark.django_db
LATER = AT + dt.timedelta(hours=3)
ASKED = {
    "topic": "call",
    "text": "Mogen wij samen met de buurgemeente indienen?",
    "name": "Nora Claes",
    "email": "Nora@Halle.test",
}


def enquiry(**changes) -> Enquiry:
    return workflow.ask(**ASKED | changes, by=None, at=AT)


def test_a_question_reaches_pio_and_its_asker_gets_a_reference(client, settings):
    settings.CONTACT_EMAIL = "vraag@pio.test"

    answer = client.post("/contact/", ASKED)

    assert (answer.status_code, answer["Location"]) == (302, "/contact/verstuurd/")
    kept = Enquiry.objects.get()
    assert (kept.name, kept.email, kept.status, kept.asked_by) == ("Nora Claes", "nora@halle.test", "open", None)
    mails = {mail.to[0]: mail for mail in Email.objects.all()}
    assert set(mails) == {"nora@halle.test", "vraag@pio.test"}
    assert kept.ref in mails["nora@halle.test"].subject
    assert ASKED["text"] not in mails["nora@halle.test"].message  # anyone can type anybody's address
    assert f"/beheer/vragen/{kept.ref}/" in mails["vraag@pio.test"].message
    assert "meestal binnen drie werkdagen" in text(client.get("/contact/verstuurd/"))


def test_without_an_address_of_pio_it_waits_on_vandaag_all_the_same(desk, settings):
    settings.CONTACT_EMAIL = ""
    asked = enquiry()

    assert [mail.to for mail in Email.objects.all()] == [["nora@halle.test"]]
    assert [item.url for item in to_answer(user(Role.STAFF), LATER)] == [asked.get_staff_url()]
    assert "Nora Claes stelde een vraag" in text(desk.get("/beheer/"))


def test_who_is_logged_in_need_not_say_who_it_is():
    person = user(name="Karel Maes")
    page = markup(client_of(person).get("/contact/"))
    assert 'value="Karel Maes"' in page

    client_of(person).post("/contact/", ASKED)
    assert Enquiry.objects.get().asked_by == person


@pytest.mark.parametrize(
    ("field", "value"),
    [("topic", ""), ("topic", "x"), ("text", " "), ("text", "x" * 4001), ("name", "www.evil.test"), ("email", "nora")],
)
def test_a_question_with_a_fault_is_shown_again_and_not_kept(client, field, value):
    answer = client.post("/contact/", ASKED | {field: value})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Enquiry.objects.exists()


def test_a_program_is_thanked_and_not_heard(client):
    assert client.post("/contact/", ASKED | {"website": "x"}).status_code == 302
    assert not Enquiry.objects.exists()


def test_many_questions_from_one_place_are_slowed(client):
    codes = [client.post("/contact/", ASKED).status_code for _ in range(6)]
    assert codes == [302] * 5 + [429]
    assert client.post("/contact/", ASKED, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_the_page_shows_where_pio_is_found(client, settings):
    settings.CONTACT_EMAIL, settings.CONTACT_PHONE = "vraag@pio.test", "02 553 00 00"
    settings.CONTACT_ADDRESS = "Havenlaan 88, 1000 Brussel"
    page = markup(client.get("/contact/"))
    assert 'href="mailto:vraag@pio.test"' in page
    assert 'href="tel:025530000"' in page
    assert "Havenlaan 88, 1000 Brussel" in page


def test_an_answer_leaves_by_mail_with_the_question(desk, staff):
    asked = enquiry()

    answer = desk.post(asked.get_staff_url(), {"text": "Dat kan."})

    assert answer.status_code == 302
    asked = Enquiry.objects.get()
    assert (asked.status, asked.answer, asked.handled_by) == (EnquiryStatus.ANSWERED, "Dat kan.", staff)
    mail = Email.objects.order_by("pk").last()
    assert mail.to == ["nora@halle.test"]
    assert "Dat kan." in mail.message
    assert ASKED["text"] in mail.message
    page = text(desk.get(asked.get_staff_url()))
    assert "Dat kan." in page
    assert "antwoordde per mail" in page


def test_a_question_that_needs_no_mail_is_closed_without(desk):
    asked = enquiry()
    before = Email.objects.count()

    desk.post(f"{asked.get_staff_url()}afsluiten/")

    asked = Enquiry.objects.get()
    assert (asked.status, Email.objects.count()) == (EnquiryStatus.CLOSED, before)
    assert "afgesloten zonder mail" in text(desk.get(asked.get_staff_url()))


@pytest.mark.parametrize("again", [workflow.close, lambda **given: workflow.answer(text="Nog eens.", **given)])
def test_what_was_handled_is_not_handled_again(again):
    asked, pio = enquiry(), user(Role.STAFF)
    workflow.answer(enquiry=asked, text="Dat kan.", by=pio, at=LATER)
    with pytest.raises(Refused, match="de stand is intussen “Beantwoord”"):
        again(enquiry=asked, by=pio, at=LATER)


def test_an_answer_has_words():
    with pytest.raises(Refused, match="Schrijf eerst uw antwoord"):
        workflow.answer(enquiry=enquiry(), text="  ", by=user(Role.LEAD), at=LATER)


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.STAFF, Role.LEAD)])
def test_only_pio_reads_and_answers(role):
    asked, other = enquiry(), user(role)
    assert not Enquiry.objects.visible_to(other).exists()
    assert client_of(other).get(asked.get_staff_url()).status_code in (403, 404)
    with pytest.raises(NotPermitted):
        workflow.answer(enquiry=asked, text="Dat kan.", by=other, at=LATER)
    with pytest.raises(NotPermitted):
        workflow.close(enquiry=asked, by=other, at=LATER)


def test_the_list_finds_by_word_and_name(desk):
    enquiry()
    enquiry(name="Karel Maes", text="Iets helemaal anders.")
    assert "Nora Claes" in text(desk.get("/beheer/vragen/?q=buurgemeente"))
    assert "Nora Claes" not in text(desk.get("/beheer/vragen/?q=karel"))


def test_the_database_keeps_an_answer_with_its_moment():
    asked = enquiry()
    with pytest.raises(IntegrityError, match="enquiry_open_is_not_handled"), transaction.atomic():
        Enquiry.objects.filter(pk=asked.pk).update(answer="Dat kan.")


@pytest.mark.parametrize("page", ["/nergens/", "/beheer/"])
def test_public_pages_of_faults_lead_to_contact(page):
    client = client_of(user())
    assert 'href="/contact/"' in markup(client.get(page))


def test_the_pages_for_when_all_fails_say_whom_to_call(settings, rf):
    from pio_portal.ui.views.errors import unavailable

    settings.CONTACT_PHONE = "02 553 00 00"
    page = unavailable(rf.get("/")).content.decode()
    assert 'href="tel:025530000"' in page
    assert 'href="/contact/"' in page


def test_pages_ask_no_more_with_many_questions(desk):
    asked = enquiry()
    with steady(desk, "/beheer/vragen/", asked.get_staff_url(), at_most=20):
        for number in range(10):
            enquiry(email=f"persoon{number}@halle.test")


def test_an_answer_begins_with_a_standard_reply(desk, staff):
    asked = enquiry()
    reply = keep_reply(title="Samen indienen", text="Samen indienen kan.", by=staff, at=AT)

    shown = desk.post(asked.get_staff_url(), {"text": "Dag Nora,", "reply": reply.pk, "insert": "1"})

    assert shown.context["form"]["text"].value() == "Dag Nora,\n\nSamen indienen kan."
    assert Enquiry.objects.get().status == EnquiryStatus.OPEN
    assert desk.post(asked.get_staff_url(), {"text": "Dag Nora,", "reply": reply.pk}).status_code == 302
    assert Enquiry.objects.get().answer == "Dag Nora,"
