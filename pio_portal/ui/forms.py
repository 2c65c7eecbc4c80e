"""How every form of the portal looks and speaks, without the forms knowing of it.

The renderer gives each field a `PioBoundField`: labels, hints and messages as in the design, classes for the controls,
Dutch sentences that say how to put it right, a date picker for dates. Amounts use `MoneyField`.
"""

import datetime as dt
from decimal import Decimal
from typing import Any

from django import forms
from django.core import validators
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import Input
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pio_portal import reading
from pio_portal.formats import day_text, number_text
from pio_portal.text import JOINER, tidy
from pio_portal.ui.inputs import DRAWN

CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)

SHORT, SHORTEST = 20, 6  # characters: a number or code, a postcode or year; a box is as wide as what belongs in it


class DateInput(forms.DateInput):
    """The browser's own date picker. What is no date is shown again as it was typed."""

    input_type = "date"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        if not _readable(parse_date, context["widget"]["value"]):
            context["widget"]["type"] = "text"
        return context


class DateTimeInput(forms.DateTimeInput):
    """The browser's picker of a day and an hour, read in Brussels."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        context = super().get_context(name, value, attrs)
        if not _readable(parse_datetime, context["widget"]["value"]):
            context["widget"]["type"] = "text"
        return context


def _readable(parse: Any, value: str | None) -> bool:
    if not value:
        return True
    try:
        return parse(value) is not None
    except ValueError:
        return False


class FileInput(forms.ClearableFileInput):
    """A file, with the present one named above it."""

    template_name = "forms/file.html"


class MoneyInput(forms.TextInput):
    """An amount in euro, written as people write it. `total_of` names the table of costs whose total it can take over."""

    template_name = "forms/money.html"
    total_of = ""

    def __init__(self, attrs: dict | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal | int | float):
            return number_text(value, 2)
        return super().format_value(value)

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        return super().get_context(name, value, attrs) | {"total_of": self.total_of}


class _Bounded:
    """A day or moment in a year that can be meant; `first` and `last` are days within which it must lie."""

    stamp = "{}"  # how the browser's picker is told a day

    def __init__(self, *, first: dt.date = reading.FIRST_DAY, last: dt.date = reading.LAST_DAY, **kwargs: Any) -> None:
        self.first, self.last = first, last
        super().__init__(**kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict:
        """The picker offers no other years: without them it lets people type 20270."""
        bounds = {"min": self.stamp.format(self.first), "max": self.stamp.format(self.last)}
        return super().widget_attrs(widget) | ({} if widget.is_hidden else bounds)  # type: ignore[misc]  # a field has it

    def validate(self, value: Any) -> None:
        """Say which years or days can be meant."""
        super().validate(value)  # type: ignore[misc]  # a field has it
        if not value:
            return
        day = value.date() if isinstance(value, dt.datetime) else value
        try:
            reading.within_years(day)
        except reading.Misread as misread:
            raise forms.ValidationError(str(misread), code="year") from None
        if not self.first <= day <= self.last:
            raise forms.ValidationError(
                _("Kies een dag van %(first)s tot en met %(last)s."),
                code="bounds",
                params={"first": day_text(self.first), "last": day_text(self.last)},
            )


class DayField(_Bounded, forms.DateField):
    """A day. Every form asks days with this field: a test holds it."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": reading.DAY_FORMS, **kwargs})


class MomentField(_Bounded, forms.DateTimeField):
    """A day and an hour in Brussels. Of the night in which the clock changes it says which hours there are."""

    stamp = "{}T00:00"

    def to_python(self, value: Any) -> dt.datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code == "ambiguous_timezone" and error.params:
                try:
                    reading.in_brussels(error.params["datetime"])
                except reading.Misread as misread:
                    raise forms.ValidationError(str(misread), code="clock") from None
            raise


class NumberField(forms.DecimalField):
    """A number with or without decimals, read as people write it here."""

    widget = forms.TextInput
    read = staticmethod(reading.read_number)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # the stubs know only int
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal | int):
            return Decimal(value)
        try:
            return self.read(str(value))
        except reading.Misread as misread:
            raise forms.ValidationError(str(misread), code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        return number_text(value) if isinstance(value, Decimal) else value

    def widget_attrs(self, widget: forms.Widget) -> dict:  # noqa: ARG002 - a text box has no step
        return {"inputmode": "decimal", "class": "short"}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except forms.ValidationError:
            return True


class MoneyField(NumberField):
    """An amount of euro: `1.234,50`, `1 234,50` and `€ 1234.50` are the same (`reading.read_amount`)."""

    widget = MoneyInput
    read = staticmethod(reading.read_amount)

    def __init__(self, *, max_digits: int = 14, decimal_places: int = 2, min_value: Any = 0, **kwargs: Any) -> None:
        super().__init__(max_digits=max_digits, decimal_places=decimal_places, min_value=min_value, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return value  # its box writes amounts

    def widget_attrs(self, widget: forms.Widget) -> dict:  # noqa: ARG002 - its box has its own
        return {}


# The sentences


ASKING = ("Kies", "Schrijf", "Geef", "Voeg")  # a label that says what to do is its own sentence


def _required(field: forms.Field, label: str) -> Any:
    match field:
        case forms.FileField():
            return _("Kies een bestand bij “%(label)s”.")
        case forms.MultipleChoiceField() | forms.ModelMultipleChoiceField():
            return _("Kies minstens één antwoord bij “%(label)s”.")
        case forms.ChoiceField() | forms.ModelChoiceField() | forms.NullBooleanField():
            return _("Kies een antwoord bij “%(label)s”.")
        case forms.BooleanField():
            return _("Vink “%(label)s” aan om verder te gaan.")
    if label.partition(" ")[0] in ASKING:
        return _("%(label)s.")
    return _("Geef een antwoord op “%(label)s”.") if label.endswith("?") else _("Vul “%(label)s” in.")


INVALID = {
    forms.EmailField: _("Schrijf een volledig e-mailadres, bijvoorbeeld naam@gemeente.be."),
    forms.URLField: _("Schrijf een volledig webadres, bijvoorbeeld https://www.gemeente.be."),
    forms.DateTimeField: _("Schrijf dag en uur, bijvoorbeeld 31/12/2026 12:00."),
    forms.DateField: _("Schrijf een bestaande datum, bijvoorbeeld 31/12/2026."),
    forms.TimeField: _("Schrijf een uur, bijvoorbeeld 14:30."),
    forms.IntegerField: _("Schrijf een geheel getal in cijfers, bijvoorbeeld 12."),
    forms.DecimalField: _("Schrijf een getal in cijfers, bijvoorbeeld 12,5."),
}
CHOICE = _("Kies een van de antwoorden uit de lijst.")
TOO_LONG = _("Gebruik hoogstens %(limit_value)d tekens. U hebt er nu %(show_value)d.")
TOO_SHORT = _("Gebruik minstens %(limit_value)d tekens. U hebt er nu %(show_value)d.")
TOO_MUCH = _("Vul hoogstens %(limit_value)s in.")
TOO_LITTLE = _("Vul minstens %(limit_value)s in.")
BY_VALIDATOR = (
    (validators.MaxLengthValidator, TOO_LONG),
    (validators.MinLengthValidator, TOO_SHORT),
    (validators.MaxValueValidator, TOO_MUCH),
    (validators.MinValueValidator, TOO_LITTLE),
)


def speak_plainly(field: forms.Field, label: str) -> None:
    """Give a field our sentences, wherever it still has Django's own."""
    mine: dict[str, Any] = {}
    if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
        mine["required"] = _required(field, label) % {"label": label}
    kind: Any
    for kind in type(field).__mro__:
        if kind in INVALID:
            if field.error_messages.get("invalid") is kind.default_error_messages.get("invalid"):
                mine["invalid"] = INVALID[kind]
            break
    for kind in (forms.ChoiceField, forms.ModelChoiceField):
        if field.error_messages.get("invalid_choice") is kind.default_error_messages["invalid_choice"]:
            mine["invalid_choice"] = CHOICE
    field.error_messages = {**field.error_messages, **mine}
    field.validators = [_spoken(v, mine.get("invalid")) for v in field.validators]


def _spoken(validator: Any, invalid: Any) -> Any:
    """A copy of a validator with our sentence; validators are shared between fields."""
    if isinstance(validator, validators.EmailValidator | validators.URLValidator):
        return _copied(validator, invalid) if invalid else validator
    for kind, message in BY_VALIDATOR:
        if type(validator) is kind and validator.message is kind.message:
            return _copied(validator, message)
    return validator


def _copied(validator: Any, message: Any) -> Any:
    twin = object.__new__(type(validator))
    twin.__dict__.update(validator.__dict__, message=message)
    return twin


class PioBoundField(BoundField):
    """A field as the design draws it; see the templates in `templates/forms/`."""

    marks_presence = False  # an empty input says that the question was on the page, also when nothing is chosen
    when_question = ""  # the field of the same form on whose answer it depends whether this one is asked
    when_values = "[]"  # the answers (a JSON list) with which it is
    when_sentence = ""  # the same in words, for who has no script

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        super().__init__(form, field, name)
        speak_plainly(field, str(self.label))
        if type(field.widget) is forms.DateInput:
            field.widget = _swapped(field.widget, DateInput)
        elif type(field.widget) is forms.DateTimeInput:
            field.widget = _swapped(field.widget, DateTimeInput)
        elif type(field.widget) is forms.ClearableFileInput:
            field.widget = _swapped(field.widget, FileInput)
        elif isinstance(field.widget, forms.Textarea):
            field.widget.attrs.pop("maxlength", None)  # it would cut off a pasted text without a word

    @property
    def data(self) -> Any:
        """What was sent, without the signs that nobody sees: pasted from a mail or a document, they spoil an address."""
        sent, widget = super().data, self.field.widget
        is_line = isinstance(widget, Input) and not isinstance(widget, forms.PasswordInput | forms.HiddenInput)
        return tidy(sent).replace(JOINER, "") if is_line and isinstance(sent, str) else sent

    @property
    def least(self) -> int | None:
        """The fewest characters that a text must have: it is told beforehand."""
        return getattr(self.field, "min_length", None)

    @property
    def is_check(self) -> bool:
        """One box to tick: its label stands behind it."""
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def is_choice_list(self) -> bool:
        """Several boxes or buttons under one question."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def shows_optional(self) -> bool:
        """Says "(niet verplicht)" unless the form is one where nothing is required."""
        return not self.field.required and not self.is_check and getattr(self.form, "mark_optional", True)

    @property
    def longest(self) -> int | None:
        """The most characters that a long text may have: it gets a counter."""
        is_text = isinstance(self.field.widget, forms.Textarea)
        return getattr(self.field, "max_length", None) if is_text else None

    @property
    def aria_describedby(self) -> str | None:
        described = super().aria_describedby
        if (self.longest or self.least) and described is not None and self.auto_id:
            return f"{described} {self.auto_id}_counter".strip()
        return described

    def build_widget_attrs(self, attrs: dict, widget: forms.Widget | None = None) -> dict:
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        if not widget.is_hidden:
            own = attrs.get("class", widget.attrs.get("class", ""))
            attrs["class"] = f"{self._control_class(widget)} {own}".strip()
        if self.longest:
            attrs["data-longest"] = str(self.longest)
            if self.least:
                attrs["data-least"] = str(self.least)
        return attrs

    def _control_class(self, widget: forms.Widget) -> str:
        if isinstance(widget, CHECKS):
            return "form-check-input"
        if isinstance(widget, forms.Select):
            return "form-select"
        if isinstance(widget, forms.NumberInput | forms.DateInput | forms.DateTimeInput | forms.TimeInput):
            return "form-control short"
        longest = getattr(self.field, "max_length", None)
        if isinstance(widget, forms.TextInput) and longest and longest <= SHORT:
            return "form-control shortest" if longest <= SHORTEST else "form-control short"
        return "form-control"


def _swapped(widget: forms.Widget, kind: type[forms.Widget]) -> forms.Widget:
    """Another widget in the place of Django's own, with what was set on it."""
    twin = kind(attrs={k: v for k, v in widget.attrs.items() if k != "type"})
    twin.is_required, twin.is_localized = widget.is_required, widget.is_localized
    return twin


class PioRenderer(TemplatesSetting):
    """Named in the settings as FORM_RENDERER: every form of the portal is drawn by it."""

    form_template_name = "forms/form.html"
    field_template_name = "pio/field.html"  # crispy draws its fields with the same
    bound_field_class = PioBoundField

    def render(self, template_name: str, context: dict, request: Any = None) -> SafeString:
        """An input or a select is written without a template."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)
