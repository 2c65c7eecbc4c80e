"""Standard replies: kept by PIO, put in a message on request, adapted before it leaves."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from pio_portal.accounts.enums import Role
from pio_portal.change import Refused
from pio_portal.correspondence.models import Message, StandardReply
from pio_portal.correspondence.workflow.replies import keep_reply
from tests.factories import assessment as make
from tests.factories.ground import user
from tests.pages import client_of, markup
from tests.races import AllReadFirst

pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]

LIST = "/beheer/standaardantwoorden/"
TEXT = "Voeg de bijlage toe onder “Bijlagen”."


@pytest.fixture
def an(db):
    return user(Role.STAFF, name="An Peeters")


@pytest.fixture
def reply(an):
    return keep_reply(title="Bijlage toevoegen", text=TEXT, by=an, at=make.AT)


def test_replies_are_kept_changed_and_removed(an):
    staff = client_of(an)
    assert "Nog geen standaardantwoorden" in markup(staff.get(LIST))

    assert staff.post(f"{LIST}nieuw/", {"title": "Bijlage toevoegen", "text": TEXT}).url == LIST
    kept = StandardReply.objects.get()
    assert "Bijlage toevoegen" in markup(staff.get(LIST))
    assert staff.post(f"{LIST}{kept.pk}/", {"title": "Bijlage", "text": "Anders."}).url == LIST
    kept.refresh_from_db()
    assert (kept.title, kept.text, kept.changed_by) == ("Bijlage", "Anders.", an)
    assert staff.post(f"{LIST}{kept.pk}/verwijderen/").url == LIST
    assert not StandardReply.objects.exists()


def test_two_replies_do_not_have_one_name(an, reply):
    answer = client_of(an).post(f"{LIST}nieuw/", {"title": "bijlage TOEVOEGEN", "text": "Nog eens"})

    assert answer.status_code == 422
    assert "Er is al een standaardantwoord met deze naam." in markup(answer)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_keep_one_name_at_once_the_second_is_told(an):
    def keep(text):
        try:
            keep_reply(title="Bijlage", text=text, by=an, at=make.AT)
        except Refused as refused:
            return (refused.field, str(refused))
        finally:
            connections.close_all()
        return "kept"

    reading = AllReadFirst(2)
    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda text: reading.then(lambda: keep(text))(), ["Van mij", "Van u"]))

    assert sorted(answers, key=str) == [("title", "Er is al een standaardantwoord met deze naam."), "kept"]
    assert StandardReply.objects.count() == 1


def test_a_reply_is_put_behind_what_was_typed_and_nothing_is_sent(an, reply):
    application = make.application()
    desk = f"/beheer/aanvragen/{application.ref}/berichten/"
    staff = client_of(an)
    assert "Bijlage toevoegen" in markup(staff.get(desk))

    shown = staff.post(desk, {"text": "Dag Karel,", "reply": reply.pk, "insert": "1", "key": "k1"})

    assert shown.status_code == 200
    assert (shown.context["form"]["text"].value(), shown.context["form"]["key"].value()) == (
        f"Dag Karel,\n\n{TEXT}",
        "k1",
    )
    assert not Message.objects.exists()
    assert staff.post(desk, {"text": "Dag Karel,", "reply": reply.pk, "key": "k1"}).status_code == 302
    assert Message.objects.get().text == "Dag Karel,"


@pytest.mark.parametrize("chosen", ["", "0", "9" * 30, "x"])
def test_what_is_no_reply_leaves_what_was_typed(an, reply, chosen):
    desk = f"/beheer/aanvragen/{make.application().ref}/berichten/"

    shown = client_of(an).post(desk, {"text": "Dag Karel,", "reply": chosen, "insert": "1"})

    assert shown.context["form"]["text"].value() == "Dag Karel,"


def test_an_applicant_is_offered_none(reply):
    application = make.application()

    shown = client_of(application.submitted_by).get(f"/mijn/aanvragen/{application.ref}/berichten/")

    assert "Standaardantwoord" not in markup(shown)


def test_a_reply_can_be_put_in_when_files_were_chosen_too(an, reply):
    desk = f"/beheer/aanvragen/{make.application().ref}/berichten/"
    file = SimpleUploadedFile("plan.pdf", b"%PDF-1.7")

    shown = client_of(an).post(desk, {"text": "Dag Karel,", "reply": reply.pk, "insert": "1", "files": [file]})

    assert shown.context["form"]["text"].value() == f"Dag Karel,\n\n{TEXT}"
    assert "Kies uw bestanden opnieuw" in markup(shown)


def test_a_message_to_several_begins_with_a_reply_too(an, reply):
    rows = [make.application(), make.application()]
    chosen = {"action": "calls.send_message", "rows": [row.pk for row in rows], "filled": "1"}
    desk = client_of(an)

    shown = desk.post("/beheer/aanvragen/", chosen | {"text": "Dag allemaal,", "reply": reply.pk, "insert": "1"})

    assert shown.context["form"]["text"].value() == f"Dag allemaal,\n\n{TEXT}"
    assert "preflight" not in shown.context
    tried = desk.post("/beheer/aanvragen/", chosen | {"text": "Dag allemaal,", "reply": reply.pk})
    assert len(tried.context["preflight"].can) == 2
    assert not Message.objects.exists()
