"""The applicant's pages: writing, conflicts, attachments, checking, submitting, and who may do so."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from calls.application.tasks import file_receipt
from calls.application.writing import attach_file, save_section
from calls.enums import ApplicationStatus as Status
from calls.models import Application, PolicyDomain, Revision, SectionAnswer, Theme
from pio_portal.accounts.enums import Role
from pio_portal.correspondence.models import OutboxTask
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import Level
from tests.calls.pages import at
from tests.factories import calls as make
from tests.factories.ground import member, organisation, user
from tests.files import png
from tests.pages import hidden, text

AT, DAY = make.AT, make.DAY
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


# Beginning


def begin(client, call, **changes):
    values = {
        "organisation": changes.pop("organisation"),
        "round": call.rounds.get(number=2).pk,
        "title": "Slimme straatverlichting",
        "theme": Theme.objects.first().pk,
        "policy_domain": PolicyDomain.objects.first().pk,
    }
    return client.post(f"/mijn/aanvragen/nieuw/?oproep={call.code}", values | changes)


def test_new_makes_a_draft_and_shows_its_tasks(client, manager):
    response = begin(client, make.call(), organisation=manager.organisations.get().pk)
    draft = Application.objects.get()
    assert (response.status_code, response.url) == (302, at(draft))
    assert draft.title in text(client.get(response.url))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"title": ""}, "Geef een antwoord op “Hoe heet uw project?”."),
        ({"organisation": 0}, "Kies een van de antwoorden uit de lijst."),
    ],
)
def test_new_with_a_fault_keeps_what_was_typed(client, manager, changes, sentence):
    response = begin(
        client, make.call(), **({"organisation": manager.organisations.get().pk, "title": "Mijn titel"} | changes)
    )
    assert response.status_code == 422
    assert sentence in text(response)
    assert changes.get("title", "Mijn titel") in response.content.decode()
    assert not Application.objects.exists()


def test_new_for_someone_elses_organisation_is_not_offered(client, manager):
    response = begin(client, make.call(), organisation=organisation().pk)
    assert "Kies een van de antwoorden uit de lijst." in text(response)


def test_new_without_an_organisation_shows_the_way(client):
    client.force_login(user())
    call = make.call()
    response = client.get(f"/mijn/aanvragen/nieuw/?oproep={call.code}")
    assert response.url.startswith("/mijn/organisaties/zoeken/?verder=")


def test_new_does_not_offer_a_round_that_closed(client, manager):
    call = make.call()
    response = begin(client, call, organisation=manager.organisations.get().pk, round=call.rounds.get(number=1).pk)
    assert "Kies een van de antwoorden uit de lijst." in text(response)


# Writing


def test_draft_page_shows_deadline_and_state_of_each_section(client, draft, manager):
    save_section(application=draft, section="behoefte", values={"probleem": "x"}, version=0, by=manager, at=AT)
    page = text(client.get(at(draft)))
    assert "Indienen kan tot 22 maart 2026 om 10.00 uur (Brussel). Dat is nog 20 dagen." in page
    assert "Behoefte en gebruikers Bezig" in page
    assert "Wat bestaat er al? Nog te doen" in page
    assert "0 van 6 onderdelen zijn volledig." in page


def test_section_is_saved_incomplete_and_leads_to_the_next(client, draft):
    response = client.post(at(draft, "contact/"), {"projectleider": "Karel Maes", "_version": "0"})
    assert (response.status_code, response.url) == (302, at(draft, "behoefte/"))
    assert SectionAnswer.objects.get().values["projectleider"] == "Karel Maes"


def test_section_with_a_wrong_answer_says_so_and_keeps_it(client, draft):
    response = client.post(at(draft, "middelen/"), {"raming": "veel geld", "lancering": "31/02/2027", "_version": "0"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50." in page
    assert "Schrijf een bestaande datum" in page
    assert 'value="veel geld"' in page
    assert SectionAnswer.objects.get().values["raming"] == "veel geld"
    again = client.get(at(draft, "middelen/")).content.decode()
    assert 'value="veel geld"' in again
    assert 'value="31/02/2027"' in again


def test_section_writes_amounts_as_people_do(client, draft):
    client.post(at(draft, "middelen/"), {"raming": "360 000", "_version": "0"})
    assert 'value="360.000,00"' in client.get(at(draft, "middelen/")).content.decode()


def test_stale_section_shows_both_versions_and_loses_neither(client, draft):
    colleague = member(draft.organisation, name="Karel Maes")
    save_section(
        application=draft, section="behoefte", values={"probleem": "Van Karel"}, version=0, by=colleague, at=AT
    )

    response = client.post(at(draft, "behoefte/"), {"probleem": "Van mij", "vandaag": "Ook van mij", "_version": "0"})

    page = text(response)
    assert response.status_code == 409
    assert "Karel Maes wijzigde dit onderdeel op 2 mrt 2026 om 10.00 uur" in page
    assert "Bewaard in het dossier Van Karel Wat u typte Van mij" in page
    assert SectionAnswer.objects.get().values == {"probleem": "Van Karel", "vandaag": "Ook van mij"}

    both = {"probleem": "Van mij en van Karel", "vandaag": "Ook van mij"}
    assert client.post(at(draft, "behoefte/"), both | {"_version": hidden(response, "_version")}).status_code == 422
    assert SectionAnswer.objects.get().values == {"probleem": "Van mij en van Karel", "vandaag": "Ook van mij"}


@pytest.mark.parametrize("version", ["", "x", "-1", "99999999999999999999", "١"])
def test_section_with_a_mangled_version_is_no_server_error(client, draft, version):
    assert client.post(at(draft, "contact/"), {"projectleider": "T", "_version": version}).status_code == 302


def test_section_that_does_not_exist_is_not_found(client, draft):
    assert client.get(at(draft, "verzonnen/")).status_code == 404


def test_basics_change_the_title(client, draft):
    values = {"title": "Beter", "theme": Theme.objects.first().pk, "policy_domain": PolicyDomain.objects.first().pk}
    assert client.post(at(draft, "basis/"), values).status_code == 302
    assert Application.objects.get().title == "Beter"


def test_basics_with_a_fault_keep_what_was_typed(client, draft):
    response = client.post(at(draft, "basis/"), {"title": "Beter"})
    assert response.status_code == 422
    assert 'value="Beter"' in response.content.decode()
    assert Application.objects.get().title == draft.title


# Moving


@pytest.mark.parametrize("chosen", ["x", "0", "99999999999999999999"])
def test_move_to_a_round_that_does_not_exist_changes_nothing(client, draft, chosen):
    page = client.post(at(draft, "verplaatsen/"), {"round": chosen}, follow=True)
    assert "Kies een van de antwoorden uit de lijst." in text(page)
    assert Application.objects.get().round == draft.round


def test_move_without_a_next_round_says_so(client, draft):
    draft.call.rounds.exclude(pk=draft.round_id).delete()
    page = client.post(at(draft, "verplaatsen/"), follow=True)
    assert "Er is nog geen volgende indiendatum bekend. Uw aanvraag blijft bewaard." in text(page)


# Attachments


def test_attachment_is_added_listed_downloaded_and_removed(client, draft):
    client.post(at(draft, "bijlagen/"), {"file": png("Plan.png")})
    document = Document.objects.get()
    assert "Plan.png" in text(client.get(at(draft, "bijlagen/")))
    download = client.get(f"/documenten/{document.pk}/")
    assert download.status_code == 200
    b"".join(download.streaming_content)
    client.post(at(draft, f"bijlagen/{document.pk}/verwijderen/"))
    assert "Plan.png" not in text(client.get(at(draft, "bijlagen/"))).replace("“Plan.png” is", "")


@pytest.mark.parametrize(
    ("upload", "sentence"),
    [
        (SimpleUploadedFile("virus.exe", b"MZ"), "Dit soort bestand kan niet."),
        (SimpleUploadedFile("plan.pdf", b"geen pdf"), "De inhoud is geen PDF."),
        (SimpleUploadedFile("leeg.pdf", b""), "leeg"),
        (None, "Kies een bestand"),
    ],
)
def test_wrong_attachment_says_what_is_wrong(client, draft, upload, sentence):
    response = client.post(at(draft, "bijlagen/"), {"file": upload} if upload else {})
    assert response.status_code == 422
    assert sentence in text(response)
    assert not Document.objects.exists()


def test_too_large_attachment_says_how_large_it_may_be(client, draft):
    large = SimpleUploadedFile("groot.pdf", b"%PDF-1.7" + b"0" * (26 * 1024 * 1024))
    assert "Dit bestand is 26 MB groot. Het mag hoogstens 25 MB zijn" in text(
        client.post(at(draft, "bijlagen/"), {"file": large})
    )


# Checking and submitting


def test_check_lists_what_is_missing_with_links(client, draft):
    page = client.get(at(draft, "controle/")).content.decode()
    assert f'href="{at(draft, "contact/")}#id_projectleider"' in page
    assert "Aanvraag indienen" not in page


def submit(client, draft, page=None):
    page = page or client.get(at(draft, "controle/"))
    signed = {"signer_name": "Els Peeters", "signer_function": "Algemeen directeur", "agreed": "on"}
    return client.post(at(draft, "controle/"), {"key": hidden(page, "key"), "seen": hidden(page, "seen")} | signed)


def test_submit_leads_to_the_receipt(client, ready):
    response = submit(client, ready)
    assert (response.status_code, response.url) == (302, at(ready, "ontvangst/"))
    page = text(client.get(response.url))
    assert ready.ref in page
    assert Revision.objects.get().sha256 in page
    assert "2 mrt 2026 om 10.00 uur (Brussel)" in page
    assert "De PDF wordt gemaakt" in page

    file_receipt(**OutboxTask.objects.get(task="calls.file_receipt").arguments)
    assert f"Ontvangstbewijs {ready.ref}" in text(client.get(response.url))


def test_submit_by_double_click_is_one_submission(client, ready):
    page = client.get(at(ready, "controle/"))
    assert [submit(client, ready, page).url for _ in range(2)] == [at(ready, "ontvangst/")] * 2
    assert Revision.objects.count() == 1


def test_submit_after_the_closing_is_refused_and_moves_in_one_click(client, ready):
    page = client.get(at(ready, "controle/"))
    with time_machine.travel(ready.round.closes_at, tick=False):
        refused = submit(client, ready, page)
        assert refused.status_code == 422
        assert "De indiendatum sloot op 22 mrt 2026 om 10.00 uur (Brussel)." in text(refused)
        assert "Meenemen naar de volgende indiendatum" in text(refused)
        client.post(at(ready, "verplaatsen/"))
    saved = Application.objects.get()
    assert (saved.status, saved.round.number) == (Status.DRAFT, 3)


def test_submit_of_a_stale_check_page_asks_to_check_again(client, ready):
    page = client.get(at(ready, "controle/"))
    save_section(
        application=ready,
        section="contact",
        values={"telefoon": "09 210 00 00"},
        version=1,
        by=member(ready.organisation),
        at=AT,
    )
    refused = submit(client, ready, page)
    assert "Kijk de antwoorden opnieuw na" in text(refused)
    assert hidden(refused, "seen") != hidden(page, "seen")
    assert Application.objects.get().status == Status.DRAFT
    assert submit(client, ready, refused).url == at(ready, "ontvangst/")


def test_editor_sees_who_can_submit_and_cannot(client, ready, manager):
    client.force_login(member(ready.organisation, Level.EDITOR))
    page = text(client.get(at(ready, "controle/")))
    assert "Alleen een beheerder van uw organisatie kan indienen." in page
    assert manager.email in page
    signed = {"signer_name": "Ik", "signer_function": "Zelf", "agreed": "on"}
    assert client.post(at(ready, "controle/"), signed).status_code == 403
    assert Application.objects.get().status == Status.DRAFT


def test_submitted_dossier_tells_its_story(client, ready):
    submit(client, ready)
    page = text(client.get(at(ready)))
    assert "diende de aanvraag in." in page
    assert "Stand Ingediend" in page


def test_submitted_dossier_is_closed_for_writing(client, ready):
    submit(client, ready)
    assert client.get(at(ready, "behoefte/")).url == at(ready)
    refused = client.post(at(ready, "bijlagen/"), {"file": png()})
    assert "kan niet meer worden gewijzigd" in text(refused)


def test_info_requested_reopens_the_sections(client, ready):
    submit(client, ready)
    make.in_state(ready, Status.INFO_REQUESTED)
    page = text(client.get(at(ready)))
    assert "PIO vraagt u om deze aanvraag aan te vullen. Dien uw aanvulling in ten laatste op 1 april 2026." in page
    assert "Wie betaalt?" in page
    with time_machine.travel(ready.round.closes_at + DAY, tick=False):
        submit(client, ready)
    assert [r.number for r in Revision.objects.all()] == [1, 2]


def test_withdraw_asks_a_reason(client, ready):
    submit(client, ready)
    faulty = client.post(at(ready, "intrekken/"), {"reason": ""})
    assert faulty.status_code == 422
    assert "Geef een antwoord" in text(faulty)
    assert client.post(at(ready, "intrekken/"), {"reason": "Andere prioriteiten"}).url == at(ready)
    assert Application.objects.get().status == Status.WITHDRAWN


def test_pdf_of_a_draft(client, draft):
    response = client.get(at(draft, "pdf/"))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")


# Who may


PAGES = ["", "basis/", "behoefte/", "bijlagen/", "controle/", "pdf/", "intrekken/", "ontvangst/"]


@pytest.mark.parametrize("page", PAGES)
def test_foreign_dossier_does_not_exist(client, page):
    foreign = make.application()
    for stranger in (member(), user(Role.ADVISER), user(Role.STAFF)):
        client.force_login(stranger)
        assert client.get(at(foreign, page)).status_code == 404


@pytest.mark.parametrize(
    "page", ["controle/", "behoefte/", "behoefte/bewaren/", "bijlagen/", "verplaatsen/", "intrekken/"]
)
def test_foreign_dossier_cannot_be_posted_to(client, page):
    foreign = make.application()
    client.force_login(member())
    assert client.post(at(foreign, page), {"probleem": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("page", "status"), [("", 200), ("controle/", 200), ("behoefte/", 403), ("bijlagen/", 403), ("basis/", 403)]
)
def test_viewers_of_applicant_and_partner_read_only(client, draft, page, status):
    partner = organisation()
    draft.partners.add(partner)
    for reader in (member(draft.organisation, Level.VIEWER), member(partner, Level.VIEWER)):
        client.force_login(reader)
        assert client.get(at(draft, page)).status_code == status


@pytest.mark.parametrize(
    "page", ["basis/", "bijlagen/", "verplaatsen/", "verwijderen/", "intrekken/", "kopie/", "ondertekenen/"]
)
def test_viewers_may_change_nothing(client, draft, page):
    client.force_login(member(draft.organisation, Level.VIEWER))
    assert client.post(at(draft, page), {"reason": "x"}).status_code == 403
    assert Application.objects.get().status == Status.DRAFT


def test_attachment_of_another_dossier_cannot_be_removed(client, draft):
    other = make.application()
    document = attach_file(application=other, upload=png(), by=other.created_by, at=AT)
    assert client.post(at(draft, f"bijlagen/{document.pk}/verwijderen/")).status_code == 404


def test_list_shows_only_own_dossiers(client, draft):
    make.application(title="Van een ander")
    page = text(client.get("/mijn/aanvragen/"))
    assert draft.title in page
    assert "Van een ander" not in page


def test_anonymous_is_sent_to_log_in(client):
    assert "/inloggen/?next=/mijn/aanvragen/" in client.get("/mijn/aanvragen/").url
