"""The pages of working together, signing, copying, taking along and throwing away: at every level."""

import pytest

from calls.application.partners import accept_invitation
from calls.application.tasks import file_receipt
from calls.application.writing import save_section
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Invitation, Revision
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Organisation
from tests.calls.pages import at
from tests.factories import assessment
from tests.factories import calls as make
from tests.factories import partners as make_together
from tests.factories.ground import kbo, member, organisation, user
from tests.files import text_of_pdf
from tests.pages import hidden, text

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


@pytest.fixture
def writer(editor):
    return editor


# Inviting


def test_partners_page_finds_and_invites_by_name(client, draft, editor):
    partner = organisation(name="Gemeente Beersel")
    manager = member(partner)
    assert "Niet verplicht" in text(client.get(at(draft)))
    found = client.get(at(draft, "partners/?q=beersel")).content.decode()
    address = at(draft, f"partners/uitnodigen/?organisatie={partner.pk}")
    assert f'href="{address}"' in found
    page = text(client.get(address))
    assert "Gemeente Beersel uitnodigen" in page
    assert "E-mailadres" not in page
    assert client.post(address, {"message": "Samen?"}).url == at(draft, "partners/")
    page = text(client.get(at(draft, "partners/")))
    assert f"uitgenodigd op 2 mrt 2026 door {editor.name}" in page
    assert "Samenwerking Andere organisaties die samen met u aanvragen. Wacht op 1 antwoord" in text(
        client.get(at(draft))
    )
    assert Invitation.objects.get().organisation.memberships.get().user == manager


def test_partners_page_says_what_is_wrong_with_a_number(client, draft):
    assert "De controlecijfers van 0316.380.842 kloppen niet" in text(client.get(at(draft, "partners/?q=0316.380.842")))


def test_partners_page_invites_an_organisation_that_is_not_known(client, draft):
    number = kbo(900)
    page = client.get(at(draft, f"partners/?q={number}")).content.decode()
    address = at(draft, f"partners/uitnodigen/?kbo={number}")
    assert f'href="{address}"' in page
    wrong = client.post(address, {"name": "Gemeente Linkebeek", "type": "local_authority", "email": "geen adres"})
    assert wrong.status_code == 422
    assert 'value="Gemeente Linkebeek"' in wrong.content.decode()
    kind = Organisation._meta.get_field("type").choices[0][0]
    right = {"name": "Gemeente Linkebeek", "type": kind, "email": "info@linkebeek.test"}
    assert client.post(address, right).url == at(draft, "partners/")
    assert Invitation.objects.get().organisation.name == "Gemeente Linkebeek"


def test_invite_of_an_organisation_without_a_manager_asks_an_address(client, draft):
    partner = organisation()
    address = at(draft, f"partners/uitnodigen/?organisatie={partner.pk}")
    refused = client.post(address, {"message": "Mijn bericht"})
    assert "E-mailadres van iemand die er werkt" in text(refused)
    assert "Mijn bericht" in refused.content.decode()
    assert client.post(address, {"email": "a@b.test", "message": ""}).status_code == 302


@pytest.mark.parametrize("query", ["", "?kbo=x", "?organisatie=999999", "?organisatie=x", "?kbo=0316.380.842"])
def test_invite_of_nobody_is_not_found(client, draft, query):
    assert client.get(at(draft, f"partners/uitnodigen/{query}")).status_code == 404


def test_invitation_can_be_cancelled(client, draft):
    invitation = make_together.invitation(of=draft)
    client.post(at(draft, f"partners/uitnodigingen/{invitation.pk}/intrekken/"))
    assert Invitation.objects.get().status == InvitationStatus.CANCELLED


# Answering


@pytest.fixture
def invited(client):
    invitation = make_together.invitation(message="We willen samen meten.")
    client.force_login(member(invitation.organisation))
    return invitation


def test_home_asks_a_manager_to_answer(client, invited):
    page = text(client.get("/mijn/"))
    assert f"{invited.application.title} {invited.application.organisation} vraagt {invited.organisation}" in page


def test_invitation_tells_title_applicant_and_message_but_no_answers(client, invited):
    draft = invited.application
    save_section(
        application=draft, section="behoefte", values={"probleem": "Geheim"}, version=0, by=draft.created_by, at=AT
    )
    page = text(client.get(invited.get_absolute_url()))
    for shown in (draft.title, draft.organisation.name, "We willen samen meten.", "Ja, wij doen mee"):
        assert shown in page
    assert "Geheim" not in page
    assert client.get(at(draft)).status_code == 404
    assert client.get(at(draft, "behoefte/")).status_code == 404


@pytest.mark.parametrize(("answer", "status"), [("accept", "accepted"), ("decline", "declined"), ("other", "invited")])
def test_answer(client, invited, answer, status):
    response = client.post(f"{invited.get_absolute_url()}antwoord/", {answer: "1"})
    assert Invitation.objects.get().status == status
    to = {"accept": at(invited.application), "decline": "/mijn/", "other": invited.get_absolute_url()}
    expected = to[answer]
    assert response.url == expected
    assert client.get(response.url).status_code == 200


def test_answer_twice_says_what_was_answered(client, invited):
    client.post(f"{invited.get_absolute_url()}antwoord/", {"accept": "1"})
    again = client.post(f"{invited.get_absolute_url()}antwoord/", {"decline": "1"}, follow=True)
    assert "de stand is intussen “Doet mee”" in text(again)


@pytest.mark.parametrize("level", [Level.VIEWER, Level.EDITOR])
def test_invitation_for_who_cannot_answer_names_who_can(client, invited, level):
    reader = member(invited.organisation, level)
    client.force_login(reader)
    page = text(client.get(invited.get_absolute_url()))
    assert "Alleen een beheerder van uw organisatie kan antwoorden." in page
    assert "Ja, wij doen mee" not in page
    assert client.post(f"{invited.get_absolute_url()}antwoord/", {"accept": "1"}).status_code == 403


def test_invitation_of_others_does_not_exist(client, invited):
    for stranger in (member(), invited.application.created_by, user(Role.STAFF), user(Role.ADVISER)):
        client.force_login(stranger)
        assert client.get(invited.get_absolute_url()).status_code == 404
        assert client.post(f"{invited.get_absolute_url()}antwoord/", {"accept": "1"}).status_code == 404


def test_partner_manager_leaves_and_sees_it_no_more(client):
    accepted = make_together.invitation(InvitationStatus.ACCEPTED)
    draft, partner = accepted.application, accepted.organisation
    client.force_login(member(partner))
    assert "Niet meer meedoen" in text(client.get(at(draft, "partners/")))
    response = client.post(at(draft, f"partners/{partner.pk}/verwijderen/"))
    assert response.url == "/mijn/aanvragen/"
    assert client.get(at(draft)).status_code == 404


def test_partner_editor_writes(client):
    accepted = make_together.invitation(InvitationStatus.ACCEPTED)
    client.force_login(member(accepted.organisation, Level.EDITOR))
    draft = accepted.application
    assert client.post(at(draft, "contact/"), {"projectleider": "Ik", "_version": "0"}).status_code == 302
    assert client.get(at(draft, "partners/uitnodigen/?kbo=" + kbo(5))).status_code == 403
    assert client.post(at(draft, "verwijderen/")).status_code == 403
    assert client.get(at(draft, "kopie/")).status_code == 403


def test_staff_takes_a_partner_out_of_a_submitted_application(client):
    partner = organisation(name="Gemeente Beersel")
    done = make.submitted(partners=[partner])
    client.force_login(user(Role.STAFF))
    url = f"/beheer/aanvragen/{done.ref}/partners/"
    assert "Partner uit de aanvraag halen" in text(client.get(f"/beheer/aanvragen/{done.ref}/"))
    assert "Gemeente Beersel" in text(client.get(url))
    response = client.post(url, {"organisation": partner.pk, "reason": "Gefuseerd."})
    assert response.url == f"/beheer/aanvragen/{done.ref}/"
    assert list(done.partners.all()) == []
    assert "Gefuseerd" in client.get(f"/beheer/aanvragen/{done.ref}/verloop/").content.decode()


# Signing


def test_editor_asks_and_manager_finds_the_task(client, ready, editor):
    manager = member(ready.organisation)
    page = text(client.get(at(ready, "ondertekenen/")))
    assert manager.email in page
    assert client.post(at(ready, "ondertekenen/")).url == at(ready)
    assert f"{editor.name} vroeg op 2 mrt 2026 om 10.00 uur (Brussel) om te ondertekenen" in text(client.get(at(ready)))
    again = client.post(at(ready, "ondertekenen/"), follow=True)
    assert "De ondertekening is al gevraagd" in text(again)
    client.force_login(manager)
    assert f"{ready.ref} · {editor.name} vraagt om te ondertekenen" in text(client.get("/mijn/"))
    assert client.get(at(ready, "ondertekenen/")).url == at(ready, "controle/") + "#indienen"


def test_ask_for_an_incomplete_application_shows_what_is_missing(client, draft):
    member(draft.organisation)
    page = text(client.get(at(draft, "ondertekenen/")))
    assert "Maak de aanvraag eerst volledig" in page
    assert "Vraag om te ondertekenen" not in page


def test_viewer_cannot_ask(client, ready):
    client.force_login(member(ready.organisation, Level.VIEWER))
    assert client.get(at(ready, "ondertekenen/")).status_code == 403
    assert client.post(at(ready, "ondertekenen/")).status_code == 403


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        ("agreed", "Vink de verklaring aan: zonder verklaring kunt u niet indienen."),
        ("signer_name", "Vul de naam in van wie ondertekent."),
        ("signer_function", "Vul de functie in van wie ondertekent."),
    ],
)
def test_submit_without_a_part_of_the_signature_loses_nothing(client, ready, left_out, sentence):
    client.force_login(member(ready.organisation))
    page = client.get(at(ready, "controle/"))
    signed = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}
    data = {"key": hidden(page, "key"), "seen": hidden(page, "seen")} | {**signed, left_out: ""}
    response = client.post(at(ready, "controle/"), data)
    assert sentence in text(response)
    for name in {"signer_name", "signer_function"} - {left_out}:
        assert f'value="{signed[name]}"' in response.content.decode()
    assert not Revision.objects.exists()


def test_signature_stands_on_receipt_pdf_and_staff_page(client, ready):
    invitation = make_together.invitation(of=ready, to=organisation(name="Gemeente Beersel"))
    accepted = accept_invitation(invitation=invitation, by=member(invitation.organisation, name="Bea Bos"), at=AT)
    manager = member(ready.organisation)
    client.force_login(manager)
    page = client.get(at(ready, "controle/"))
    signed = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}
    client.post(at(ready, "controle/"), {"key": hidden(page, "key"), "seen": hidden(page, "seen")} | signed)
    sentence = f"Ik mag {ready.organisation} vertegenwoordigen"
    receipt = text(client.get(at(ready, "ontvangst/")))
    for task in OutboxTask.objects.filter(task="calls.file_receipt"):
        file_receipt(**task.arguments)
    paper = text_of_pdf(Document.objects.get(kind="receipt").read())
    client.force_login(user(Role.STAFF))
    staff = text(client.get(f"/beheer/aanvragen/{ready.ref}/antwoorden/"))
    for shown in (receipt, paper, staff):
        for part in ("Els Peeters, Algemeen directeur", sentence, "Gemeente Beersel", "Bea Bos"):
            assert part in shown, part
        assert accepted.organisation.kbo_display in shown
    assert "Els Peeters" in text(client.get(f"/beheer/aanvragen/{ready.ref}/"))


# Who may

PAGES = ["partners/", "partners/uitnodigen/", "ondertekenen/", "kopie/", "vergelijkbaar/"]
CHANGES = ["partners/uitnodigen/", "partners/1/verwijderen/", "partners/uitnodigingen/1/intrekken/", "ondertekenen/",
           "kopie/", "meenemen/", "verwijderen/"]  # fmt: skip


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_others_do_not_exist(client, page):
    foreign = make.application()
    for stranger in (member(), user(Role.ADVISER), user(Role.STAFF)):
        client.force_login(stranger)
        assert client.get(at(foreign, page)).status_code == 404


@pytest.mark.parametrize("page", CHANGES)
def test_changes_of_others_do_not_exist(client, page):
    foreign = make.application()
    client.force_login(member())
    assert client.post(at(foreign, page)).status_code == 404


@pytest.mark.parametrize(
    ("page", "level", "status"),
    [
        ("partners/", Level.VIEWER, 200),
        ("vergelijkbaar/", Level.VIEWER, 200),
        ("kopie/", Level.VIEWER, 403),
        ("ondertekenen/", Level.VIEWER, 403),
        ("kopie/", Level.EDITOR, 200),
        ("ondertekenen/", Level.EDITOR, 200),
        ("kopie/", Level.MANAGER, 200),
    ],
)
def test_pages_at_each_level(client, draft, page, level, status):
    client.force_login(member(draft.organisation, level))
    assert client.get(at(draft, page)).status_code == status


def test_staff_with_a_conflict_finds_no_similar(client):
    conflicted = user(Role.STAFF, Role.ADVISER)
    done = assessment.application(Status.ELIGIBLE)
    assessment.conflicted(done, adviser=conflicted)
    client.force_login(conflicted)
    for page in ("vergelijkbaar/", "partners/"):
        assert client.get(f"/beheer/aanvragen/{done.ref}/{page}").status_code == 404
