"""Inputs and selects are written without a template, and are what Django's own templates would make of them."""

from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from pytest_django.asserts import assertHTMLEqual

from pio_portal.ui.forms import PioRenderer
from pio_portal.ui.inputs import DRAWN, box, box_of

SHARP = '"><script>x</script>&amp;'
GROUPED = [("", "Kies"), ("Eén", [("a", "A"), ("b", SHARP)]), (3, "Drie")]


@pytest.mark.parametrize("value", [None, "", "twee woorden", SHARP, 0, 12, True, False, date(2026, 3, 1)])
@pytest.mark.parametrize(
    "kind",
    [
        forms.TextInput,
        forms.NumberInput,
        forms.EmailInput,
        forms.URLInput,
        forms.PasswordInput,
        forms.HiddenInput,
        forms.DateInput,
        forms.DateTimeInput,
        forms.TimeInput,
        forms.CheckboxInput,
    ],
)
def test_input_is_what_django_makes_of_it(kind, value):
    widget = kind({"class": "a b", "required": True, "disabled": False, "data-x": SHARP, "maxlength": 12})
    assert kind.template_name in DRAWN
    ours = widget.render("naam", value, {"id": "id_naam"}, renderer=PioRenderer())
    assertHTMLEqual(ours, widget.render("naam", value, {"id": "id_naam"}, renderer=DjangoTemplates()))


@pytest.mark.parametrize("value", [None, "", "a", "b", 3, "onbekend"])
def test_select_is_what_django_makes_of_it(value):
    widget = forms.Select({"class": "form-select", "required": True}, choices=GROUPED)
    ours = widget.render("keuze", value, {"id": "id_keuze"}, renderer=PioRenderer())
    assertHTMLEqual(ours, widget.render("keuze", value, {"id": "id_keuze"}, renderer=DjangoTemplates()))


def test_box_stands_before_its_label_and_escapes_both():
    drawn = box_of(box(name="q", value=SHARP, label=SHARP, checked=True, id="x", form="f", disabled=False))
    sharp = "&quot;&gt;&lt;script&gt;x&lt;/script&gt;&amp;amp;"
    assert drawn == (
        f'<div class="form-check"><input type="checkbox" name="q" value="{sharp}" class="form-check-input" id="x"'
        f' form="f" checked><label class="form-check-label" for="x">{sharp}</label></div>'
    )
