"""The whole form as the applicant sees it, to try out: answers are checked, and kept nowhere."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from crispy_forms.layout import Layout
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from calls.questionnaire import answers
from calls.questionnaire.definition import Definition
from calls.questionnaire.forms.section import SectionForm
from calls.questionnaire.question import Section
from calls.questionnaire.version_diff import condition_text
from pio_portal.ui.layout import Actions, Form, Include


@dataclass(frozen=True)
class TrialSection:
    """A section with the applicant's own form of it, and in words when it and its questions are asked."""

    section: Section
    form: SectionForm
    condition: str
    conditions: list[tuple[str, str]]


class TrialForm(Form):
    """Every section on one page. Sent, it tells what is still wrong, and leaves out what is not asked then."""

    form_class = "form preview"
    layout = Layout(Include("calls/staff/questionnaire/preview_sections.html"))
    actions = Actions(_("Antwoorden nakijken"), kind="quiet", cancel=_("Leegmaken"))

    def __init__(self, data: QueryDict | None = None, files: Any = None, *, definition: Definition) -> None:
        super().__init__(data, files)
        self.definition = definition
        self.helper.error_summary = False  # the page tells the faults with the questions

    @cached_property
    def faults(self) -> list[answers.Fault]:
        """What would be wrong with these answers when they were handed in."""
        return answers.faults(self._asked, self._given) if self.is_bound else []

    def is_valid(self) -> bool:
        return super().is_valid() and not self.faults

    @cached_property
    def sections(self) -> list[TrialSection]:
        """The sections that are asked, with what is wrong at each question."""
        shown = [self._trial(section) for section in (self._asked if self.is_bound else self.definition).sections]
        forms = {one.section.key: one.form for one in shown}
        for fault in self.faults:
            form = forms[fault.section.key]
            if fault.question.key not in form.errors:
                form.add_error(fault.question.key, fault.sentence)
        return shown

    @cached_property
    def _given(self) -> dict[str, dict[str, str]]:
        return {section.key: _answers(section, self.data) for section in self.definition.sections}

    @cached_property
    def _asked(self) -> Definition:
        return self.definition.asked(self._given)

    def _trial(self, section: Section) -> TrialSection:
        """Told apart from the others on the page by the names of its fields."""
        form = SectionForm(section, {}, self.data if self.is_bound else None)
        form.prefix = section.key
        form.auto_id = f"id_{section.key}_%s"
        conditions = [(q.label, condition_text(q.when, self.definition)) for q in section.fields if q.when]
        whole = condition_text(section.when, self.definition) if section.when else ""
        return TrialSection(section, form, whole, conditions)


def _answers(section: Section, data: QueryDict) -> dict[str, str]:
    """What was filled in for a section, as it would be stored."""
    own = QueryDict(mutable=True)
    for name in data:
        if name.startswith(f"{section.key}-"):
            own.setlist(name.removeprefix(f"{section.key}-"), data.getlist(name))
    typed = SectionForm(section, {}, own).typed()
    return {q.key: answers.keep(q, typed[q.key]) for q in section.fields if q.key in typed}
