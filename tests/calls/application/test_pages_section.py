"""The page of a section: an answer at a time, beside colleagues, through a lost session and a lost membership."""

import datetime as dt
import re

import pytest
import time_machine

from calls.application.presence import forget_the_gone, sign_in
from calls.application.submission import submit_application
from calls.application.writing import save_section
from calls.models import Presence, SectionAnswer
from pio_portal.accounts import held
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from pio_portal.organisations.workflow import end_membership
from tests.calls.pages import at
from tests.factories import calls as make
from tests.factories.ground import member
from tests.pages import hidden, text
from tests.queries import steady

AT = make.AT
HTMX = {"HX-Request": "true"}
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]


@pytest.fixture
def nora(draft):
    return member(draft.organisation, Level.EDITOR, name="Nora Claes")


def save(draft, by, **values):
    return save_section(application=draft, section="behoefte", values=values, version=0, by=by, at=AT, page="hers")


def type_in(client, draft, name, value, *, version="0", page="mine", **others):
    sent = {name: value, "_version": version, "_page": page} | others
    return client.post(f"{at(draft)}behoefte/bewaren/?veld={name}", sent, headers=HTMX)


# An answer at a time


def test_answer_is_saved_and_says_when(client, draft):
    response = type_in(client, draft, "vandaag", "De lampen branden de hele nacht op volle sterkte.")
    assert response.status_code == 200
    assert "Bewaard om 10.00 uur" in text(response)
    assert SectionAnswer.objects.get().values == {"vandaag": "De lampen branden de hele nacht op volle sterkte."}


def test_answer_that_is_no_answer_yet_is_saved_and_told(client, draft):
    response = type_in(client, draft, "probleem", "Kort")
    assert "Gebruik minstens 50 tekens. U hebt er nu 4." in text(response)
    assert SectionAnswer.objects.get().values == {"probleem": "Kort"}


def test_answer_leaves_the_others_of_the_page_alone(client, draft, manager):
    save(draft, manager, vandaag="Stond er al")
    type_in(client, draft, "probleem", "Nieuw", vandaag="oud, nog op de pagina")
    assert SectionAnswer.objects.get().values == {"vandaag": "Stond er al", "probleem": "Nieuw"}


def test_answer_to_a_question_that_does_not_exist_is_not_found(client, draft):
    assert type_in(client, draft, "verzonnen", "x").status_code == 404


def test_answer_beside_a_colleague_tells_what_she_changed(client, draft, nora):
    save(draft, nora, vandaag="Van Nora")
    response = type_in(client, draft, "probleem", "Van mij")
    assert "Nora Claes wijzigde intussen “Hoe pakt u het vandaag aan, en waar loopt dat mis?”." in text(response)
    assert SectionAnswer.objects.get().values == {"vandaag": "Van Nora", "probleem": "Van mij"}


def test_answer_that_a_colleague_changed_shows_both_and_overwrites_nothing(client, draft, nora):
    save(draft, nora, probleem="Van Nora")
    response = type_in(client, draft, "probleem", "Van mij")
    page = text(response)
    assert (response.status_code, response["X-Fragment"]) == (409, "answer")
    assert "Nora Claes wijzigde dit antwoord op 2 mrt 2026 om 10.00 uur" in page
    assert "De versie van Nora Claes: Van Nora Mijn versie bewaren" in page
    assert SectionAnswer.objects.get().values == {"probleem": "Van Nora"}

    assert type_in(client, draft, "probleem", "Van mij", version="1").status_code == 200
    assert SectionAnswer.objects.get().values == {"probleem": "Van mij"}


def test_page_in_a_second_tab_is_another_page(client, draft):
    type_in(client, draft, "probleem", "Eerste tab", page="one")
    assert type_in(client, draft, "probleem", "Tweede tab", page="two").status_code == 409


def test_a_hundred_thousand_characters_are_kept(client, draft):
    response = type_in(client, draft, "probleem", "a" * 100_000)
    assert "Gebruik hoogstens 4.000 tekens. U hebt er nu 100.000." in text(response)
    assert len(SectionAnswer.objects.get().values["probleem"]) == 100_000


# The whole page


def test_page_without_script_does_not_undo_what_a_colleague_changed(client, draft, manager, nora):
    save(draft, manager, probleem="Eerst", vandaag="Eerst")
    page = client.get(at(draft, "behoefte/"))
    save_section(
        application=draft, section="behoefte", values={"vandaag": "Van Nora"}, version=1, by=nora, at=AT, page="hers"
    )
    sent = {"probleem": "Van mij", "vandaag": "Eerst", "_version": hidden(page, "_version")}
    assert client.post(at(draft, "behoefte/"), sent).status_code == 422
    assert SectionAnswer.objects.get().values == {"probleem": "Van mij", "vandaag": "Van Nora"} | {
        key: "" for key in SectionAnswer.objects.get().values if key not in ("probleem", "vandaag")
    }


def test_page_says_where_one_is(client, draft):
    assert "onderdeel 2 van 5" in text(client.get(at(draft, "behoefte/")))


# Colleagues


def test_presence_names_who_else_is_here(client, draft, nora):
    sign_in(application=draft, section="behoefte", by=nora, at=AT - dt.timedelta(seconds=50))
    assert "Nora Claes werkt nu ook aan dit onderdeel." in text(client.get(at(draft, "behoefte/")))
    assert "Nora Claes" in text(client.get(at(draft, "behoefte/aanwezig/?_version=0&_page=mine"), headers=HTMX))
    assert "Nora Claes" not in text(client.get(at(draft, "markt/")))


def test_presence_of_a_minute_ago_is_over(client, draft, nora):
    sign_in(application=draft, section="behoefte", by=nora, at=AT - dt.timedelta(seconds=61))
    assert "Nora Claes" not in text(client.get(at(draft, "behoefte/")))


def test_presence_is_one_place_a_person(client, draft, manager):
    client.get(at(draft, "behoefte/"))
    client.get(at(draft, "markt/aanwezig/"), headers=HTMX)
    assert list(Presence.objects.values_list("user", "section")) == [(manager.pk, "markt")]


def test_presence_shows_on_the_task_list(client, draft, nora):
    sign_in(application=draft, section="behoefte", by=nora, at=AT)
    assert "Behoefte en gebruikers Nora Claes werkt hier nu aan" in text(client.get(at(draft)))


def test_presence_is_forgotten_after_an_hour(draft, nora):
    sign_in(application=draft, section="behoefte", by=nora, at=AT)
    forget_the_gone(AT + dt.timedelta(minutes=59))
    assert Presence.objects.count() == 1
    forget_the_gone(AT + dt.timedelta(minutes=61))
    assert Presence.objects.count() == 0


def test_presence_of_a_stranger_is_not_found(client, draft):
    client.force_login(member())
    assert client.get(at(draft, "behoefte/aanwezig/")).status_code == 404


def test_presence_asks_little_of_the_database(client, draft, nora):
    url = at(draft, "behoefte/aanwezig/?_version=0&_page=mine")
    with steady(client, url, at_most=8):
        for number in range(30):
            sign_in(application=draft, section="behoefte", by=member(draft.organisation, name=f"N{number}"), at=AT)


# A lost session


def test_answer_after_the_session_ended_says_so_and_is_no_redirect(client, draft):
    client.logout()
    response = type_in(client, draft, "probleem", "Mijn tekst")
    assert (response.status_code, response["X-Fragment"]) == (401, "logged-out")
    assert "U bent afgemeld: dit is niet bewaard. Uw tekst blijft hier staan." in text(response)


def test_page_after_the_session_ended_shows_the_text_again_once_logged_in(client, draft, manager):
    client.logout()
    response = client.post(at(draft, "behoefte/"), {"probleem": "Een uur werk", "_version": "0"})
    assert response.url == f"/inloggen/?next={at(draft, 'behoefte/')}"
    client.force_login(manager)
    assert "Een uur werk" not in text(client.get(at(draft, "markt/")))
    page = text(client.get(at(draft, "behoefte/")))
    assert "Dit is nog niet bewaard." in page
    assert "Een uur werk" in page
    assert not SectionAnswer.objects.exists()
    assert "Een uur werk" not in text(client.get(at(draft, "behoefte/")))


def test_what_is_held_is_not_shown_to_who_may_not_open_the_page(client, draft):
    client.logout()
    client.post(at(draft, "behoefte/"), {"probleem": "Een uur werk"})
    client.force_login(member())
    response = client.get(at(draft, "behoefte/"))
    assert response.status_code == 404
    assert "Een uur werk" not in text(response)


def test_what_is_held_has_no_token_and_no_end_of_size(client, draft, monkeypatch):
    client.logout()
    client.post(at(draft, "behoefte/"), {"probleem": "x", "csrfmiddlewaretoken": "geheim", "password": "geheim"})
    assert "geheim" not in client.session[held.KEY]["typed"]
    monkeypatch.setattr(held, "MOST", 10)
    client.session.flush()
    client.post(at(draft, "behoefte/"), {"probleem": "x" * 11})
    assert held.KEY not in client.session


def test_what_is_held_lasts_a_day(client, draft, manager):
    client.logout()
    client.post(at(draft, "behoefte/"), {"probleem": "Een uur werk"})
    client.force_login(manager)
    with time_machine.travel(AT + dt.timedelta(hours=25), tick=False):
        assert "Een uur werk" not in text(client.get(at(draft, "behoefte/")))


def test_other_addresses_hold_nothing(client, draft):
    client.logout()
    client.post(at(draft, "intrekken/"), {"reason": "x"})
    assert held.KEY not in client.session


def test_form_that_was_open_too_long_comes_back_with_the_text(draft, manager):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    response = client.post(at(draft, "behoefte/"), {"probleem": "Van gisteren", "csrfmiddlewaretoken": "oud"})
    assert (response.status_code, response.url) == (302, at(draft, "behoefte/"))
    assert "Van gisteren" in text(client.get(at(draft, "behoefte/")))


def test_form_of_another_site_is_refused(draft, manager):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(manager)
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = client.post(at(draft, "behoefte/"), {"probleem": "Van elders"}, headers=headers)
    assert response.status_code == 403
    assert "Van elders" not in text(client.get(at(draft, "behoefte/")))


# No longer a colleague, no longer a draft


@pytest.fixture
def removed(client, draft, nora):
    client.force_login(nora)
    end_membership(membership=Membership.objects.get(user=nora), by=nora, at=AT)
    return nora


def test_answer_of_a_removed_colleague_says_so(client, draft, removed):
    response = type_in(client, draft, "probleem", "Mijn tekst")
    assert (response.status_code, response["X-Fragment"]) == (404, "answer")
    assert "U hebt geen toegang meer tot deze aanvraag. Kopieer uw tekst" in text(response)
    assert not SectionAnswer.objects.exists()


def test_page_of_a_removed_colleague_gives_back_what_was_typed_and_nothing_else(client, draft, removed):
    response = client.post(at(draft, "behoefte/"), {"probleem": "Mijn tekst", "_version": "0", "_page": "geheim"})
    page = response.content.decode()
    assert response.status_code == 404
    assert re.findall(r"<textarea[^>]*>([^<]*)", page) == ["Mijn tekst"]
    assert draft.title not in page
    assert "geheim" not in page
    assert client.get(at(draft, "behoefte/")).status_code == 404


def test_section_of_an_application_that_was_submitted_meanwhile_gives_back_what_was_typed(client, manager):
    ready = make.application(of=manager.organisations.get(), by=manager, complete=True)
    submit_application(application=ready, by=manager, at=AT)
    response = client.post(at(ready, "behoefte/"), {"probleem": "Te laat", "_version": "1"})
    page = text(response)
    assert response.status_code == 409
    assert "U kunt deze aanvraag niet meer wijzigen: de stand is intussen “Ingediend”." in page
    assert "Te laat" in page
    assert type_in(client, ready, "probleem", "Te laat", version="1").status_code == 409
    assert client.get(at(ready, "behoefte/")).status_code == 302
