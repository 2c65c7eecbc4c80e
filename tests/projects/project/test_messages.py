"""Messages between the client and PIO in the dossier of a project, and the notes of PIO: the same piece as for applications."""

import datetime as dt

import pytest

from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted
from pio_portal.correspondence.models import Message, Note, SentMail
from pio_portal.correspondence.today import unanswered_messages, unread_messages
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.organisations.enums import Level
from tests.factories import ground, projects
from tests.factories.projects import AT
from tests.pages import client_of, markup, refusal, text

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
KEY = {"key": "eenmaal"}


@pytest.fixture
def lead():
    return ground.user(Role.STAFF, name="An Peeters")


@pytest.fixture
def project(lead):
    return projects.project(lead=lead)


def mailed(kind) -> set[str]:
    return {address for mail in SentMail.objects.filter(kind=kind) for address in mail.email.to}


def test_the_client_asks_and_pio_answers_each_on_its_own_page(project, lead):
    karel = ground.member(project.organisation, Level.EDITOR)
    manager = ground.member(project.organisation, Level.MANAGER)
    of_client, of_pio = client_of(karel), client_of(lead)
    own, staff = project.get_applicant_url() + "berichten/", project.get_staff_url() + "berichten/"
    assert own in markup(of_client.get(project.get_applicant_url()))
    refusal(of_client.post(own, {"text": " "} | KEY))
    of_client.post(own, {"text": "Mag de test later?"} | KEY)
    assert mailed("message_to_pio") == {lead.email}

    assert "1 nieuw bericht" in text(of_pio.get("/beheer/"))
    page = text(of_pio.get(staff))
    assert "Mag de test later?" in page
    assert "De klant wacht op uw antwoord." in page
    assert "1 nieuw bericht" not in text(of_pio.get("/beheer/"))
    of_pio.post(staff, {"text": "Ja, tot mei.", "key": "antwoord"})
    assert "De klant wacht" not in text(of_pio.get(staff))
    assert mailed("message_to_applicants") == {karel.email, manager.email}
    assert "1 nieuw bericht" in text(of_client.get("/mijn/"))
    assert "Ja, tot mei." in text(client_of(manager).get(own))


def test_pio_can_say_that_no_answer_is_needed(project, lead):
    karel, url = ground.member(project.organisation), project.get_staff_url() + "berichten/"
    send_message(about=project, text="Dank u", by=karel, at=AT)
    assert [item.due for item in unanswered_messages(lead, AT + 2 * DAY)] == [AT]
    client_of(lead).post(url + "afgehandeld/")
    assert list(unanswered_messages(lead, AT + 2 * DAY)) == []


def test_messages_of_projects_and_applications_stand_in_one_list_of_vandaag(project, lead):
    karel = ground.member(project.organisation)
    for about, text_ in ((project.application, "Over de aanvraag"), (project, "Over het project")):
        send_message(about=about, text=text_, by=karel, at=AT)
    found = {item.url for item in unread_messages(lead, AT)}
    assert found == {
        f"/beheer/aanvragen/{project.application.ref}/berichten/",
        project.get_staff_url() + "berichten/",
    }
    assert len(list(unread_messages(ground.user(Role.STAFF), AT))) == 1  # somebody else guides the project


def test_who_only_looks_on_does_not_write_and_nobody_sits_on_both_sides(project):
    viewer = ground.member(project.organisation, Level.VIEWER)
    with pytest.raises(NotPermitted):
        send_message(about=project, text="x", by=viewer, at=AT)
    assert "Schrijf een bericht" not in text(client_of(viewer).get(project.get_applicant_url() + "berichten/"))
    both = ground.member(project.organisation, roles=[Role.STAFF])
    with pytest.raises(NotPermitted):
        send_message(about=project, text="x", by=both, at=AT)


@pytest.mark.parametrize("who", ["another", "adviser", "secretary"])
def test_for_others_there_are_no_messages_and_no_notes(project, who):
    person = ground.member() if who == "another" else ground.user(Role(who))
    client = client_of(person)
    assert client.get(project.get_applicant_url() + "berichten/").status_code == 404
    for end in ("berichten/", "notities/"):
        assert client.get(project.get_staff_url() + end).status_code == 403
    assert not Message.objects.exists()


def test_notes_stay_inside_pio(project, lead):
    client, url = client_of(lead), project.get_staff_url() + "notities/"
    assert "De klant ziet hier nooit iets van." in markup(client.get(url))
    client.post(url, {"text": "De schepen twijfelt."})
    note = Note.objects.get()
    client.post(f"{url}{note.pk}/", {"text": "De schepen twijfelt niet meer."})
    assert "twijfelt niet meer" in text(client.get(url))
    client.force_login(ground.member(project.organisation))
    assert "schepen" not in text(client.get(project.get_applicant_url()))
