"""/beheer/oproepen/formulieren/: the team writes, the lead publishes; what is shown is what applicants get."""

import re

import pytest

from calls.call.workflow import default_questionnaire
from calls.enums import FieldKind
from calls.models import Questionnaire
from calls.questionnaire import editing
from pio_portal.accounts.enums import Role
from tests.factories import calls as make
from tests.factories import questionnaires as forms
from tests.factories.ground import member, user
from tests.pages import hidden, text
from tests.queries import queries_of, steady

AT = make.AT
pytestmark = [pytest.mark.django_db, pytest.mark.moment(AT)]
QUESTION = {"label": "Hoe dringend is het?", "help": "", "kind": "text", "required": "on", "visibility": "assessors"}


@pytest.fixture
def draft():
    return forms.draft()


def now(form):
    return Questionnaire.objects.get(pk=form.pk).definition


def item(form, place):
    return editing.item_at(now(form), place)


def url(form, rest=""):
    return f"/beheer/oproepen/formulieren/{form.pk}/{rest}"


# Lists and versions


def test_list_shows_versions_with_their_calls_and_applications(desk):
    call = make.call(code="PIO-2026")
    make.application(within=call)
    forms.draft(of=call.form)
    page = text(desk.get("/beheer/oproepen/formulieren/"))
    assert "versie 2 2 – 0 – In opmaak" in page
    assert "versie 1 1 PIO-2026 1" in page
    assert "versie 2" not in text(desk.get("/beheer/oproepen/formulieren/?status=published"))


def test_list_and_version_need_as_many_queries_for_many(desk, draft):
    addresses = ("/beheer/oproepen/formulieren/", url(draft), url(draft, "verschillen/"), url(draft, "voorbeeld/"))
    parts = (url(draft, "onderdeel/behoefte/"), url(draft, "vooraf/"), url(draft, "onderdeel/behoefte/vraag/probleem/"))
    with steady(desk, *addresses, at_most=10), steady(desk, *parts, at_most=4):
        for number in range(30):
            source = forms.published(of=default_questionnaire(), name=f"Vragenlijst {number}")
            make.call(form=source)
            make.call(form=default_questionnaire())


def test_a_copy_begins_the_next_version(desk):
    source = default_questionnaire()
    page = desk.get(url(source, "kopie/"))
    assert f'value="{source.name}"' in page.content.decode()
    made = desk.post(url(source, "kopie/"), {"name": source.name}, follow=True)
    assert "Nog te doen" not in text(made)
    assert Questionnaire.objects.get(number=2).based_on == source
    again = desk.post(url(source, "kopie/"), {"name": source.name})
    assert "Versie 2 van deze vragenlijst is al in opmaak." in text(again)


def test_publishing_is_for_the_lead_and_shows_the_differences_first(desk, client, draft):
    data = forms.changed(draft)
    Questionnaire.objects.filter(pk=draft.pk).update(definition=data)
    assert desk.get(url(draft, "publiceren/")).status_code == 403
    client.force_login(user(Role.LEAD))
    page = text(client.get(url(draft, "publiceren/")))
    assert "nieuw Hoe dringend is het?" in page
    assert "weg Op welk telefoonnummer?" in page
    assert "Vraag Welk probleem wilt u oplossen? → Wat is het probleem?" in page
    assert "is gepubliceerd" in text(client.post(url(draft, "publiceren/"), follow=True))


def test_a_draft_with_an_empty_section_says_what_to_do(desk, draft):
    response = desk.post(url(draft, "nieuw-onderdeel/"), {"title": "Leeg", "seen": ""}, follow=True)
    assert "Dit onderdeel heeft nog geen vragen." in text(response)
    assert "Het onderdeel “Leeg” heeft nog geen vragen." in text(desk.get(url(draft)))
    assert desk.get(url(draft, "voorbeeld/")).status_code == 200


def test_publishing_what_cannot_be_asked_is_refused_on_the_page(client, draft):
    client.force_login(user(Role.LEAD))
    client.post(url(draft, "nieuw-onderdeel/"), {"title": "Leeg"})
    refused = client.post(url(draft, "publiceren/"))
    assert refused.status_code == 422
    assert "Het onderdeel “Leeg” heeft nog geen vragen." in text(refused)
    assert Questionnaire.objects.get(pk=draft.pk).is_draft


def test_a_discarded_draft_is_gone(desk, draft):
    desk.post(url(draft, "weggooien/"))
    assert desk.get(url(draft)).status_code == 404


@pytest.mark.parametrize("rest", ["onderdeel/behoefte/vraag/probleem/", "onderdeel/behoefte/kop/", "vooraf/publiek/"])
def test_a_published_version_cannot_be_written(desk, rest):
    form = default_questionnaire()
    assert "verandert niet meer" in text(desk.get(url(form, rest), follow=True))
    assert "Wijzigen" not in text(desk.get(url(form, "onderdeel/behoefte/")))


@pytest.mark.parametrize(
    "rest", ["onderdeel/weg/", "onderdeel/behoefte/vraag/weg/", "vooraf/weg/", "onderdeel/weg/kop/"]
)
def test_what_is_not_there_does_not_exist(desk, draft, rest):
    assert desk.get(url(draft, rest)).status_code == 404


# Questions


def test_a_new_question_gets_a_key_and_is_shown_as_the_applicant_sees_it(desk, draft):
    response = desk.post(url(draft, "onderdeel/behoefte/nieuwe-vraag/"), QUESTION | {"max_length": "80"})
    assert response.url == url(draft, "onderdeel/behoefte/#vraag-hoe_dringend_is_het")
    assert item(draft, "behoefte.hoe_dringend_is_het") == {
        "key": "hoe_dringend_is_het",
        "label": "Hoe dringend is het?",
        "kind": "text",
        "required": True,
        "visibility": "assessors",
        "max_length": 80,
    }
    assert "Hoe dringend is het?" in text(desk.get(response.url))


@pytest.mark.parametrize("kind", FieldKind)
def test_every_kind_can_be_asked_with_its_own_options_only(desk, draft, kind):
    page = desk.get(url(draft, f"onderdeel/behoefte/nieuwe-vraag/?soort={kind}")).content.decode()
    shown = set(
        re.findall(
            r'<label class="form-label" for="id_(choices|min_length|max_length|min|max|earliest|latest|most|agrees)"',
            page,
        )
    )
    assert shown == {
        "text": {"min_length", "max_length"},
        "long": {"min_length", "max_length"},
        "number": {"min", "max", "agrees"},
        "money": {"min", "max", "agrees"},
        "date": {"earliest", "latest", "agrees"},
        "choice": {"choices", "agrees"},
        "yes_no": {"agrees"},
        "multiple": {"choices"},
        "costs": {"most", "min", "max", "agrees"},
        "file": {"most"},
    }.get(kind, set())
    more = {"choices": "Ja\nmisschien = Wie weet\nNee"} if "choices" in shown else {}
    desk.post(url(draft, "onderdeel/behoefte/nieuwe-vraag/"), QUESTION | {"kind": kind} | more)
    made = item(draft, "behoefte.hoe_dringend_is_het")
    assert made["kind"] == kind
    assert made.get("choices", []) == (
        [["ja", "Ja"], ["misschien", "Wie weet"], ["nee", "Nee"]] if "choices" in shown else []
    )


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"label": ""}, "Vul “Vraag” in."),
        ({"kind": "foto"}, "Kies een van de antwoorden uit de lijst."),
        ({"kind": "choice", "choices": ""}, "Vul “Antwoorden waaruit men kiest” in."),
        ({"kind": "choice", "choices": "Ja\nJa"}, "“Ja” staat er twee keer."),
        ({"kind": "choice", "choices": "a = Ja\na = Nee"}, "“Nee” staat er twee keer."),
        ({"kind": "choice", "choices": "a ="}, "Geef elk antwoord een tekst"),
        ({"min_length": "9", "max_length": "3"}, "Dit is minder dan het minimum hierboven."),
        ({"kind": "number", "min": "9", "max": "3"}, "Dit is minder dan het minimum hierboven."),
        ({"when_question": "markt.vernieuwing"}, "Kies minstens één antwoord, of kies hierboven “Altijd”."),
        ({"visibility": "iedereen"}, "Kies een van de antwoorden uit de lijst."),
    ],
)
def test_a_fault_is_named_and_nothing_typed_is_lost(desk, draft, changes, sentence):
    values = QUESTION | {"help": "Mijn uitleg"} | changes
    response = desk.post(url(draft, "onderdeel/middelen/nieuwe-vraag/"), values)
    assert response.status_code == 422
    assert sentence in text(response)
    assert "Mijn uitleg" in response.content.decode()
    assert now(draft) == draft.definition


def test_without_script_a_button_shows_what_belongs_to_another_kind(desk, draft):
    values = QUESTION | {"kind": "choice", "help": "Blijft staan", "redraw": "1"}
    page = desk.post(url(draft, "onderdeel/behoefte/nieuwe-vraag/"), values).content.decode()
    assert 'name="choices"' in page
    assert "Blijft staan" in page
    assert "error-summary" not in page
    assert now(draft) == draft.definition


def test_options_of_another_kind_travel_along_hidden(desk, draft):
    values = QUESTION | {"kind": "text", "choices": "Ja\nNee", "redraw": "1"}
    page = desk.post(url(draft, "onderdeel/behoefte/nieuwe-vraag/"), values).content.decode()
    assert re.search(r'<input\s+type="hidden"\s+name="choices"\s+value="Ja\nNee"', page)


def test_a_changed_question_keeps_its_key_and_its_place(desk, draft):
    address = url(draft, "onderdeel/behoefte/vraag/probleem/")
    page = desk.get(address)
    values = QUESTION | {"label": "Wat is het probleem?", "kind": "long", "seen": hidden(page, "seen")}
    desk.post(address, values)
    assert editing.section_of(now(draft), "behoefte")["fields"][0]["key"] == "probleem"
    assert item(draft, "behoefte.probleem")["label"] == "Wat is het probleem?"


def test_a_condition_names_an_earlier_question_and_its_answers(desk, draft):
    address = url(draft, "onderdeel/middelen/nieuwe-vraag/")
    shown = desk.post(address, QUESTION | {"when_question": "markt.vernieuwing", "redraw": "1"}).content.decode()
    assert "Een oplossing die nog moet worden ontwikkeld" in shown
    desk.post(address, QUESTION | {"when_question": "markt.vernieuwing", "when_values": ["nieuw", "onbekend"]})
    assert item(draft, "middelen.hoe_dringend_is_het")["when"] == {
        "question": "markt.vernieuwing",
        "is": ["nieuw", "onbekend"],
    }
    page = text(desk.get(url(draft, "onderdeel/middelen/")))
    assert "Alleen bij “Een oplossing die nog moet worden ontwikkeld” of “Dat weten we nog niet” op de vraag" in page
    refused = desk.post(url(draft, "wegnemen/markt.vernieuwing/"), follow=True)
    assert re.search("het bepaalt of .*“Hoe dringend is het.*” gevraagd wordt", text(refused))
    assert item(draft, "markt.vernieuwing") is not None


def test_only_earlier_questions_can_be_a_condition(desk, draft):
    page = desk.get(url(draft, "onderdeel/markt/vraag/gezocht/")).content.decode()
    assert 'value="impact.kennis"' not in page
    assert 'value="impact.kennis"' in desk.get(url(draft, "onderdeel/middelen/vraag/lancering/")).content.decode()


def test_moving_and_taking_away(desk, draft):
    desk.post(url(draft, "verplaatsen/behoefte.gebruikers/"), {"step": "-1"})
    assert [q["key"] for q in editing.section_of(now(draft), "behoefte")["fields"]][:2] == ["gebruikers", "probleem"]
    desk.post(url(draft, "verplaatsen/behoefte/"), {"step": "1"})
    assert [s["key"] for s in now(draft)["sections"]][1:3] == ["markt", "behoefte"]
    desk.post(url(draft, "wegnemen/behoefte.vandaag/"))
    assert item(draft, "behoefte.vandaag") is None


def test_taking_away_what_a_colleague_changed_is_refused(desk, draft):
    response = desk.post(url(draft, "wegnemen/behoefte.vandaag/?gezien=anders"), follow=True)
    assert "Een collega wijzigde dit intussen." in text(response)
    assert item(draft, "behoefte.vandaag") is not None


def test_a_question_called_as_a_field_of_the_editor_keeps_its_own_id(desk, draft):
    values = QUESTION | {"label": "Help", "redraw": "1"}
    page = desk.post(url(draft, "onderdeel/behoefte/nieuwe-vraag/"), values).content.decode()
    assert page.count('id="id_help"') == 1
    assert 'id="id_seen_help"' in page


# Two at once


def test_a_part_that_a_colleague_changed_shows_both_versions_and_overwrites_nothing(desk, draft):
    address = url(draft, "onderdeel/contact/vraag/email/")
    opened = hidden(desk.get(address), "seen")
    desk.post(address, QUESTION | {"label": "Van een collega", "seen": opened})
    mine = QUESTION | {"label": "Van mij", "seen": opened}

    response = desk.post(address, mine)

    assert response.status_code == 409
    assert "Vraag Nu bewaard Van een collega Wat u typte Van mij" in text(response)
    assert item(draft, "contact.email")["label"] == "Van een collega"
    desk.post(address, mine | {"seen": hidden(response, "seen")})
    assert item(draft, "contact.email")["label"] == "Van mij"


def test_two_colleagues_on_two_questions_do_not_hinder_each_other(desk, draft):
    addresses = [url(draft, f"onderdeel/contact/vraag/{key}/") for key in ("email", "telefoon")]
    opened = [hidden(desk.get(address), "seen") for address in addresses]
    for address, seen in zip(addresses, opened, strict=True):
        assert desk.post(address, QUESTION | {"label": "Anders", "seen": seen}).status_code == 302
    assert [item(draft, f"contact.{key}")["label"] for key in ("email", "telefoon")] == ["Anders", "Anders"]


def test_a_question_that_a_colleague_took_away_can_be_kept_as_a_new_one(desk, draft):
    address = url(draft, "onderdeel/contact/vraag/telefoon/")
    opened = hidden(desk.get(address), "seen")
    desk.post(url(draft, "wegnemen/contact.telefoon/"))
    response = desk.post(address, QUESTION | {"seen": opened})
    assert response.status_code == 409
    assert "Een collega nam dit intussen weg." in text(response)
    desk.post(address, QUESTION | {"seen": response.context["form"]["seen"].value()})
    assert item(draft, "contact.hoe_dringend_is_het")["label"] == "Hoe dringend is het?"


# Sections and checks


def test_a_section_is_added_and_its_head_changed(desk, draft):
    response = desk.post(url(draft, "nieuw-onderdeel/"), {"title": "Partners en rollen", "group": "Uw aanpak"})
    assert response.url == url(draft, "onderdeel/partners_en_rollen/")
    address = url(draft, "onderdeel/partners_en_rollen/kop/")
    values = {"title": "Rollen", "help": "Wie doet wat?", "seen": hidden(desk.get(address), "seen")}
    desk.post(address, values)
    assert item(draft, "partners_en_rollen") == {
        "key": "partners_en_rollen",
        "title": "Rollen",
        "help": "Wie doet wat?",
        "fields": [],
    }


def test_checks_are_written_and_shown_to_the_public(desk, client, draft):
    values = {"question": "Is het uw eerste aanvraag?", "advice": "Bel ons eerst.", "hard": "on"}
    desk.post(url(draft, "vooraf/nieuw/"), values)
    desk.post(url(draft, "wegnemen/checks.delen/"))
    desk.post(url(draft, "verplaatsen/checks.publiek/"), {"step": "1"})
    assert [c["key"] for c in now(draft)["checks"]] == [
        "behoefte",
        "publiek",
        "aankoop",
        "trekker",
        "is_het_uw_eerste",
    ]


# The preview


def plain(html):
    """The fields alone, without the names that tell sections apart and without what differs per page."""
    html = re.sub(r'(id|name|for|data-counter|aria-describedby)="[^"]*"', "", html)
    return re.sub(r"\s*([<>])\s*", r"\1", re.sub(r"\s+", " ", html))


def test_preview_shows_each_section_as_the_applicants_page_does(client):
    manager = member()
    application = make.application(of=manager.organisations.get(), by=manager)
    client.force_login(manager)
    pages = {
        s["key"]: plain(client.get(f"/mijn/aanvragen/{application.ref}/{s['key']}/").content.decode())
        for s in application.form.definition["sections"]
    }
    client.force_login(user(Role.STAFF))
    preview = plain(client.get(url(application.form, "voorbeeld/")).content.decode())
    section = r'<section class="stack" aria-labelledby="onderdeel-.*?<div class="fields">(.*?)</div></section>'
    fields = re.findall(section, preview)
    assert len(fields) == len(pages)
    for page, shown in zip(pages.values(), fields, strict=True):
        # There each answer has a box around it, with a place that says whether it is saved.
        bare = re.sub(r'<div class="answer-box"[^>]*>|<div class="answer-state"[^>]*></div></div>', "", page)
        assert shown.removeprefix('<div class="fields">').removesuffix("</div>") in bare


def test_preview_checks_answers_and_keeps_nothing(desk, draft):
    faulty = desk.post(url(draft, "voorbeeld/"), {"middelen-raming": "veel", "contact-projectleider": "Els"})
    assert faulty.status_code == 422
    page = text(faulty)
    assert "Schrijf het bedrag in cijfers" in page
    assert "Geef een antwoord op “Op welk e-mailadres bereiken we de projectleider?”." in page
    assert "“Wie is de projectleider?”" not in page
    assert now(draft) == draft.definition
    complete = {f"{s}-{k}": v for s, values in make.COMPLETE.items() for k, v in values.items()}
    assert "Met deze antwoorden kan men indienen." in text(desk.post(url(draft, "voorbeeld/"), complete))


def test_preview_leaves_out_what_the_answers_do_not_ask(desk, draft):
    when = {"when_question": "markt.vernieuwing", "when_values": ["nieuw"]}
    desk.post(url(draft, "onderdeel/middelen/nieuwe-vraag/"), QUESTION | when)
    assert "Hoe dringend is het?" in text(desk.get(url(draft, "voorbeeld/")))
    answered = {"markt-vernieuwing": "nieuw"}
    assert "Hoe dringend is het?" in text(desk.post(url(draft, "voorbeeld/"), answered))
    assert "Hoe dringend is het?" not in text(desk.post(url(draft, "voorbeeld/"), {"markt-vernieuwing": "eerste"}))


# The applicant's side of a new version


def test_a_draft_hears_of_newer_questions_and_takes_them_over(client, manager):
    application = make.application(of=manager.organisations.get(), by=manager, complete=True)
    page = f"/mijn/aanvragen/{application.ref}/"
    assert "stelt nu andere vragen" not in text(client.get(page))
    assert client.get(f"{page}versie/").status_code == 302
    forms.ask_newer(application.call)
    assert "De oproep stelt nu andere vragen." in text(client.get(page))

    shown = text(client.get(f"{page}versie/"))

    assert "Nieuwe vragen Hoe dringend is het? Behoefte en gebruikers" in shown
    assert "Wat is het probleem?" in shown
    assert "1 vraag wordt niet meer gesteld. U had daar nog niets ingevuld." in shown
    done = text(client.post(f"{page}versie/", follow=True))
    assert "Uw aanvraag heeft nu de nieuwe vragen." in done
    assert "stelt nu andere vragen" not in done


def test_the_page_names_the_answers_that_will_not_be_asked(client, manager):
    application = make.application(of=manager.organisations.get(), by=manager)
    client.post(f"/mijn/aanvragen/{application.ref}/contact/", {"telefoon": "02 123 45 67", "_version": "0"})
    forms.ask_newer(application.call)
    shown = text(client.get(f"/mijn/aanvragen/{application.ref}/versie/"))
    assert "Antwoorden die niet meer gevraagd worden" in shown
    assert "Op welk telefoonnummer? 02 123 45 67" in shown
    assert queries_of(client, f"/mijn/aanvragen/{application.ref}/versie/") <= 7


def test_others_do_not_see_the_page(client, manager):
    application = make.application()
    forms.ask_newer(application.call)
    assert client.get(f"/mijn/aanvragen/{application.ref}/versie/").status_code == 404
