"""Forms look and speak alike, without knowing of it."""

import datetime as dt
from decimal import Decimal

import pytest
from crispy_forms.utils import render_crispy_form
from django import forms

from pio_portal.ui.forms import DayField, MoneyField
from pio_portal.ui.layout import Form
from pio_portal.ui.templatetags.pio import with_errors


class Sample(Form):
    title = forms.CharField(label="Titel", max_length=10)
    why = forms.CharField(label="Waarom?", widget=forms.Textarea, max_length=20, required=False, help_text="Kort.")
    cost = MoneyField(label="Kost")
    on = DayField(label="Datum")
    mail = forms.EmailField(label="E-mail")
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Akkoord")
    own = forms.CharField(label="Eigen", error_messages={"required": "Mijn eigen zin."})


def test_required_faults_say_how_to_put_it_right():
    form = Sample({})

    assert form.errors["title"] == ["Vul “Titel” in."]
    assert form.errors["kind"] == ["Kies een antwoord bij “Soort”."]
    assert form.errors["agreed"] == ["Vink “Akkoord” aan om verder te gaan."]
    assert form.errors["own"] == ["Mijn eigen zin."]


def test_other_faults_give_an_example_or_a_number():
    form = Sample({"title": "x" * 12, "cost": "veel", "on": "31/02/2026", "mail": "jan", "kind": "z", "agreed": "on"})

    assert form.errors["title"] == ["Gebruik hoogstens 10 tekens. U hebt er nu 12."]
    assert form.errors["cost"] == ["Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."]
    assert form.errors["on"] == ["Schrijf een bestaande datum, bijvoorbeeld 31/12/2026."]
    assert form.errors["mail"] == ["Schrijf een volledig e-mailadres, bijvoorbeeld naam@gemeente.be."]
    assert form.errors["kind"] == ["Kies een van de antwoorden uit de lijst."]


def test_sentences_of_one_form_do_not_leak_into_the_class():
    Sample({}).is_valid()

    assert forms.CharField().error_messages["required"] == forms.Field.default_error_messages["required"]
    assert Sample.base_fields["title"].error_messages["required"] != "Vul “Titel” in."


@pytest.mark.parametrize("text", ["2026-12-31", "31/12/2026", "31-12-2026"])
def test_dates_are_read_as_people_write_them(text):
    form = Sample({"on": text})
    form.is_valid()

    assert form.cleaned_data["on"] == dt.date(2026, 12, 31)


def test_a_date_is_picked_and_a_wrong_one_stays_as_typed():
    assert 'type="date"' in str(Sample(initial={"on": dt.date(2026, 1, 2)})["on"])
    assert 'value="2026-01-02"' in str(Sample(initial={"on": dt.date(2026, 1, 2)})["on"])
    assert 'type="text"' in str(Sample({"on": "31/02/2026"})["on"])
    assert 'value="31/02/2026"' in str(Sample({"on": "31/02/2026"})["on"])


def test_amount_is_shown_in_dutch():
    assert 'value="360.000,00"' in str(Sample(initial={"cost": Decimal(360000)})["cost"])


def test_field_ties_hint_and_fault_to_its_control():
    html = Sample({"why": "x" * 30})["why"].as_field_group()

    assert 'aria-describedby="id_why_helptext id_why_error id_why_counter"' in html
    assert 'aria-invalid="true"' in html
    for name in ("helptext", "error", "counter"):
        assert f'id="id_why_{name}"' in html


def test_optional_field_says_so_and_required_one_does_not():
    assert "niet verplicht" in Sample()["why"].as_field_group()
    assert "niet verplicht" not in Sample()["title"].as_field_group()


def test_long_text_is_counted_instead_of_cut_off():
    html = Sample()["why"].as_field_group()

    assert "Hoogstens 20 tekens" in html
    assert "maxlength" not in html


def test_radio_buttons_are_one_question():
    html = Sample()["kind"].as_field_group()

    assert html.count("<fieldset") == 1
    assert "<legend>Soort</legend>" in "".join(html.split())
    assert html.count('class="form-check-input"') == 2


def test_summary_links_to_each_field_that_is_wrong():
    form = Sample({})
    html = render_crispy_form(form)
    targets = [row["target"] for row in with_errors(form)]

    assert targets == ["id_title", "id_cost", "id_on", "id_mail", "id_kind_0", "id_agreed", "id_own"]
    for target in targets:
        assert f'href="#{target}"' in html
        assert f'id="{target}"' in html


def test_typed_text_survives_a_fault_and_is_escaped():
    html = render_crispy_form(Sample({"title": '"><script>'}))

    assert 'value="&quot;&gt;&lt;script&gt;"' in html


def test_hidden_field_is_drawn_once():
    class WithKey(forms.Form):
        name = forms.CharField()
        key = forms.CharField(widget=forms.HiddenInput)

    assert str(WithKey()).count('name="key"') == 1


class Numbers(Form):
    kbo = forms.CharField(label="KBO", max_length=20)
    postcode = forms.CharField(label="Postcode", max_length=4)
    name = forms.CharField(label="Naam", max_length=200)
    on = DayField(label="Datum")


def test_a_box_is_as_wide_as_what_belongs_in_it():
    form = Numbers()
    assert {name: form[name].build_widget_attrs({})["class"].split() for name in form.fields} == {
        "kbo": ["form-control", "short"],
        "postcode": ["form-control", "shortest"],
        "name": ["form-control"],
        "on": ["form-control", "short"],
    }
