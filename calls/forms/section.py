"""The form of one section of an application, made from its definition."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from calls import answers
from calls.definition import YES_NO, Question, Section
from calls.enums import FieldKind
from pio_portal.ui.forms import DateInput, MoneyInput

ROWS_PER_CHARACTERS = 350


class AnswerField(forms.Field):
    """One question. Empty is fine in a draft; what is no answer is a fault, and is kept all the same."""

    def __init__(self, question: Question) -> None:
        super().__init__(
            label=question.label, help_text=question.help, required=question.required, widget=_widget(question)
        )
        self.question = question
        self.max_length = question.max_length if question.kind == FieldKind.LONG else None

    def clean(self, value: Any) -> str:
        """The answer in its one way of writing. Raises ValidationError for what is no answer."""
        try:
            return answers.read(self.question, value)
        except answers.NotAnAnswer as error:
            raise forms.ValidationError(str(error)) from error


class SectionForm(forms.Form):
    """The questions of a section, with what was answered before."""

    use_required_attribute = False

    def __init__(self, section: Section, values: Mapping[str, str], data: Mapping[str, Any] | None = None) -> None:
        shown = {q.key: _initial(q, values.get(q.key, "")) for q in section.fields}
        super().__init__(data, initial=shown)
        for question in section.fields:
            self.fields[question.key] = AnswerField(question)
        self.section = section

    def typed(self) -> dict[str, str]:
        """Everything as it was typed, also what is no answer; only of questions that were on the page."""
        return {q.key: self.data.get(q.key, "") for q in self.section.fields if q.key in self.data or _is_radio(q)}


def _widget(question: Question) -> forms.Widget:
    match question.kind:
        case FieldKind.LONG:
            rows = max(3, min(12, (question.max_length or 1500) // ROWS_PER_CHARACTERS))
            return forms.Textarea(attrs={"rows": rows})
        case FieldKind.MONEY:
            return MoneyInput()
        case FieldKind.DATE:
            return DateInput()
        case FieldKind.NUMBER:
            return forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
        case FieldKind.CHOICE | FieldKind.YES_NO:
            return forms.RadioSelect(choices=question.choices or YES_NO)
    return forms.TextInput()


def _is_radio(question: Question) -> bool:
    """A browser sends nothing for a choice that was not made."""
    return question.kind in (FieldKind.CHOICE, FieldKind.YES_NO)


def _initial(question: Question, stored: str) -> Any:
    if question.kind == FieldKind.MONEY and stored and not answers.fault_of(question, stored):
        return Decimal(stored)
    return stored
