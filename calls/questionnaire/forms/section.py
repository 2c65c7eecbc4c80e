"""The form of one section of an application, made from its definition."""

import json
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.forms.utils import ErrorList
from django.utils.functional import cached_property
from django.utils.html import escape, format_html
from django.utils.translation import gettext_lazy as _

from calls.enums import FieldKind, Visibility
from calls.questionnaire import answers, costs
from calls.questionnaire.definition import Definition
from calls.questionnaire.forms.widgets import CostsInput, FilesInput, MultipleInput, OrganisationInput, number_of
from calls.questionnaire.question import YES_NO, Question, Section
from pio_portal.documents.models import Document
from pio_portal.formats import number_text
from pio_portal.organisations.models import Organisation
from pio_portal.reading import FIRST_DAY, LAST_DAY
from pio_portal.ui.forms import DateInput, MoneyInput, PioBoundField
from pio_portal.ui.layout import Actions, Include, LaidOut

ROWS_PER_CHARACTERS = 350
BACK = _("Terug naar de takenlijst")
READERS = {
    Visibility.PIO: _("Alleen het PIO-team leest dit antwoord."),
    Visibility.PUBLIC: _("Dit antwoord kan op de publieke site komen als uw aanvraag geselecteerd is."),
}


class AnswerBoundField(PioBoundField):
    """Adds to the markup when the question is asked, and that it was on the page also when nothing is chosen."""

    @property
    def errors(self) -> ErrorList:
        """On a page that is only opened: what is wrong with the answer that was saved."""
        if self.form.is_bound:
            return super().errors
        stored = self.form.stored(self.name)
        fault = answers.fault_of(self.field.question, stored) if stored else ""
        return self.form.error_class([fault] if fault else [])

    @property
    def marks_presence(self) -> bool:
        return isinstance(self.field.widget, forms.RadioSelect | MultipleInput)

    @property
    def when_question(self) -> str:
        return self.field.question.when.question if self.field.sentence else ""

    @property
    def when_values(self) -> str:
        return json.dumps(self.field.question.when.values)

    @property
    def when_sentence(self) -> str:
        return self.field.sentence


class AnswerField(forms.Field):
    """One question. Empty is fine in a draft; what is no answer is a fault, and is kept all the same."""

    bound_field_class = AnswerBoundField

    def __init__(self, question: Question, sentence: str = "") -> None:
        super().__init__(
            label=question.label,
            help_text=_hint(question),
            required=question.required,
            widget=WIDGETS[question.kind](question),
        )
        self.question, self.sentence = question, sentence
        self.asked = True
        self.theirs: str | None = None  # what a colleague made of it meanwhile: that counts, not what was sent
        self.max_length = question.max_length if question.kind == FieldKind.LONG else None
        self.min_length = question.min_length

    def clean(self, value: Any) -> str:
        """The answer in its one way of writing. Raises ValidationError for what is no answer to what is asked."""
        value = value if self.theirs is None else self.theirs
        if not self.asked:
            return answers.keep(self.question, value)
        try:
            return answers.read(self.question, value)
        except answers.NotAnAnswer as error:
            raise forms.ValidationError(str(error)) from error

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What the field shows of what was sent."""
        return data if self.theirs is None else initial


class SectionForm(LaidOut, forms.Form):
    """The questions of a section, with the `values` that were answered before.

    `data` may be of the whole page or of a single question: `typed` has only what was on the page. Questions that are
    not asked, because of the other answers on the page, have no faults and keep their answers. `others` are the
    questions that only a colleague answered anew since the page was opened: they have their answer of `values`. The
    total of a table of costs can be taken over by the amount that is asked right after it.
    """

    use_required_attribute = False
    form_tag, actions = False, None  # it stands within the form of a page

    def __init__(
        self,
        section: Section,
        values: Mapping[str, str],
        data: Mapping[str, Any] | None = None,
        *,
        others: Collection[str] = (),
    ) -> None:
        shown = {q.key: _initial(q, values.get(q.key, "")) for q in section.fields}
        super().__init__(data, initial=shown)
        alone = Definition((section,))
        for question in section.fields:
            field = self.fields[question.key] = AnswerField(question, alone.sentence(question.when))
            field.theirs = values.get(question.key, "") if question.key in others else None
        for table, amount in pairwise(section.fields):
            if (table.kind, amount.kind) == (FieldKind.COSTS, FieldKind.MONEY):
                self.fields[amount.key].widget.total_of = table.key
        self.section = section
        self._stored = values
        self._show_what_is_known()
        if self.is_bound:
            for key, field in self.fields.items():
                field.asked = key in self.asked_keys

    def stored(self, key: str) -> str:
        """The answer as it was saved."""
        return self._stored.get(key, "")

    def clean(self) -> dict[str, Any]:
        """Say at once when two answers on this page cannot both be right."""
        data = super().clean()
        given = {**self._stored, **data}
        for fault in answers.faults(Definition((self._without_others,)), {self.section.key: given}):
            if fault.question.agrees and not fault.missing and fault.question.key in data:
                self.add_error(fault.question.key, fault.sentence)
        return data

    def typed(self) -> dict[str, str]:
        """What was typed, also what is no answer; only of questions that were on the page."""
        sent = {
            key: field.widget.value_from_datadict(self.data, self.files, key) or ""
            for key, field in self.fields.items()
            if not field.widget.value_omitted_from_data(self.data, self.files, key)
        }
        return sent | {key: field.theirs for key, field in self.fields.items() if field.theirs is not None}

    @cached_property
    def asked_keys(self) -> frozenset[str]:
        """The questions that are asked, with these answers."""
        typed = self.typed()
        given = {
            **self._stored,
            **{q.key: answers.keep(q, typed[q.key]) for q in self.section.fields if q.key in typed},
        }
        left = Definition((self._without_others,)).asked({self.section.key: given}).sections
        return frozenset(q.key for s in left for q in s.fields) | {
            q.key for q in self.section.fields if q.when and q.when.section != self.section.key
        }

    @cached_property
    def _without_others(self) -> Section:
        """The section with the questions that depend on nothing in other sections: those were settled before."""
        fields = tuple(q for q in self.section.fields if q.when is None or q.when.section == self.section.key)
        return Section(self.section.key, self.section.title, fields)

    def _show_what_is_known(self) -> None:
        """Names beside enterprise numbers, and the files of a question: one query for each kind that is here."""
        typed = self.typed() if self.is_bound else {}
        by_kind: dict[FieldKind, dict[str, str]] = {}
        for question in self.section.fields:
            if value := typed.get(question.key) or self._stored.get(question.key):
                by_kind.setdefault(question.kind, {})[question.key] = value
        self._show_names(by_kind.get(FieldKind.ORGANISATION, {}))
        self._show_files(by_kind.get(FieldKind.FILE, {}))

    def _show_names(self, given: Mapping[str, str]) -> None:
        if numbers := [number for value in given.values() if (number := number_of(value))]:
            names = dict(Organisation.objects.filter(kbo__in=numbers).values_list("kbo", "name"))
            for key in given:
                self.fields[key].widget.names = names

    def _show_files(self, stored: Mapping[str, str]) -> None:
        if wanted := [pk for value in stored.values() for pk in answers.file_ids(value)]:
            found = {str(d.pk): d for d in Document.objects.filter(pk__in=wanted, removed_at=None)}
            for key, value in stored.items():
                self.fields[key].widget.documents = [found[pk] for pk in answers.file_ids(value) if pk in found]


class SectionPageForm(SectionForm):
    """The form of a section's page, of which each answer is saved while it is typed (static/js/saving.js).

    Its templates need `application`, `version`, `page_token`, `save_url`, `saved` and `before` of the page.
    """

    form_tag = True
    form_attrs = {"data-saving": ""}
    actions = Actions(_("Bewaren en verder"), template="calls/applicant/save_bar.html", cancel=BACK)

    @property
    def layout(self) -> Layout:
        """Who else writes here, and the questions, each in a box that is sent by itself."""
        return Layout(
            Include("calls/applicant/section_state.html"), Include("calls/applicant/fields.html", *self.fields)
        )

    @property
    def missing(self) -> list[str]:
        """The questions of the page that must have an answer to be submitted, and have none."""
        typed = self.typed()
        asked = [q for q in self.section.fields if q.required and q.key in self.asked_keys]
        return [q.label for q in asked if not answers.keep(q, typed.get(q.key, self._stored.get(q.key, "")))]

    def show_as_typed(self, button: Any = None) -> None:
        """The page says what happened to what was typed: it needs no list of faults besides."""
        self.helper.error_summary = False
        if button:
            self.helper.actions = Actions(button, template="calls/applicant/save_bar.html", cancel=BACK)


def _hint(question: Question) -> str:
    """The help of a question, with who else reads the answer when that is unusual. Staff's text, so escaped."""
    reader = READERS.get(question.visibility, "")
    if question.help and reader:
        return format_html('{} <span class="reader">{}</span>', question.help, reader)
    return escape(question.help or reader)


def _long(question: Question) -> forms.Widget:
    rows = max(3, min(12, (question.max_length or 1500) // ROWS_PER_CHARACTERS))
    return forms.Textarea(attrs={"rows": rows})


def _date(question: Question) -> forms.Widget:
    bounds = {"min": question.earliest or FIRST_DAY, "max": question.latest or LAST_DAY}
    return DateInput(attrs={name: day.isoformat() for name, day in bounds.items()})


def _choice(question: Question) -> forms.Widget:
    return forms.RadioSelect(choices=question.choices or YES_NO)


WIDGETS: dict[FieldKind, Callable[[Question], forms.Widget]] = {
    FieldKind.TEXT: lambda _question: forms.TextInput(),
    FieldKind.LONG: _long,
    FieldKind.MONEY: lambda _question: MoneyInput(),
    FieldKind.DATE: _date,
    FieldKind.NUMBER: lambda _question: forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _choice,
    FieldKind.MULTIPLE: lambda question: MultipleInput(choices=question.choices),
    FieldKind.EMAIL: lambda _question: forms.EmailInput(),
    FieldKind.PHONE: lambda _question: forms.TelInput(attrs={"class": "short"}),
    FieldKind.WEBSITE: lambda _question: forms.URLInput(),
    FieldKind.ORGANISATION: lambda _question: OrganisationInput(attrs={"autocomplete": "off", "class": "short"}),
    FieldKind.COSTS: lambda question: CostsInput(question.most or costs.MOST, question.label),
    FieldKind.FILE: lambda question: FilesInput(question.key, answers.most_files(question)),
}


def _initial(question: Question, stored: str) -> Any:
    """What the page starts with: numbers as people write them, what is no answer as it was typed."""
    if not stored or answers.fault_of(question, stored):
        return stored
    match question.kind:
        case FieldKind.MONEY:
            return Decimal(stored)
        case FieldKind.NUMBER:
            return number_text(Decimal(stored).normalize())
    return stored
