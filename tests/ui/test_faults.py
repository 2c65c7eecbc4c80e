"""What a page says when something is wrong: in its title, by the name of the field, and beforehand where it can."""

import datetime as dt

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from calls.application.forms.application import AttachmentForm
from calls.enums import FieldKind
from calls.questionnaire.forms.section import SectionForm
from calls.questionnaire.question import Question, Section
from pio_portal.accounts.enums import Role
from pio_portal.accounts.forms import NewPasswordForm, SignupForm
from pio_portal.organisations.forms import OrganisationForm
from pio_portal.ui.asking import AskingForm
from pio_portal.ui.layout import Form
from projects.project.forms import StartForm
from tests.factories import calls as make
from tests.factories.ground import member, user
from tests.pages import client_of, markup, text


class Sample(Form):
    title = forms.CharField(label="Titel", max_length=5)
    start = forms.IntegerField(label="Hoeveel?", max_value=3)
    mail = forms.EmailField(label="E-mail", required=False)


def summary(form) -> str:
    html = " ".join(render_crispy_form(form).split())
    return html[html.index("error-summary") : html.index("</ul>")]


def test_summary_names_the_field_of_each_fault():
    told = summary(Sample({"title": "x" * 6, "start": "9"}))

    assert "Titel: Gebruik hoogstens 5 tekens. U hebt er nu 6." in told
    assert ">Hoeveel? Vul hoogstens 3 in.<" in told


def test_summary_does_not_name_twice_what_the_sentence_names():
    told = summary(Sample({}))

    assert ">Vul “Titel” in.<" in told
    assert ">Geef een antwoord op “Hoeveel?”.<" in told


def test_summary_does_not_name_a_field_whose_name_stands_inside_the_sentence():
    class Points(Form):
        points = forms.IntegerField(
            label="Punten voor Behoefte", error_messages={"required": "Geef punten voor Behoefte."}
        )

    assert ">Geef punten voor Behoefte.<" in summary(Points({}))


@pytest.mark.django_db
def test_title_of_a_page_with_a_fault_says_so():
    browser = client_of(member())
    address = "/mijn/organisaties/nieuw/"

    assert "<title> Organisatie toevoegen · PIO </title>" in markup(browser.get(address))
    assert "<title> Fout: Organisatie toevoegen · PIO </title>" in markup(browser.post(address, {"kbo": "1"}))


@pytest.mark.django_db
def test_title_says_so_where_the_form_is_of_allauth(client):
    assert "<title> Fout: " in markup(client.post("/inloggen/", {"login": "geen", "password": ""}))


@pytest.mark.parametrize(
    ("kind", "limits", "told"),
    [
        ("long", {"min_length": 50, "max_length": 4000}, "Minstens 50 en hoogstens 4.000 tekens"),
        ("long", {"max_length": 4000}, "Hoogstens 4.000 tekens"),
        ("long", {"min_length": 50}, "Minstens 50 tekens"),
        ("text", {"min_length": 5}, "Minstens 5 tekens"),
    ],
)
def test_lengths_are_told_beforehand(kind, limits, told):
    form = SectionForm(Section("s", "S", (Question("q", "Vraag?", FieldKind(kind), **limits),)), {})
    html = " ".join(form["q"].as_field_group().split())

    assert told in html
    assert 'id="id_q_counter"' in html
    assert 'aria-describedby="id_q_counter"' in html


@pytest.mark.parametrize(
    "typed", ["\u200blien@aarschot.be", "lien@aarschot.be\u200d", " lien\u00ad@aarschot.be\ufeff "]
)
def test_signs_that_nobody_sees_are_no_fault_of_an_address(typed):
    form = Sample({"title": "a", "start": "1", "mail": typed})

    assert form.is_valid()
    assert form.cleaned_data["mail"] == "lien@aarschot.be"


def test_passwords_keep_every_sign():
    class Secret(Form):
        password = forms.CharField(widget=forms.PasswordInput, strip=False)

    form = Secret({"password": " geheim\u200b "})

    assert form.is_valid()
    assert form.cleaned_data["password"] == " geheim\u200b "


def test_label_that_says_what_to_do_is_its_own_sentence():
    form = SignupForm({})

    assert form.errors["password1"] == ["Kies een wachtwoord."]
    assert AttachmentForm({}, {}).errors["file"] == ["Kies een bestand bij “Kies bestanden”."]
    assert NewPasswordForm.texts["password1"][0] == "Nieuw wachtwoord"


def test_check_digits_of_an_enterprise_number_are_named():
    form = OrganisationForm({"kbo": "0316.380.842"})

    assert form.errors["kbo"] == [
        "De controlecijfers van 0316.380.842 kloppen niet: 42 past niet bij de cijfers ervoor. Kijk het nummer na."
    ]


@pytest.mark.parametrize("typed", ["2316380841", "03163808", "abc", "03163808411"])
def test_what_is_no_enterprise_number_at_all_is_told_what_to_type(typed):
    assert "Verwacht: 10 cijfers die met 0 of 1 beginnen" in OrganisationForm({"kbo": typed}).errors["kbo"][0]


def test_kind_of_organisation_has_no_preset():
    assert OrganisationForm()["type"].value() is None
    assert OrganisationForm({"type": ""}).errors["type"] == ["Kies een antwoord bij “Soort organisatie”."]


class Careful(AskingForm):
    number = forms.IntegerField(label="Getal")

    def doubts(self, data):
        return {"number": "Dat is veel."} if data.get("number", 0) > 9 else {}


def test_form_asks_about_what_is_unlikely_once():
    assert Careful({"number": "9"}).is_valid()
    asked = Careful({"number": "10"})
    assert asked.errors == {"number": ["Dat is veel. Klopt dat? Vink dan onderaan “Ja, dit klopt” aan."]}
    assert 'type="checkbox"' in str(asked["sure"])
    sure = Careful({"number": "10", "sure": "on"})
    assert sure.is_valid()
    assert sure.cleaned_data == {"number": 10}


@pytest.mark.django_db
@pytest.mark.moment(make.AT)
def test_draft_for_the_same_call_is_mentioned_before_a_second_is_begun():
    writer = member()
    first = make.application(of=writer.organisations.get(), by=writer)

    page = text(client_of(writer).get(f"/mijn/aanvragen/nieuw/?oproep={first.call.code}&nagekeken=1"))

    assert "U begon al een aanvraag voor deze oproep." in page
    assert f"Verder met “{first.title}”" in page
    other = client_of(member()).get(f"/mijn/aanvragen/nieuw/?oproep={first.call.code}&nagekeken=1")
    assert "U begon al een aanvraag" not in text(other)


@pytest.mark.django_db
def test_launch_in_the_past_is_asked_about():
    lead = user(Role.LEAD)
    today = dt.date(2026, 3, 10)
    sent = {"started_on": "2026-03-10", "target_launch_on": "2026-03-09", "lead": lead.pk}
    assert "Deze streefdatum is al voorbij." in StartForm(sent, today=today).errors["target_launch_on"][0]
    assert StartForm(sent | {"sure": "on"}, today=today).is_valid()
    assert StartForm(sent | {"target_launch_on": "2026-12-01"}, today=today).is_valid()
