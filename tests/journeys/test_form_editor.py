"""A question is written in the browser, with script (shown while it is typed) and without."""

import pytest

from calls.models import Questionnaire
from calls.questionnaire import editing
from pio_portal.accounts.enums import Role
from tests.eyes import faults_of
from tests.factories import questionnaires as forms
from tests.factories.ground import user
from tests.pages import with_session_of

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = {"width": 390, "height": 844}


def log_in(page, client, live_server, person):
    client.force_login(person)
    with_session_of(client, page, live_server)


def test_a_question_is_shown_while_it_is_typed(page, client, live_server):
    draft = forms.draft()
    log_in(page, client, live_server, user(Role.STAFF))

    page.goto(f"/beheer/oproepen/formulieren/{draft.pk}/onderdeel/middelen/nieuwe-vraag/")
    page.get_by_label("Vraag", exact=True).press_sequentially("Hoe groot is het team?")
    page.locator("#seen").get_by_text("Hoe groot is het team?").wait_for()
    page.get_by_label("Soort antwoord").select_option("choice")
    page.get_by_label("Antwoorden waaruit men kiest").fill("Klein\nGroot")
    page.get_by_label("Antwoorden waaruit men kiest").press("End")
    page.locator("#seen").get_by_text("Groot", exact=True).wait_for()
    page.get_by_label("Wanneer vragen we dit?").select_option("middelen.budget")
    page.get_by_label("Nog niet, de beslissing is gepland").check()
    page.get_by_role("button", name="Bewaren").click()

    page.wait_for_url("**/onderdeel/middelen/**")
    assert editing.item_at(Questionnaire.objects.get(pk=draft.pk).definition, "middelen.hoe_groot_is_het") == {
        "key": "hoe_groot_is_het",
        "label": "Hoe groot is het team?",
        "kind": "choice",
        "required": True,
        "visibility": "assessors",
        "choices": [["klein", "Klein"], ["groot", "Groot"]],
        "when": {"question": "middelen.budget", "is": ["gepland"]},
    }


def test_the_editor_works_without_script_on_a_phone(new_page, client, live_server):
    draft = forms.draft()
    page = new_page(viewport=PHONE, javascript=False)
    log_in(page, client, live_server, user(Role.STAFF))

    page.goto(f"/beheer/oproepen/formulieren/{draft.pk}/onderdeel/middelen/")
    page.get_by_role("link", name="Meerkeuze").click()
    page.get_by_label("Vraag", exact=True).fill("Wie helpt mee?")
    page.get_by_label("Antwoorden waaruit men kiest").fill("IT\nAankoop")
    page.get_by_label("Wanneer vragen we dit?").select_option("middelen.budget")
    page.get_by_role("button", name="Toon wat hierbij hoort").last.click()
    page.get_by_label("Ja, het staat in de begroting").check()
    page.get_by_role("button", name="Bewaren").click()
    page.get_by_role("button", name="Zet “Wie helpt mee?” hoger").click()

    fields = editing.section_of(Questionnaire.objects.get(pk=draft.pk).definition, "middelen")["fields"]
    assert [q["key"] for q in fields][-2:] == ["wie_helpt_mee", "risico"]


def test_nothing_stands_in_the_way_of_who_cannot_see(page, client, live_server):
    draft = forms.draft(data=forms.changed(forms.draft(name="Andere")))
    log_in(page, client, live_server, user(Role.LEAD))
    version = f"/beheer/oproepen/formulieren/{draft.pk}/"
    found = []
    for rest in (
        "",
        "onderdeel/behoefte/",
        "onderdeel/behoefte/vraag/probleem/",
        "vooraf/",
        "voorbeeld/",
        "verschillen/",
    ):
        page.goto(version + rest)
        found += [f"{rest}: {fault}" for fault in faults_of(page)]
    for address in ("/beheer/oproepen/formulieren/", "/beheer/oproepen/jaren/", "/beheer/oproepen/nieuw/"):
        page.goto(address)
        found += [f"{address}: {fault}" for fault in faults_of(page)]
    assert found == []
