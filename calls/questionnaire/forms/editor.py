"""The forms with which staff write a form: the head of a section, a question, a question before the form.

What depends on another choice (the options of a kind, the answers of a condition) changes when the page is drawn
again after that choice. Options of another kind are sent along hidden, so that going back loses nothing.
"""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.questionnaire import editing
from calls.questionnaire.definition import CONDITIONAL_ON
from calls.questionnaire.question import YES_NO
from pio_portal.ui.layout import Actions, EnterSends, Form, Include

SAVE_MINE = Actions(gettext_lazy("Mijn versie bewaren"))  # over that of a colleague


class CopyForm(Form):
    """A next version of the same form, or the first one of another form."""

    actions = Actions(gettext_lazy("Kopie maken"))

    name = forms.CharField(
        label=gettext_lazy("Naam van de vragenlijst"),
        help_text=gettext_lazy(
            "Laat de naam staan voor de volgende versie van deze vragenlijst. "
            "Geef een andere naam voor een vragenlijst naast deze, bijvoorbeeld voor een thematische oproep."
        ),
        max_length=100,
    )


class PublishForm(Form):
    """Nothing to fill in: the page shows what will change."""

    actions = Actions(gettext_lazy("Publiceren"))


class PartForm(Form):
    """One part of a draft. `seen` is the fingerprint of the part as it was when its page was opened."""

    mark_optional = False

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb gets: the part as the definition writes it, and what was seen of it."""
        return {"values": self.values(), "seen": self.cleaned_data["seen"]}

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """The part as the definition writes it."""

    def now_seen(self, fingerprint: str) -> None:
        """What is sent next goes over what stands there now."""
        self.data = self.data.copy()
        self.data["seen"] = fingerprint

    def beside(self, theirs: "PartForm") -> list[tuple[Any, str, str]]:
        """Where this form differs from the one with what a colleague saved: label, theirs, ours."""
        names = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        rows = [(self.fields[name].label, theirs.shown_value(name), self.shown_value(name)) for name in names]
        return [row for row in rows if row[1] != row[2]]

    def shown_value(self, name: str) -> str:
        """What stands in a field as people read it; nothing when the form does not have it."""
        if name not in self.fields:
            return ""
        value = self[name].value()
        labels = {str(k): str(v) for k, v in getattr(self.fields[name], "choices", ()) if not isinstance(v, list)}
        if isinstance(value, list):
            return ", ".join(labels.get(str(one), str(one)) for one in value)
        if isinstance(self.fields[name], forms.BooleanField):
            return _("ja") if value else _("nee")
        return labels.get(str(value), str(value or "")).replace("\r\n", "\n")


class Chooser(Include):
    """A choice on which the rest of the form depends: the page is drawn again when it changes."""

    def __init__(self, name: str) -> None:
        super().__init__("calls/staff/questionnaire/chooser.html", name)

    def render(self, form: Any, context: Any, **kwargs: Any) -> SafeString:
        with context.page.push(field=form[self.names[0]]):
            return super().render(form, context, **kwargs)


class ConditionalForm(PartForm):
    """What a section and a question share: the condition under which they are asked."""

    choosers = ("when_question",)

    when_question = forms.ChoiceField(label=gettext_lazy("Wanneer vragen we dit?"), required=False)
    when_values = forms.MultipleChoiceField(
        label=gettext_lazy("Bij welk antwoord?"), widget=forms.CheckboxSelectMultiple, required=False
    )
    subject: Any = ""

    def __init__(self, data: Any = None, *, earlier: list["Earlier"], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        asked = self.value_of("when_question")
        self.fields["when_question"].choices = _grouped(earlier, self.subject)
        chosen = next((one for one in earlier if one.place == asked), None)
        if chosen is None:
            del self.fields["when_values"]
        else:
            self.fields["when_values"].choices = chosen.answers

    @property
    def layout(self) -> Layout:
        """The fields in their order."""
        names = [name for name, field in self.fields.items() if not field.widget.is_hidden]
        return Layout(EnterSends(), *[Chooser(name) if name in self.choosers else name for name in names])

    def value_of(self, name: str) -> Any:
        """What stands in the field now: typed, else what it began with."""
        return self.data.get(name, "") if self.is_bound else self.initial.get(name, "")

    def clean(self) -> dict[str, Any]:
        """A condition names an answer."""
        data = super().clean()
        unanswered = "when_values" in self.fields and not data.get("when_values") and "when_values" not in self.errors
        if data.get("when_question") and unanswered:
            self.add_error(
                "when_values",
                _("Kies minstens één antwoord, of kies hierboven “%(always)s”.") % {"always": self.subject},
            )
        return data

    def condition(self) -> dict[str, Any] | None:
        """The condition as the definition writes it."""
        if not self.cleaned_data.get("when_question"):
            return None
        return {"question": self.cleaned_data["when_question"], "is": self.cleaned_data["when_values"]}


class SectionHeadForm(ConditionalForm):
    """The head of a section: its title, the explanation under it, its heading in the task list."""

    title = forms.CharField(label=gettext_lazy("Titel van het onderdeel"), max_length=120)
    help = forms.CharField(
        label=gettext_lazy("Uitleg onder de titel"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    group = forms.CharField(
        label=gettext_lazy("Kop in de takenlijst"),
        help_text=gettext_lazy("Onderdelen met dezelfde kop staan er samen onder. Zonder kop krijgt het zijn titel."),
        max_length=80,
        required=False,
    )
    subject = gettext_lazy("Altijd tonen")
    field_order = ["title", "help", "group", "when_question", "when_values"]

    def values(self) -> dict[str, Any]:
        """The head as the definition writes it."""
        names = ("title", "help", "group")
        return {name: self.cleaned_data[name].strip() for name in names} | {"when": self.condition()}

    @staticmethod
    def initial_of(section: Mapping[str, Any]) -> dict[str, Any]:
        """A section of the definition as this form shows it."""
        return {name: section.get(name, "") for name in ("title", "help", "group")} | condition_of(section)


class CheckForm(PartForm):
    """A yes-or-no question before the form; a no leads to the advice."""

    question = forms.CharField(
        label=gettext_lazy("Vraag"),
        help_text=gettext_lazy("Zo gesteld dat “ja” het goede antwoord is."),
        max_length=300,
    )
    help = forms.CharField(
        label=gettext_lazy("Toelichting onder de vraag"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    advice = forms.CharField(
        label=gettext_lazy("Wat zeggen we wie “nee” antwoordt?"),
        help_text=gettext_lazy("Zeg waarom, en wat wel kan helpen."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    hard = forms.BooleanField(
        label=gettext_lazy("Wie “nee” antwoordt, komt niet in aanmerking"),
        help_text=gettext_lazy("Anders raden we een gesprek aan, en kan men toch beginnen."),
        required=False,
    )

    def values(self) -> dict[str, Any]:
        """The question as the definition writes it."""
        data = self.cleaned_data
        return {name: data[name].strip() for name in ("question", "help", "advice")} | {"hard": data["hard"]}

    @staticmethod
    def initial_of(check: Mapping[str, Any]) -> dict[str, Any]:
        """A check of the definition as this form shows it."""
        return {name: check.get(name, "") for name in ("question", "help", "advice")} | {"hard": check.get("hard")}


class Earlier:
    """A question with fixed answers, to which a condition may look."""

    def __init__(self, section: Mapping[str, Any], question: Mapping[str, Any]) -> None:
        self.place = f"{section['key']}.{question['key']}"
        self.section, self.label = section["title"], question["label"]
        self.answers = [tuple(pair) for pair in question.get("choices") or YES_NO]


def earlier_than(data: Mapping[str, Any], section: str, question: str = "") -> list[Earlier]:
    """The questions with fixed answers before a place; before the end when the place is new (or has no question)."""
    return list(_earlier(data, section, question))


def _earlier(data: Mapping[str, Any], section: str, question: str) -> Iterator[Earlier]:
    for part in editing.sections(dict(data)):
        if part["key"] == section and not question:
            return
        for asked in part.get("fields", []):
            if part["key"] == section and asked["key"] == question:
                return
            if asked["kind"] in CONDITIONAL_ON:
                yield Earlier(part, asked)
        if part["key"] == section:
            return


def condition_of(item: Mapping[str, Any]) -> dict[str, Any]:
    """The condition of a section or a question of the definition, as its form shows it."""
    when = item.get("when") or {}
    return {"when_question": when.get("question", ""), "when_values": list(when.get("is", ()))}


def _grouped(earlier: list[Earlier], always: Any) -> list[Any]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for one in earlier:
        groups.setdefault(one.section, []).append((one.place, _("Alleen na “%(label)s”") % {"label": one.label}))
    return [("", always), *groups.items()]
