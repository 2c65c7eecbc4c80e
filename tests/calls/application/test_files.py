"""Attachments and the files of a question: many at once, each by itself, never one too many, and who may open them."""

import re
import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from calls.application import writing as application_workflow
from calls.application.content import content_of
from calls.application.files import files_of, remove_answer
from calls.application.revisions import submitted_version
from calls.application.submission import Infected, submit_application
from calls.application.writing import MAX_ATTACHMENTS, attach_file, save_section
from calls.assessment.handling import declare_eligible
from calls.models import SectionAnswer
from pio_portal.accounts.enums import Role
from pio_portal.change import NotPermitted, Refused
from pio_portal.documents.models import Document, Scan
from pio_portal.organisations.enums import Level
from tests.calls.pages import at
from tests.factories import assessment as assess
from tests.factories import calls as make
from tests.factories import questions as forms
from tests.factories.ground import member, user
from tests.files import png
from tests.pages import client_of, text
from tests.patience import LONGEST

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


# Many at once, without script


def test_several_files_are_kept_or_refused_each_by_itself(client, rich_draft):
    page = client.post(
        at(rich_draft, "bijlagen/"),
        {"file": [png("a.png"), SimpleUploadedFile("b.exe", b"MZ"), png("c.png"), SimpleUploadedFile("d.pdf", b"x")]},
    )
    said = text(page)
    assert page.status_code == 422
    assert "“a.png”, “c.png” zijn toegevoegd." in said
    assert "“b.exe”: Dit soort bestand kan niet." in said
    assert "“d.pdf”: De inhoud is geen PDF." in said
    assert sorted(d.title for d in Document.objects.all()) == ["a.png", "c.png"]


def test_of_forty_files_the_first_twenty_are_kept_and_the_others_refused_by_name(client, rich_draft):
    page = client.post(at(rich_draft, "bijlagen/"), {"file": [png(f"{n:02d}.png") for n in range(40)]})
    assert sorted(d.title for d in Document.objects.all()) == [f"{n:02d}.png" for n in range(MAX_ATTACHMENTS)]
    said = text(page)
    assert "20 bestanden zijn toegevoegd." in said
    assert re.findall(r"“(\d\d)\.png”: U kunt hoogstens 20 bijlagen toevoegen\.", said)[:20] == [
        str(n) for n in range(20, 40)
    ]
    assert "Het maximum is bereikt" in said


# One at a time, with script


def upload(client, address, file, kind="page"):
    return client.post(address, {"file": file}, headers={"X-Upload": kind})


def test_script_gets_the_row_of_a_file_that_is_kept(client, rich_draft):
    answer = upload(client, at(rich_draft, "bijlagen/"), png("a.png"))
    assert answer.status_code == 201
    assert text(answer).startswith("a.png")
    assert f'action="{at(rich_draft, "bijlagen/")}{Document.objects.get().pk}/verwijderen/"' in answer.content.decode()


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (SimpleUploadedFile("a.pdf", b"MZ programma"), "De inhoud is geen PDF. Bewaar het bestand opnieuw als PDF en probeer het nog eens."),
        (SimpleUploadedFile("leeg.png", b""), "Dit bestand is leeg. Kies een ander bestand."),
        ("", "Er kwam geen bestand aan. Probeer het opnieuw."),
    ],
)  # fmt: skip
def test_script_gets_the_sentence_that_refuses_a_file(client, rich_draft, file, sentence):
    answer = upload(client, at(rich_draft, "bijlagen/"), file)
    assert (answer.status_code, answer["Content-Type"], answer.content.decode()) == (
        422,
        "text/plain; charset=utf-8",
        sentence,
    )


# The files of a question


def test_file_of_a_question_is_its_answer(client, rich_draft, manager):
    address = at(rich_draft, "stukken/bestanden/studie/")
    assert upload(client, address, png("a.png"), "field").status_code == 201
    client.post(address, {"file": [png("b.png"), png("c.png")]})

    documents = files_of(rich_draft, **forms.STUDY)
    assert [d.title for d in documents] == ["a.png", "b.png"]
    stored = SectionAnswer.objects.get(section="stukken")
    assert stored.values == {"studie": "|".join(str(d.pk) for d in documents)}
    assert stored.version == 0  # what is typed in the section meanwhile is no conflict
    assert "a.png" in text(client.get(at(rich_draft, "stukken/")))

    client.post(f"{address}{documents[0].pk}/verwijderen/")
    assert [d.title for d in files_of(rich_draft, **forms.STUDY)] == ["b.png"]


def test_one_file_too_many_is_refused_with_what_to_do(rich_draft, manager):
    for name in ("a.png", "b.png"):
        forms.study(rich_draft, manager, name)
    with pytest.raises(Refused, match="hoogstens 2 bestanden toevoegen"):
        forms.study(rich_draft, manager, "c.png")


def test_what_is_typed_in_the_section_stays_when_a_file_is_added_meanwhile(client, rich_draft, manager):
    forms.study(rich_draft, manager)
    answer = client.post(at(rich_draft, "stukken/"), {"geheim": "Onze octrooien", "_version": "0"})
    assert answer.status_code == 302
    values = SectionAnswer.objects.get(section="stukken").values
    assert (values["geheim"], values["studie"]) == ("Onze octrooien", str(Document.objects.get().pk))


def test_without_script_the_way_to_the_files_saves_what_was_typed(client, rich_draft):
    address = at(rich_draft, "stukken/bestanden/studie/")
    answer = client.post(address, {"geheim": "Getypt", "_version": "0"})
    assert (answer.status_code, answer.url) == (302, address)
    assert SectionAnswer.objects.get(section="stukken").values == {"geheim": "Getypt"}
    assert "Welke studie hebt u?" in text(client.get(address))


@pytest.mark.parametrize(
    "place", ["plan/bestanden/soort/", "stukken/bestanden/extra/", "stukken/bestanden/x/", "x/bestanden/studie/"]
)
def test_a_question_that_takes_no_files_or_is_not_asked_has_no_page(client, rich_draft, place):
    assert client.get(at(rich_draft, place)).status_code == 404


def test_files_of_another_dossier_cannot_be_reached(client, rich_draft, manager):
    other = forms.application(member())
    theirs = forms.study(other, other.created_by)
    assert client.get(at(other, "stukken/bestanden/studie/")).status_code == 404
    assert client.post(at(rich_draft, f"stukken/bestanden/studie/{theirs.pk}/verwijderen/")).status_code == 404
    with pytest.raises(Refused, match="hoort niet bij deze vraag"):
        remove_answer(application=rich_draft, document=theirs, by=manager, at=AT, **forms.STUDY)


def test_an_answer_that_names_a_file_of_another_dossier_is_no_answer(rich_draft):
    theirs = forms.study(forms.application(other := member()), other)
    SectionAnswer.objects.create(
        application=rich_draft, section="stukken", values={"studie": str(theirs.pk)}, updated_at=AT
    )
    (answer,) = [a for s in content_of(rich_draft)["sections"] for a in s["answers"] if a["key"] == "studie"]
    assert (answer["value"], answer["files"], answer["shown"]) == ("", [], "")


def test_a_viewer_adds_nothing(rich_draft):
    with pytest.raises(NotPermitted):
        forms.study(rich_draft, member(rich_draft.organisation, Level.VIEWER))


# Never one too many


def race(add, many: int) -> list[str]:
    def once(number: int) -> str:
        try:
            add(f"{number}.png")
        except Refused:
            return "refused"
        else:
            return "kept"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(many) as pool:
        return sorted(pool.map(once, range(many)))


@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_file(monkeypatch):
    draft = make.application()
    monkeypatch.setattr(application_workflow, "MAX_ATTACHMENTS", 1)
    outcome = race(lambda name: attach_file(application=draft, upload=png(name), by=draft.created_by, at=AT), 4)
    assert outcome == ["kept", "refused", "refused", "refused"]
    assert Document.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_place_needs_the_lock(monkeypatch):
    """Negative control: with the lock patched away, all have counted before the first one is kept."""
    draft = make.application()
    monkeypatch.setattr(application_workflow, "MAX_ATTACHMENTS", 1)
    all_have_counted = threading.Barrier(4)
    keep = application_workflow.documents.attach

    def late(**file):
        all_have_counted.wait(timeout=LONGEST)
        return keep(**file)

    def unlocked(instance, *_related):
        return type(instance)._default_manager.get(pk=instance.pk)

    with (
        mock.patch.object(application_workflow, "locked", unlocked),
        mock.patch.object(application_workflow.documents, "attach", late),
    ):
        outcome = race(lambda name: attach_file(application=draft, upload=png(name), by=draft.created_by, at=AT), 4)
    assert outcome == ["kept"] * 4


@pytest.mark.django_db(transaction=True)
def test_files_of_a_question_that_arrive_together_are_all_in_the_answer():
    draft = forms.application(by := member())
    outcome = race(lambda name: forms.study(draft, by, name), 4)
    assert outcome == ["kept", "kept", "refused", "refused"]
    assert len(files_of(draft, **forms.STUDY)) == 2


# Half a file


@pytest.fixture
def own_folder(settings, tmp_path):
    """The tests beside this one keep files too: here nobody else does."""
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("size", [200_000, 4_000_000])  # kept in memory, and on disk
def test_an_upload_that_breaks_off_leaves_no_row_and_no_file(own_folder, live_server, size):
    draft = forms.application(by := member())
    client = client_of(by)
    before = stored_files()
    head = (
        b"--x\r\n" + b'Content-Disposition: form-data; name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\n'
    )
    body = head + png().read() + b"0" * size
    request = (
        f"POST {at(draft, 'bijlagen/')} HTTP/1.1\r\nHost: {live_server.thread.host}:{live_server.thread.port}\r\nX-Upload: page\r\n"
        f"Cookie: sessionid={client.cookies['sessionid'].value}; csrftoken={'a' * 32}\r\nX-CSRFToken: {'a' * 32}\r\n"
        f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {len(body) + 1000}\r\nConnection: close\r\n\r\n"
    ).encode()
    with socket.create_connection((live_server.thread.host, live_server.thread.port)) as line:
        line.sendall(request + body)
        line.shutdown(socket.SHUT_WR)
        answer = line.recv(4096)
    assert b" 400 " in answer.splitlines()[0]
    assert (Document.objects.count(), stored_files()) == (0, before)


def stored_files() -> set:
    return {path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()}


# Who opens which file


@pytest.fixture
def judged(manager):
    """Submitted with an open and a confidential file, and being judged."""
    draft = forms.application(manager)
    forms.study(draft, manager, "open.png")
    forms.study(draft, manager, "geheim.png", question="geheim_stuk")
    attach_file(application=draft, upload=png("bijlage.png"), by=manager, at=AT)
    save_section(application=draft, section="stukken", values={"geheim": "Ons octrooi"}, version=0, by=manager, at=AT)
    submit_application(application=draft, by=manager, at=AT)
    return declare_eligible(application=draft, by=user(Role.STAFF), at=AT)


def opens(who, document) -> bool:
    client = client_of(who)
    answer = client.get(f"/documenten/{document.pk}/")
    if answer.streaming:
        list(answer.streaming_content)
    return answer.status_code == 200


def test_an_adviser_opens_what_was_handed_in_but_nothing_that_is_for_pio(judged, manager):
    adviser = assess.declared(judged).adviser
    receipt = study_receipt(judged)
    found = {d.title: d for d in Document.objects.all()}
    assert {title: opens(adviser, d) for title, d in found.items()} == {
        "open.png": True, "geheim.png": False, "bijlage.png": True, receipt.title: False
    }  # fmt: skip
    for who in (manager, user(Role.STAFF)):
        assert [opens(who, d) for d in found.values()] == [True] * 4


def study_receipt(judged):
    from calls.application.tasks import file_receipt

    file_receipt(revision=judged.revisions.get().pk)
    return Document.objects.get(kind="receipt")


def test_an_adviser_reads_no_answer_that_is_for_pio(judged):
    asked = assess.declared(judged)
    client = client_of(asked.adviser)
    page = text(client.get(asked.get_absolute_url()))
    assert "open.png" in page
    assert "Wat kost het?" in page
    for hidden in ("Ons octrooi", "geheim.png", "Vertrouwelijk stuk?"):
        assert hidden not in page


def test_staff_reads_all_answers_with_who_may(judged):
    client = client_of(user(Role.STAFF))
    page = text(client.get(f"/beheer/aanvragen/{judged.ref}/antwoorden/"))
    for shown in ("Ons octrooi", "geheim.png", "Alleen PIO", "Aankoop Cijfers", "Totaal € 1.250,50"):
        assert shown in page


def test_what_was_submitted_names_a_file_that_was_taken_away_later(judged):
    document = Document.objects.get(title="open.png")
    Document.objects.filter(pk=document.pk).update(removed_at=AT)
    assert str(document.pk) in submitted_version(judged).files
    client = client_of(user(Role.STAFF))
    page = client.get(f"/beheer/aanvragen/{judged.ref}/antwoorden/").content.decode()
    assert "open.png" in page
    assert f"/documenten/{document.pk}/" in page  # what was handed in stays to be read, by PIO
    opened = client.get(f"/documenten/{document.pk}/")
    assert b"".join(opened.streaming_content).startswith(b"\x89PNG")
    client.force_login(judged.submitted_by)
    assert client.get(f"/documenten/{document.pk}/").status_code == 404


# A virus


@pytest.mark.parametrize("scan", [Scan.PENDING, Scan.INFECTED])
def test_a_file_that_is_scanned_or_infected_is_closed_to_everybody(judged, manager, scan):
    document = Document.objects.get(title="open.png")
    Document.objects.filter(pk=document.pk).update(scan=scan, scanned_at=AT if scan == Scan.INFECTED else None)
    adviser = assess.declared(judged).adviser
    assert [opens(who, document) for who in (manager, adviser, user(Role.STAFF), user(Role.LEAD))] == [False] * 4


@pytest.mark.parametrize(("scan", "said"), [(Scan.PENDING, "Wordt gescand"), (Scan.INFECTED, "Virus gevonden")])
def test_the_page_says_why_a_file_cannot_be_opened(client, rich_draft, manager, scan, said):
    forms.study(rich_draft, manager)
    attach_file(application=rich_draft, upload=png("bijlage.png"), by=manager, at=AT)
    Document.objects.update(scan=scan, scanned_at=AT if scan == Scan.INFECTED else None)
    for page in ("bijlagen/", "stukken/", "stukken/bestanden/studie/", "controle/"):
        answer = client.get(at(rich_draft, page))
        assert said in text(answer)
        assert "/documenten/" not in answer.content.decode()


def test_an_infected_file_keeps_the_application_from_being_submitted(client, rich_draft, manager):
    forms.study(rich_draft, manager)
    Document.objects.update(scan=Scan.INFECTED, scanned_at=AT)
    with pytest.raises(Infected) as refused:
        submit_application(application=rich_draft, by=manager, at=AT)
    assert (
        str(refused.value)
        == "In “studie.png” zit een virus. Verwijder dat bestand, voeg een veilige versie toe en dien opnieuw in."
    )
    page = text(client.get(at(rich_draft, "controle/")))
    assert "In een bestand zit een virus." in page
    assert "Aanvraag indienen" not in page


def test_a_file_that_is_still_scanned_does_not_hold_up_a_deadline(rich_draft, manager):
    forms.study(rich_draft, manager)
    Document.objects.update(scan=Scan.PENDING)
    assert submit_application(application=rich_draft, by=manager, at=AT).revisions.count() == 1


def test_an_infected_file_of_a_question_that_is_not_asked_holds_up_nothing(rich_draft, manager):
    """Added while it was asked; the answer that asked for it changed since."""
    save_section(
        application=rich_draft, section="plan", values={"soort": "b", "bouw": "Brug"}, version=1, by=manager, at=AT
    )
    forms.study(rich_draft, manager, question="extra")
    Document.objects.update(scan=Scan.INFECTED, scanned_at=AT)
    save_section(application=rich_draft, section="plan", values={"soort": "a"}, version=2, by=manager, at=AT)
    assert submit_application(application=rich_draft, by=manager, at=AT).revisions.count() == 1
