"""The pages with messages and notes: on both sides, for whoever may, and for nobody else."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from calls.enums import ApplicationStatus as Status
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.correspondence.models import Message, MessageRead, Note
from pio_portal.correspondence.workflow.messages import send_message
from pio_portal.correspondence.workflow.notes import change_note, write_note
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from tests.factories import assessment as make
from tests.factories.ground import member, organisation, user
from tests.files import png
from tests.pages import client_of, crawl, markup

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(make.LATER)]


def desk(application) -> str:
    return f"/beheer/aanvragen/{application.ref}/berichten/"


def mine(application) -> str:
    return f"/mijn/aanvragen/{application.ref}/berichten/"


# Messages


def test_a_message_goes_to_the_other_side_and_back_and_is_seen_to_be_read(application, an, clock):
    staff, karel = client_of(an), client_of(application.submitted_by)
    sent = staff.post(desk(application), {"text": "Klopt de raming?", "files": [png("raming.png")], "key": "k1"})
    assert sent.url == desk(application)
    assert "Nog niet gelezen" in markup(staff.get(desk(application)))

    assert "1 nieuw bericht" in markup(karel.get("/mijn/berichten/"))
    assert "1 nieuw bericht" in markup(karel.get(application.get_absolute_url()))
    opened = markup(karel.get(mine(application)))
    for part in ("An Peeters (PIO)", "Klopt de raming?", "raming.png", ">Nieuw<"):
        assert part in opened
    assert ">Nieuw<" not in markup(karel.get(mine(application)))

    assert "door Karel Maes" in markup(staff.get(desk(application)))
    clock.shift(dt.timedelta(minutes=5))
    karel.post(mine(application), {"text": "Ja, ze klopt.", "key": "k2"})
    assert "De aanvrager wacht op uw antwoord." in markup(staff.get(desk(application)))
    back = markup(karel.get(mine(application)))
    assert "Gelezen door PIO op" in back
    assert "An Peeters (PIO)" in back


def test_a_colleague_reads_for_the_whole_organisation(application, an):
    send_message(about=application, text="Klopt dit?", by=an, at=AT)
    colleague = client_of(member(application.organisation, Level.VIEWER))
    opened = markup(colleague.get(mine(application)))
    assert "Klopt dit?" in opened
    assert "Bericht versturen" not in opened, "a viewer reads, and does not write"
    assert "nieuw bericht" not in markup(client_of(application.submitted_by).get("/mijn/berichten/"))


def test_where_several_take_part_a_message_says_for_whom_one_speaks(application, an):
    partner = organisation(name="OCMW Bronbeek")
    bob = member(partner, name="Bob Smets")
    karel = application.submitted_by
    send_message(about=application, text="Ik vraag het na.", by=karel, at=AT)
    assert str(application.organisation) not in message(client_of(an).get(desk(application)), "Karel Maes")
    application.partners.add(partner)
    send_message(about=application, text="Wij betalen mee.", by=bob, at=AT)
    Membership.objects.filter(user=bob).update(status=MembershipStatus.ENDED, ended_at=AT, ended_by=bob)
    for opened in (client_of(an).get(desk(application)), client_of(karel).get(mine(application))):
        assert "OCMW Bronbeek" in message(opened, "Bob Smets")
        assert str(application.organisation) in message(opened, "Karel Maes")


def message(response, sender) -> str:
    """The head of the message of this sender."""
    conversation = markup(response).partition('<ol class="messages-list">')[2]
    return conversation.partition(f"<strong>{sender}</strong>")[2].partition("</div>")[0]


def test_files_of_messages_stand_with_the_documents_of_the_dossier(application, an):
    send_message(about=application, text="Zie het plan.", uploads=[png("plan.png")], by=application.submitted_by, at=AT)
    shown = markup(client_of(an).get(f"/beheer/aanvragen/{application.ref}/documenten/"))
    assert "plan.png" in shown.partition("Bij berichten")[2]
    other = make.application()
    assert "Bij berichten" not in markup(client_of(an).get(f"/beheer/aanvragen/{other.ref}/documenten/"))


def test_a_look_ahead_by_the_browser_is_no_reading(application, an):
    send_message(about=application, text="Klopt dit?", by=an, at=AT)
    client_of(application.submitted_by).head(mine(application))
    assert not MessageRead.objects.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"text": "  "}, "Geef een antwoord op"),
        ({"text": "x" * 100_000}, "100000"),
        ({"text": "Bewaar mij", "files": [png(f"{n}.png") for n in range(40)]}, "U koos 40 bestanden"),
        ({"text": "Bewaar mij", "files": SimpleUploadedFile("raar.exe", b"MZ")}, "“raar.exe”: Dit soort bestand"),
        ({"text": "Bewaar mij", "files": SimpleUploadedFile("leeg.pdf", b"")}, "“leeg.pdf”: Dit bestand is leeg"),
    ],
)
def test_bad_input_is_told_in_a_sentence_and_what_was_typed_stays(application, data, sentence):
    response = client_of(application.submitted_by).post(mine(application), {**data, "key": "k"})
    assert response.status_code == 422
    html = response.content.decode()
    assert sentence in html or "Vul “Uw bericht” in." in html
    assert data["text"].strip() in html
    if "files" in data:
        assert "Kies uw bestanden opnieuw" in html
    assert (Message.objects.count(), Document.objects.filter(kind="message_attachment").count()) == (0, 0)


def test_a_second_click_sends_one_message(application):
    client = client_of(application.submitted_by)
    for _click in range(2):
        assert client.post(mine(application), {"text": "Eén keer", "key": "zelfde"}).status_code == 302
    assert Message.objects.count() == 1


def test_the_form_has_a_key_of_its_own_each_time(application):
    client = client_of(application.submitted_by)
    keys = {client.get(mine(application)).context["form"].initial["key"] for _n in range(2)}
    assert len(keys) == 2


def test_messages_of_a_draft_of_others_and_of_a_conflict_do_not_exist(application, an):
    draft = make.application(Status.DRAFT)
    assert client_of(draft.created_by).get(mine(draft)).status_code == 404
    assert client_of(an).get(desk(draft)).status_code == 404
    for who in (member(), user(Role.ADVISER)):
        assert client_of(who).get(mine(application)).status_code == 404
    assessed, biased = make.application(Status.ELIGIBLE), user(Role.STAFF, Role.ADVISER)
    make.conflicted(assessed, biased)
    message = send_message(about=assessed, text="x", by=an, at=AT, uploads=[png()])
    document = Document.objects.of(message).get()
    assert client_of(biased).get(desk(assessed)).status_code == 404
    assert client_of(biased).get(f"/documenten/{document.pk}/").status_code == 404


def test_an_adviser_sees_no_messages(application):
    done = make.advised()
    send_message(about=done.application, text="KANARIE", by=user(Role.STAFF), at=AT)
    adviser = client_of(done.adviser)
    assert adviser.get(mine(done.application)).status_code == 404
    assert "KANARIE" not in markup(adviser.get(done.get_absolute_url()))


def test_settled_asks_for_no_attention_any_more(application, an):
    send_message(about=application, text="Dank!", by=application.submitted_by, at=AT)
    staff = client_of(an)
    staff.post(f"{desk(application)}afgehandeld/")
    assert "wacht op uw antwoord" not in markup(staff.get(desk(application)))
    assert "Er wacht geen bericht" in markup(staff.post(f"{desk(application)}afgehandeld/", follow=True))


def test_all_threads_stand_together_with_unread_first(application, an):
    of, by = application.organisation, application.submitted_by
    read, fresh = application, make.application(of=of, by=by)
    send_message(about=fresh, text="Ongelezen", by=an, at=AT)
    send_message(about=read, text="Gelezen", by=by, at=AT + DAY)
    other = make.application()
    send_message(about=other, text="Van een ander", by=an, at=AT)
    html = markup(client_of(by).get("/mijn/berichten/"))
    assert html.index(fresh.title) < html.index(read.title)
    assert "Van een ander" not in html
    assert other.ref not in html


def test_the_menu_says_how_many_are_new(application, an):
    for number in range(3):
        send_message(about=application, text=f"Bericht {number}", by=an, at=AT)
    assert 'Berichten <span class="count"> 3<' in markup(client_of(application.submitted_by).get("/mijn/"))


def test_many_messages_come_a_page_at_a_time(application, an):
    for number in range(31):
        send_message(about=application, text=f"Bericht nummer {number}.", by=an, at=AT + number * dt.timedelta(hours=1))
    client = client_of(application.submitted_by)
    first, second = markup(client.get(mine(application))), markup(client.get(f"{mine(application)}?page=2"))
    assert "Bericht nummer 30." in first
    assert "Bericht nummer 0." not in first
    assert "Bericht nummer 0." in second


# Notes


def test_a_note_is_kept_with_who_wrote_it_and_can_be_written_anew(application, an, clock):
    staff = client_of(an)
    notes = f"/beheer/aanvragen/{application.ref}/notities/"
    assert staff.post(notes, {"text": "Bel de netbeheerder."}).url == notes
    html = markup(staff.get(notes))
    assert "An Peeters" in html
    assert "Bel de netbeheerder." in html
    note = Note.objects.get()
    clock.shift(dt.timedelta(minutes=5))
    assert staff.post(f"{notes}{note.pk}/", {"text": "Gebeld."}).url == notes
    html = markup(staff.get(notes))
    assert "Gebeld." in html
    assert "gewijzigd op" in html
    assert list(note.history.order_by("pgh_id").values_list("text", flat=True)) == ["Bel de netbeheerder.", "Gebeld."]


def test_a_note_twice_in_a_minute_is_one_note(application, an):
    for _click in range(2):
        write_note(about=application, text="Zelfde", by=an, at=AT)
    assert Note.objects.count() == 1
    write_note(about=application, text="Zelfde", by=an, at=AT + DAY)
    assert Note.objects.count() == 2


def test_a_note_of_another_cannot_be_changed(application, an):
    note = write_note(about=application, text="Van An", by=an, at=AT)
    other = user(Role.LEAD)
    with pytest.raises(NotPermitted):
        change_note(note=note, text="Anders", by=other, at=AT)
    address = f"/beheer/aanvragen/{application.ref}/notities/{note.pk}/"
    assert client_of(other).get(address).status_code == 404
    assert client_of(an).get(address).status_code == 200


@pytest.mark.parametrize(("text", "sentence"), [(" ", "Schrijf eerst"), ("x" * 100_000, "100.000 tekens")])
def test_a_note_without_text_or_far_too_long_is_refused(application, an, text, sentence):
    with pytest.raises(Refused, match=sentence):
        write_note(about=application, text=text, by=an, at=AT)
    response = client_of(an).post(f"/beheer/aanvragen/{application.ref}/notities/", {"text": text})
    assert response.status_code == 422
    assert text.strip() in response.content.decode()


def test_who_discusses():
    done = make.advised()
    application = done.application
    declared, biased = make.declared(application), user(Role.STAFF, Role.ADVISER)
    make.conflicted(application, biased)
    people = {role: user(role) for role in Role} | {
        "advised": done.adviser,
        "declared": declared.adviser,
        "biased": biased,
        "manager": application.submitted_by,
    }
    may = {who for who, person in people.items() if person.has_perm("calls.discuss_application", application)}
    assert may == {Role.STAFF, Role.LEAD, "advised"}


def test_an_adviser_discusses_once_the_advice_was_given():
    done = make.advised()
    address = f"/beheer/beoordelingen/{done.pk}/bespreking/"
    write_note(about=done.application, text="PIO vraagt zich iets af", by=user(Role.STAFF), at=AT)
    client = client_of(done.adviser)
    assert address in markup(client.get(done.get_absolute_url()))
    assert "PIO vraagt zich iets af" in markup(client.get(address))
    assert client.post(address, {"text": "Ik denk van niet"}).url == address
    own = Note.objects.get(written_by=done.adviser)
    assert client.post(f"{address}{own.pk}/", {"text": "Toch wel"}).url == address
    theirs = Note.objects.exclude(written_by=done.adviser).get()
    assert client.get(f"{address}{theirs.pk}/").status_code == 404

    waiting = make.scored(done.application)
    other = client_of(waiting.adviser)
    assert "bespreking" not in markup(other.get(waiting.get_absolute_url()))
    assert other.get(f"/beheer/beoordelingen/{waiting.pk}/bespreking/").status_code == 404
    assert other.get(address).status_code == 404


@pytest.mark.parametrize("status", [Status.ELIGIBLE, Status.SELECTED])
def test_notes_never_reach_applicants_or_the_public(status):
    """The canary: in a note, its author and its change, looked for on every page that an applicant can reach."""
    done = make.advised()
    staff = user(Role.STAFF, name="KANARIE-NAAM")
    note = write_note(about=done.application, text="KANARIE-NOTITIE", by=staff, at=AT)
    change_note(note=note, text="KANARIE-ANDERS", by=staff, at=AT)
    if status == Status.SELECTED:
        from calls.selection.decision import select_application

        lead = user(Role.LEAD)
        select_application(application=done.application, decided_on=make.TODAY, grounds="Goed", by=lead, at=make.LATER)
    text = crawl(client_of(done.application.submitted_by))
    assert done.application.title in text
    assert "KANARIE" not in text
    assert "otitie" not in text
    assert "KANARIE-ANDERS" in markup(client_of(staff).get(f"/beheer/aanvragen/{done.application.ref}/notities/"))
