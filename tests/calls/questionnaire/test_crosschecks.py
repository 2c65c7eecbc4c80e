"""Contacts, limits of days, and answers that must agree: read, declared by staff, refused or asked about."""

import datetime as dt

import pytest

from calls.application.submission import Incomplete, submit_application
from calls.application.writing import save_section
from calls.enums import FieldKind
from calls.models import Application, PolicyDomain, Questionnaire, SectionAnswer, Theme
from calls.questionnaire import answers, editing
from calls.questionnaire.default_form import DEFINITION
from calls.questionnaire.definition import DefinitionError, parse
from calls.questionnaire.question import Question
from calls.questionnaire.version_diff import compare
from tests.calls.pages import at
from tests.factories import calls as make
from tests.factories import questionnaires as forms
from tests.factories import questions
from tests.pages import text

TODAY = dt.date(2026, 3, 10)


def one(kind, **limits):
    return Question("q", "Vraag?", FieldKind(kind), **limits)


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("email", "lien.maes@aarschot.be", "lien.maes@aarschot.be"),
        ("email", "\u200blien@aarschot.be\u200d ", "lien@aarschot.be"),
        ("email", "mailto:lien@aarschot.be", "lien@aarschot.be"),
        ("phone", "016 12 34 56", "+32 16 12 34 56"),
        ("phone", "0470/12.34.56", "+32 470 12 34 56"),
        ("phone", "+32 (0)9 267 62 00", "+32 9 267 62 00"),
        ("phone", "0031 20 123 4567", "+31 20 123 4567"),
        ("website", "www.aarschot.be", "https://www.aarschot.be"),
        ("website", "http://aarschot.be/plan", "http://aarschot.be/plan"),
    ],
)
def test_contact_is_read_in_one_way_of_writing(kind, typed, stored):
    assert answers.read(one(kind), typed) == stored
    assert answers.read(one(kind), stored) == stored


@pytest.mark.parametrize(
    ("kind", "typed", "sentence"),
    [
        ("email", "lien@aarschot", "Schrijf een volledig e-mailadres, bijvoorbeeld naam@gemeente.be."),
        ("email", "lien", "Schrijf een volledig e-mailadres, bijvoorbeeld naam@gemeente.be."),
        ("phone", "abc", "Schrijf een volledig telefoonnummer, bijvoorbeeld 016 12 34 56 of +31 20 123 4567."),
        ("phone", "0470 12 34 5", "Schrijf een volledig telefoonnummer, bijvoorbeeld 016 12 34 56 of +31 20 123 4567."),
        ("website", "aarschot", "Schrijf een volledig webadres, bijvoorbeeld www.gemeente.be."),
        ("website", "javascript:alert(1)", "Schrijf een volledig webadres, bijvoorbeeld www.gemeente.be."),
        ("website", "ftp://aarschot.be", "Schrijf een volledig webadres, bijvoorbeeld www.gemeente.be."),
    ],
)
def test_contact_that_is_none_is_told_what_to_type(kind, typed, sentence):
    with pytest.raises(answers.NotAnAnswer) as refused:
        answers.read(one(kind), typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31/12/2025", "Kies 1 januari 2026 of een latere dag."),
        ("01/01/2027", "Kies 31 december 2026 of een vroegere dag."),
    ],
)
def test_day_lies_within_the_limits_of_its_question(typed, sentence):
    asked = one("date", earliest=dt.date(2026, 1, 1), latest=dt.date(2026, 12, 31))
    with pytest.raises(answers.NotAnAnswer) as refused:
        answers.read(asked, typed)
    assert str(refused.value) == sentence
    assert answers.read(asked, "2026-12-31") == "2026-12-31"


# Answers that agree


def means(**fields):
    """A form of one section: what it costs, what is paid, when it starts, what is promised."""
    own = {"how": "at_most", "with": "m.kosten", "sentence": "Meer dan het kost.", "hard": True}
    launch = {"how": "after", "with": "vandaag", "sentence": "Dat is al voorbij."}
    promise = {"how": "is", "with": "ja", "sentence": "U belooft het wel."}
    asked = [
        {"key": "kosten", "label": "Kosten", "kind": "costs"},
        {"key": "zelf", "label": "Zelf", "kind": "money", "agrees": own},
        {"key": "start", "label": "Start", "kind": "date", "agrees": launch},
        {"key": "delen", "label": "Delen", "kind": "yes_no", "agrees": promise},
    ]
    return {
        "sections": [{"key": "m", "title": "M", "fields": [{**item, **fields.get(item["key"], {})} for item in asked]}]
    }


RIGHT = {"kosten": '[["Werk","100.00"],["Rest","50.00"]]', "zelf": "150.00", "start": "2026-03-11", "delen": "ja"}


def told(change):
    form, given = parse(means()), {"m": RIGHT | change}
    return (
        [(f.question.key, f.sentence) for f in answers.faults(form, given)],
        [(f.question.key, f.sentence) for f in answers.doubts(form, given, TODAY)],
    )


@pytest.mark.parametrize(
    ("change", "faults", "doubts"),
    [
        ({}, [], []),
        ({"zelf": "150.01"}, [("zelf", "Meer dan het kost.")], []),
        ({"start": "2026-03-10"}, [], [("start", "Dat is al voorbij.")]),
        ({"delen": "nee"}, [], [("delen", "U belooft het wel.")]),
        ({"zelf": "veel"}, [("zelf", "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50.")], []),
        ({"kosten": ""}, [("kosten", "Vul minstens één rij in bij “Kosten”.")], []),
    ],
)
def test_answers_that_do_not_agree_are_refused_or_asked_about(change, faults, doubts):
    assert told(change) == (faults, doubts)


@pytest.mark.parametrize(
    "agrees",
    [
        {"how": "at_most", "with": "m.weg", "sentence": "x"},
        {"how": "at_most", "with": "m.zelf", "sentence": "x"},
        {"how": "at_most", "with": "m.start", "sentence": "x"},
        {"how": "at_most", "with": "vandaag", "sentence": "x"},
        {"how": "is", "with": "ja", "sentence": "x"},
        {"how": "at_most", "with": "m.kosten", "sentence": ""},
        {"how": "ongeveer", "with": "m.kosten", "sentence": "x"},
    ],
)
def test_comparison_that_makes_no_sense_is_no_form(agrees):
    with pytest.raises(DefinitionError):
        parse(means(zelf={"agrees": agrees}))


def test_nothing_that_is_compared_with_today_keeps_an_application_from_being_submitted():
    with pytest.raises(DefinitionError):
        parse(means(start={"agrees": {"how": "after", "with": "vandaag", "sentence": "x", "hard": True}}))


def test_question_that_others_are_held_against_cannot_be_taken_away():
    with pytest.raises(editing.InUse, match="“Zelf” gevraagd wordt, of klopt"):
        editing.remove(means(), "m.kosten")


def test_difference_between_versions_tells_the_comparison():
    changed = compare(
        parse(means()), parse(means(zelf={"agrees": {"how": "at_least", "with": "m.kosten", "sentence": "x"}}))
    )
    assert [(c.name, c.before, c.after) for item in changed.changed for c in item.changes] == [
        ("Moet kloppen met", "is hoogstens “Kosten”", "is minstens “Kosten”")
    ]


def test_own_form_asks_for_real_contacts_and_answers_that_agree():
    form = parse(DEFINITION)
    kinds = {q.key: q.kind for _section, q in form.questions()}
    assert (kinds["email"], kinds["telefoon"]) == (FieldKind.EMAIL, FieldKind.PHONE)
    given = {
        "contact": {"email": "lien@aarschot", "telefoon": "abc"},
        "middelen": {"raming": "100.00", "eigen_middelen": "100.01", "lancering": "2026-03-10"},
        "impact": {"kennis": "nee"},
    }
    wrong = {f.question.key for f in answers.faults(form, given) if not f.missing}
    assert wrong == {"email", "telefoon", "eigen_middelen"}
    assert [f.question.key for f in answers.doubts(form, given, TODAY)] == ["kennis", "lancering"]


# On the pages


@pytest.fixture
def means_draft(manager):
    call = questions.call(means())
    named = {"theme": Theme.objects.first(), "policy_domain": PolicyDomain.objects.first()}
    draft = make.application(of=manager.organisations.get(), by=manager, within=call, **named)
    save_section(application=draft, section="m", values=RIGHT | {"delen": "nee"}, version=0, by=manager, at=make.AT)
    return draft


SIGNED = {"signer_name": "Lien Maes", "signer_function": "directeur", "agreed": "on"}


@pytest.mark.django_db
@pytest.mark.moment(make.AT)
def test_doubt_is_asked_about_before_an_application_is_signed(client, means_draft):
    page = text(client.get(at(means_draft, "controle/")))
    assert "Klopt dit?" in page
    assert "U belooft het wel." in page

    refused = client.post(at(means_draft, "controle/"), SIGNED)
    assert refused.status_code == 422
    assert "Kijk deze antwoorden na. Vink dit aan als ze kloppen." in text(refused)

    assert client.post(at(means_draft, "controle/"), SIGNED | {"doubts_seen": "on"}).status_code == 302
    assert Application.objects.get().status == "submitted"


@pytest.mark.django_db
@pytest.mark.moment(make.AT)
def test_answers_that_cannot_both_be_right_are_told_on_their_page_and_never_submitted(client, means_draft, manager):
    typed = {"zelf": "151", "kosten_post": ["Werk"], "kosten_bedrag": ["150"], "start": "2030-01-01", "delen": "ja"}
    version = SectionAnswer.objects.get(application=means_draft).version
    page = client.post(at(means_draft, "m/"), typed | {"_version": version, "version": version})
    assert "Meer dan het kost." in text(page)
    with pytest.raises(Incomplete):
        submit_application(application=means_draft, by=manager, at=make.AT)


@pytest.mark.django_db
def test_staff_declares_what_an_answer_must_agree_with(desk):
    draft = forms.draft(data=means())
    address = f"/beheer/oproepen/formulieren/{draft.pk}/onderdeel/m/vraag/zelf/"
    page = desk.get(address).content.decode()
    assert 'value="at_most:m.kosten" selected' in page
    sent = {
        "label": "Zelf", "kind": "money", "visibility": "assessors", "required": "on", "agrees": "at_least:m.kosten",
        "agrees_sentence": "Minder dan het kost.", "seen": editing.fingerprint(draft.definition, "m.zelf"),
    }  # fmt: skip

    assert desk.post(address, sent | {"agrees_sentence": ""}).status_code == 422
    assert desk.post(address, sent).status_code == 302

    draft = Questionnaire.objects.get(pk=draft.pk)
    assert editing.item_at(draft.definition, "m.zelf")["agrees"] == {
        "how": "at_least", "with": "m.kosten", "sentence": "Minder dan het kost.", "hard": False,
    }  # fmt: skip


@pytest.mark.django_db
def test_staff_sets_the_limits_of_a_day_and_cannot_hold_it_hard_against_today(desk):
    draft = forms.draft(data=means())
    address = f"/beheer/oproepen/formulieren/{draft.pk}/onderdeel/m/vraag/start/"
    sent = {
        "label": "Start", "kind": "date", "visibility": "assessors", "earliest": "2026-01-01", "latest": "2027-12-31",
        "agrees": "after:vandaag", "agrees_sentence": "Voorbij.", "seen": editing.fingerprint(draft.definition, "m.start"),
    }  # fmt: skip

    refused = desk.post(address, sent | {"agrees_hard": "on"})
    assert "Wat met vandaag vergeleken wordt, vragen we na" in text(refused)
    assert "Dit is minder dan het minimum" in text(desk.post(address, sent | {"latest": "2025-12-31"}))
    assert desk.post(address, sent).status_code == 302

    draft = Questionnaire.objects.get(pk=draft.pk)
    item = editing.item_at(draft.definition, "m.start")
    assert (item["earliest"], item["latest"]) == ("2026-01-01", "2027-12-31")
