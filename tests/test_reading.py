"""How amounts, days and hours are read: each notation alike in forms, in an application, in its cost table, in the import."""

import datetime as dt
from decimal import Decimal

import pytest
from django import forms

from calls.enums import FieldKind
from calls.questionnaire import answers, costs
from calls.questionnaire.question import Question
from cofinancing.forms import EnvelopeForm
from pio_portal import reading
from pio_portal.ui.forms import DayField, MomentField, MoneyField, NumberField
from reporting.importing import values

READ = [
    ("0", "0.00"),
    ("5", "5.00"),
    ("1234", "1234.00"),
    ("1234.5", "1234.50"),
    ("1234.50", "1234.50"),
    ("1234,5", "1234.50"),
    ("1234,50", "1234.50"),
    ("12.50", "12.50"),
    ("1.234,50", "1234.50"),
    ("1.234,5", "1234.50"),
    ("1 234,50", "1234.50"),
    ("1\u00a0234,50", "1234.50"),
    ("1\u202f234\u202f567", "1234567.00"),
    ("1 234.50", "1234.50"),
    ("360.000,00", "360000.00"),
    ("360 000", "360000.00"),
    ("360000", "360000.00"),
    ("1.234.567", "1234567.00"),
    ("1.234.567,89", "1234567.89"),
    ("€ 1.234,50", "1234.50"),
    ("€1234.50", "1234.50"),
    ("1.234,50 €", "1234.50"),
    ("1.234,50 euro", "1234.50"),
    ("EUR 1.234,50", "1234.50"),
    ("1.234,-", "1234.00"),
    ("  12,50  ", "12.50"),
    ("999999999999,99", "999999999999.99"),
]
DIGITS = "Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."
BELOW = "Schrijf een bedrag dat niet onder nul ligt."
REFUSED = [
    ("360,000", "“360,000” kan twee dingen betekenen. Schrijf 360.000,00 of 360,00."),
    ("1,234", "“1,234” kan twee dingen betekenen. Schrijf 1.234,00 of 1,23."),
    ("€ 1,234", "“1,234” kan twee dingen betekenen. Schrijf 1.234,00 of 1,23."),
    ("1.234,567", "Een bedrag heeft hoogstens twee cijfers na de komma. Schrijf bijvoorbeeld 1.234,57."),
    ("1234.567", "Een bedrag heeft hoogstens twee cijfers na de komma. Schrijf bijvoorbeeld 1.234,57."),
    ("0,125", "Een bedrag heeft hoogstens twee cijfers na de komma. Schrijf bijvoorbeeld 0,13."),
    ("1,234.50", "Schrijf een punt tussen de duizendtallen en een komma voor de centen: 1.234,50."),
    ("1,234,567", "Schrijf een punt tussen de duizendtallen en een komma voor de centen: 1.234.567,00."),
    ("-5", BELOW),
    ("\u22125,00", BELOW),
    ("12 34", DIGITS),
    ("1.23.456", DIGITS),
    ("1.234.50", DIGITS),
    ("1,2,3", DIGITS),
    ("1'234", DIGITS),
    ("360k", DIGITS),
    ("1,5 miljoen", DIGITS),
    ("1e5", DIGITS),
    ("NaN", DIGITS),
    ("Infinity", DIGITS),
    ("\u0661\u0662", DIGITS),
    ("veel", DIGITS),
    ("1000000000000", DIGITS),
    ("9" * 400, DIGITS),
]


def in_form(text: str) -> Decimal:
    return MoneyField().clean(text)


def in_staffs_form(text: str) -> Decimal:
    form = EnvelopeForm({"year": "2026", "amount": text})
    if not form.is_valid():
        raise forms.ValidationError(form.errors["amount"])
    return form.cleaned_data["amount"]


def in_answer(text: str) -> Decimal:
    return Decimal(answers.read(Question("q", "Hoeveel?", FieldKind.MONEY), text))


def in_cost_table(text: str) -> Decimal:
    kept = answers.read(Question("q", "Kosten", FieldKind.COSTS), costs.as_text([costs.Row("Werk", text)]))
    return costs.total(costs.rows_of(kept))


def in_import(text: str) -> Decimal:
    return values.read_amount(text)


WAYS = (in_form, in_staffs_form, in_answer, in_cost_table, in_import)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "amount"), READ)
def test_amount_is_read_alike_everywhere(way, text, amount):
    assert way(text) == Decimal(amount)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("text", "sentence"), REFUSED)
def test_amount_that_is_no_amount_or_two_is_refused_with_what_to_type(way, text, sentence):
    with pytest.raises((forms.ValidationError, ValueError)) as refused:
        way(text)
    told = refused.value.messages[0] if isinstance(refused.value, forms.ValidationError) else str(refused.value)
    assert sentence in told


@pytest.mark.parametrize("way", WAYS[:-1])
def test_people_write_a_thousand_with_a_point(way):
    assert way("1.234") == 1234


def test_file_that_says_a_thousand_or_three_decimals_is_asked():
    with pytest.raises(ValueError, match="kan twee dingen betekenen"):
        in_import("1.234")


@pytest.mark.parametrize(
    ("text", "number"), [("12,5", "12.5"), ("-3", "-3"), ("1.234,5", "1234.5"), ("0,125", "0.125")]
)
def test_number_is_read_as_people_write_it(text, number):
    assert NumberField().clean(text) == Decimal(number)


# Days


def day_in_form(text: str) -> dt.date:
    return DayField().clean(text)


def day_in_answer(text: str) -> dt.date:
    return dt.date.fromisoformat(answers.read(Question("q", "Wanneer?", FieldKind.DATE), text))


def day_in_import(text: str) -> dt.date:
    return values.read_date(text)


DAYS = (day_in_form, day_in_answer, day_in_import)


@pytest.mark.parametrize("way", DAYS)
@pytest.mark.parametrize("text", ["2026-12-31", "31/12/2026"])
def test_day_is_read_alike_everywhere(way, text):
    assert way(text) == dt.date(2026, 12, 31)


@pytest.mark.parametrize("way", DAYS)
@pytest.mark.parametrize("text", ["0001-01-01", "0027-03-01", "01/03/1027", "1899-12-31", "2101-01-01", "9999-12-31"])
def test_day_in_a_year_that_cannot_be_meant_is_refused_everywhere(way, text):
    with pytest.raises((forms.ValidationError, ValueError)) as refused:
        way(text)
    assert f"Het jaar {text[:4] if text[4] == '-' else text[-4:]} kan niet kloppen." in str(refused.value)
    assert "tussen 1900 en 2100" in str(refused.value)


@pytest.mark.parametrize("text", ["0001-01-01T00:00", "9999-12-31T23:59"])
def test_moment_in_a_year_that_cannot_be_meant_is_refused(text):
    with pytest.raises(forms.ValidationError, match="kan niet kloppen"):
        MomentField().clean(text)


def test_field_with_narrower_bounds_says_them():
    field = DayField(first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))
    with pytest.raises(forms.ValidationError, match="Kies een dag van 1 jan 2026 tot en met 31 dec 2026"):
        field.clean("2027-01-01")
    assert field.widget.attrs == {"min": "2026-01-01", "max": "2026-12-31"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2026-03-29T02:30", "02.30 uur bestaat niet op 29/03/2026: de klok springt die nacht van 2 naar 3 uur."),
        ("2026-10-25T02:30", "02.30 uur komt twee keer op 25/10/2026: de klok gaat die nacht van 3 terug naar 2 uur."),
    ],
)
def test_hour_of_the_night_in_which_the_clock_changes_is_explained(text, sentence):
    with pytest.raises(forms.ValidationError) as refused:
        MomentField().clean(text)
    assert sentence in refused.value.messages[0]
    assert "Kies een uur voor 2 of vanaf 3 uur." in refused.value.messages[0]


@pytest.mark.parametrize("hour", ["01:59", "03:00"])
def test_hours_around_it_are_moments(hour):
    for day in ("2026-03-29", "2026-10-25"):
        assert MomentField().clean(f"{day}T{hour}").strftime("%H:%M") == hour


def test_import_takes_the_first_of_two_hours():
    assert values.read_moment("2026-10-25 02:30").astimezone(dt.UTC) == dt.datetime(2026, 10, 25, 0, 30, tzinfo=dt.UTC)
    assert reading.in_brussels(dt.datetime(2026, 6, 1, 12)) == dt.datetime(2026, 6, 1, 10, tzinfo=dt.UTC)  # noqa: DTZ001
