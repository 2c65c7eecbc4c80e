"""What `{% crispy form %}` draws: one group for each field, tied together for who does not see it; faults; buttons."""

import pytest
from crispy_forms.layout import Layout
from django import forms
from django.template import Context, Template
from tinyhtml5 import parse

from pio_portal.ui.layout import Actions, Button, Fieldset, Form, Group, Include, Note, Row


class Sample(Form):
    title = forms.CharField(label="Titel", max_length=10, help_text="Kort & goed.")
    why = forms.CharField(label="Waarom?", widget=forms.Textarea, max_length=20, required=False)
    kind = forms.ChoiceField(label="Soort", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="Akkoord")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)


def drawn(form, **context):
    text = Template("{% crispy form %}").render(Context({"form": form, "csrf_token": "t", **context}))
    return parse(text, namespace_html_elements=False).find("body")


def text_of(element) -> str:
    return " ".join("".join(element.itertext()).split())


def texts(page, path: str) -> list[str]:
    return [text_of(element) for element in page.findall(path)]


def names(page, path: str) -> list[str]:
    return [element.get("name") for element in page.findall(path)]


def test_whole_form_is_drawn():
    form = drawn(Sample()).find("form")

    assert dict(form.attrib) == {"class": "form", "method": "post", "novalidate": ""}
    assert names(form, ".//*[@name]") == [
        "csrfmiddlewaretoken", "title", "why", "kind", "kind", "agreed", "seen",
    ]  # fmt: skip
    assert texts(form, ".//button") == ["Bewaren"]
    assert form.find(".//a") is None


def test_field_is_tied_to_its_label_hint_and_fault():
    form = drawn(Sample({"title": ""}))
    title = form.find(".//*[@id='id_title']")

    assert texts(form, ".//label[@for='id_title']") == ["Titel"]
    assert title.get("aria-describedby").split() == ["id_title_helptext", "id_title_error"]
    assert title.get("aria-invalid") == "true"
    assert texts(form, ".//*[@id='id_title_error']") == ["Fout: Vul “Titel” in."]
    assert texts(form, ".//*[@id='id_title_helptext']") == ["Kort & goed."]


def test_long_text_has_a_counter_and_choices_have_a_legend():
    form = drawn(Sample())

    assert texts(form, ".//*[@data-counter='id_why']") == ["Hoogstens 20 tekens"]
    assert "id_why_counter" in form.find(".//*[@id='id_why']").get("aria-describedby")
    assert texts(form, ".//fieldset[@id='id_kind']/legend") == ["Soort"]
    assert texts(form, ".//div[@class='form-check']/label[@for='id_agreed']") == ["Akkoord"]


def test_summary_names_each_fault_and_links_to_its_field():
    form = drawn(Sample({"title": "x" * 11, "kind": "a", "agreed": "on"}))
    links = form.findall(".//*[@id='error-summary']//a")

    assert [link.get("href") for link in links] == ["#id_title"]
    assert form.find(".//*[@id='error-summary']").get("role") == "alert"


def test_buttons_stand_beside_the_form_that_they_send():
    class Acting(Sample):
        actions = Actions(
            "Annuleren", Button("Nalezen", name="preview", icon="eye"), kind="destroy", cancel="Toch niet", note="Let op."
        )  # fmt: skip

    form = Acting()
    form.helper.cancel_url = "/terug/"
    page = drawn(form)

    assert [b.get("class") for b in page.iter("button")] == ["btn btn-destroy", "btn btn-quiet"]
    assert [(b.get("name"), b.get("value")) for b in page.iter("button")] == [(None, None), ("preview", "1")]
    assert [(a.get("href"), a.text) for a in page.iter("a")] == [("/terug/", "Toch niet")]
    assert "Let op." in text_of(page)


def test_files_and_another_address_are_said_on_the_form():
    class WithFile(Form):
        file = forms.FileField(label="Bestand")

    form = drawn(WithFile().posted_to("/elders/")).find("form")
    assert (form.get("enctype"), form.get("action")) == ("multipart/form-data", "/elders/")


def test_form_that_asks_is_a_get_without_token():
    class Asking(Form):
        method, actions = "get", Actions("Zoeken")
        form_attrs = {"role": "search"}
        q = forms.CharField(label="Zoek", required=False)

    form = drawn(Asking()).find("form")
    assert (form.get("method"), form.get("role"), form.get("novalidate")) == ("get", "search", None)
    assert names(form, ".//input") == ["q"]


def test_form_within_another_has_no_element_and_no_buttons_of_its_own():
    class Inner(Sample):
        form_tag = False

        def clean(self):
            self.add_error(None, "Past niet samen.")

    page = drawn(Inner({"title": "ja"}))
    assert (list(page.iter("form")), list(page.iter("button"))) == ([], [])
    assert "Past niet samen." in text_of(page)
    assert names(page, ".//input").count("seen") == 1


def test_layout_places_the_fields_and_draws_what_it_forgets():
    class Placed(Sample):
        layout = Layout(
            Fieldset("Over <u>", "title", css_class="round"), Note("Tussen < beide"), Group("kind", classes="draft-texts")
        )  # fmt: skip

    page = drawn(Placed())
    assert texts(page, ".//fieldset[@class='round']/legend") == ["Over <u>"]
    assert names(page, ".//fieldset[@class='round']//input") == ["title"]
    assert names(page, ".//div[@class='draft-texts']//input") == ["kind", "kind"]
    assert "Tussen < beide" in text_of(page)
    assert names(page, ".//textarea") == ["why"]
    assert names(page, ".//input").count("seen") == 1


def test_row_holds_fields():
    class Placed(Sample):
        layout = Layout(Row("title", "why"), "kind")

    assert len(drawn(Placed()).findall(".//div[@class='form-row']/*")) == 2


def test_template_between_the_fields_knows_the_page_and_the_form():
    class Placed(Sample):
        layout = Layout(Include("components/notice.html"), "title")

    assert "Van de pagina" in text_of(drawn(Placed(), text="Van de pagina", title="", tone="", link_url=""))


def test_layout_that_names_no_field_is_a_fault_of_the_program():
    class Wrong(Sample):
        layout = Layout("nergens")

    with pytest.raises(Exception, match="Could not resolve form field 'nergens'"):
        drawn(Wrong())


def test_form_without_fields_still_has_its_button():
    assert texts(drawn(Form()), ".//button") == ["Bewaren"]


def test_django_and_crispy_draw_a_field_alike():
    form = Sample({"title": ""})
    whole = Template("{% crispy form %}").render(Context({"form": form, "csrf_token": "t"}))
    assert "".join(form["title"].as_field_group().split()) in "".join(whole.split())
