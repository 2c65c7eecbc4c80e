"""The form with which staff write one question, with the options of its kind."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import Agrees, FieldKind, Visibility
from calls.questionnaire import editing
from calls.questionnaire.crosscheck import HOWS, TODAY
from calls.questionnaire.definition import Definition, DefinitionError
from calls.questionnaire.forms.editor import ConditionalForm, condition_of
from calls.questionnaire.question import YES_NO
from pio_portal.ui.forms import DayField

VALUE = re.compile(r"^[a-z0-9][a-z0-9_-]{0,38}$")
MOST_CHOICES = 60
LONGEST_CHOICE = 200

AGREES = ("agrees", "agrees_sentence", "agrees_hard")
OPTIONS: dict[str, tuple[str, ...]] = {
    FieldKind.TEXT: ("min_length", "max_length"),
    FieldKind.LONG: ("min_length", "max_length"),
    FieldKind.NUMBER: ("min", "max", *AGREES),
    FieldKind.MONEY: ("min", "max", *AGREES),
    FieldKind.DATE: ("earliest", "latest", *AGREES),
    FieldKind.CHOICE: ("choices", *AGREES),
    FieldKind.YES_NO: AGREES,
    FieldKind.MULTIPLE: ("choices",),
    FieldKind.FILE: ("most",),
    FieldKind.COSTS: ("most", "min", "max", *AGREES),
}
ALL_OPTIONS = ("choices", "min_length", "max_length", "min", "max", "earliest", "latest", "most", *AGREES)


@dataclass(frozen=True)
class Other:
    """Another question of the form, with which an answer may have to agree."""

    place: str
    kind: str
    label: str


def others_than(data: Mapping[str, Any], place: str) -> list[Other]:
    """All questions but the one at this place."""
    every = (
        Other(f"{section['key']}.{asked['key']}", asked["kind"], asked["label"])
        for section in editing.sections(dict(data))
        for asked in section.get("fields", [])
    )
    return [other for other in every if other.place != place]


class QuestionForm(ConditionalForm):
    """One question with all its properties; those of its kind alone are shown, and how the applicant will see it."""

    choosers = ("kind", "when_question")
    form_attrs = {
        "hx-post": "",
        "hx-trigger": "keyup delay:400ms",
        "hx-vals": '{"redraw": "1"}',
        "hx-target": "#seen",
        "hx-select": "#seen",
        "hx-swap": "outerHTML",
    }

    label = forms.CharField(label=gettext_lazy("Vraag"), max_length=300)
    help = forms.CharField(
        label=gettext_lazy("Toelichting onder de vraag"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=1000,
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Soort antwoord"), choices=FieldKind.choices)
    choices = forms.CharField(
        label=gettext_lazy("Antwoorden waaruit men kiest"),
        help_text=gettext_lazy(
            "Elk antwoord op een nieuwe regel. Wat vóór het = staat, is de waarde waaraan we het herkennen: "
            "laat die staan als u een tekst verbetert. Voor een nieuw antwoord volstaat de tekst."
        ),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=MOST_CHOICES * LONGEST_CHOICE,
    )
    min_length = forms.IntegerField(
        label=gettext_lazy("Minstens zoveel tekens"), min_value=1, max_value=20_000, required=False
    )
    max_length = forms.IntegerField(
        label=gettext_lazy("Hoogstens zoveel tekens"), min_value=1, max_value=20_000, required=False
    )
    min = forms.IntegerField(label=gettext_lazy("Minstens"), min_value=-(10**11), max_value=10**11, required=False)
    max = forms.IntegerField(label=gettext_lazy("Hoogstens"), min_value=-(10**11), max_value=10**11, required=False)
    earliest = DayField(label=gettext_lazy("Niet vroeger dan"), required=False)
    latest = DayField(label=gettext_lazy("Niet later dan"), required=False)
    most = forms.IntegerField(label=gettext_lazy("Hoogste aantal"), min_value=1, max_value=100, required=False)
    agrees = forms.ChoiceField(
        label=gettext_lazy("Waarmee moet het antwoord kloppen?"),
        help_text=gettext_lazy("Klopt het niet, dan leest de aanvrager hieronder waarom."),
        required=False,
    )
    agrees_sentence = forms.CharField(
        label=gettext_lazy("Wat zeggen we als het niet klopt?"),
        help_text=gettext_lazy("Bijvoorbeeld: “Uw eigen deel is groter dan de geraamde kost.”"),
        max_length=300,
        required=False,
    )
    agrees_hard = forms.BooleanField(
        label=gettext_lazy("Zolang het niet klopt, kan men niet indienen"),
        help_text=gettext_lazy("Anders vragen we voor het indienen of het zo bedoeld is."),
        required=False,
    )
    required = forms.BooleanField(label=gettext_lazy("Verplicht om in te dienen"), required=False)
    visibility = forms.ChoiceField(
        label=gettext_lazy("Wie mag het antwoord lezen, naast de aanvrager?"),
        choices=Visibility.choices,
        widget=forms.RadioSelect,
    )
    subject = gettext_lazy("Altijd")
    field_order = ["label", "help", "kind", *ALL_OPTIONS, "required", "visibility", "when_question", "when_values"]

    def __init__(self, data: Any = None, *, others: Sequence["Other"] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.options = OPTIONS.get(self.value_of("kind"), ())
        if "agrees" in self.options:
            self.fields["agrees"].choices = [("", _("Met niets")), *self._ways(others)]
        for name in ALL_OPTIONS:
            if name not in self.options:
                self.fields[name] = forms.CharField(widget=forms.HiddenInput, required=False)
        if self.value_of("kind") == FieldKind.COSTS:
            self.fields["most"].label = _("Hoogste aantal rijen")
        elif self.value_of("kind") == FieldKind.FILE:
            self.fields["most"].label = _("Hoogste aantal bestanden")

    def clean_choices(self) -> Any:
        """The answers as pairs. Says which line is wrong."""
        if "choices" not in self.options:
            return None
        return read_choices(self.cleaned_data["choices"])

    def clean(self) -> dict[str, Any]:
        """What is least is not more than what is most."""
        data = super().clean()
        for least, most in (("min_length", "max_length"), ("min", "max"), ("earliest", "latest")):
            low, high = data.get(least), data.get(most)
            if most in self.options and low is not None and high is not None and low > high:
                self.add_error(most, _("Dit is minder dan het minimum hierboven. Verander een van beide."))
        if data.get("agrees") and not data.get("agrees_sentence"):
            self.add_error("agrees_sentence", _("Schrijf wat de aanvrager leest als het niet klopt."))
        if data.get("agrees_hard") and str(data.get("agrees")).endswith(f":{TODAY}"):
            self.add_error(
                "agrees_hard",
                _("Wat met vandaag vergeleken wordt, vragen we na: een aanvulling komt later dan de aanvraag zelf."),
            )
        return data

    def values(self) -> dict[str, Any]:
        """The question as the definition writes it."""
        data = self.cleaned_data
        plain = {"label": data["label"].strip(), "help": data["help"].strip()}
        plain |= {name: data[name] for name in ("kind", "required", "visibility")}
        limits = {name: data.get(name) for name in self.options if not name.startswith("agrees")}
        days = {name: day.isoformat() for name in ("earliest", "latest") if (day := limits.get(name))}
        return plain | limits | days | {"agrees": self._agrees(), "when": self.condition()}

    def _agrees(self) -> dict[str, Any] | None:
        """The cross-check as the definition writes it."""
        how, _colon, against = (self.cleaned_data.get("agrees") or "").partition(":")
        if not how:
            return None
        sentence, hard = self.cleaned_data["agrees_sentence"].strip(), self.cleaned_data["agrees_hard"]
        return {"how": how, "with": against, "sentence": sentence, "hard": hard}

    def _ways(self, others: Sequence["Other"]) -> Iterator[tuple[str, str]]:
        """What an answer of this kind can be held against, as `how:against`."""
        kind = self.value_of("kind")
        for how in HOWS.get(kind, ()):
            if how == Agrees.IS:
                for value, label in self._answers(kind):
                    yield f"{how}:{value}", f"{how.label} “{label}”"
                continue
            if kind == FieldKind.DATE:
                yield f"{how}:{TODAY}", f"{how.label} {_('vandaag')}"
            for other in others:
                if how in HOWS.get(other.kind, ()):
                    yield f"{how}:{other.place}", f"{how.label} “{other.label}”"

    def _answers(self, kind: str) -> Sequence[Sequence[str]]:
        """The answers of a choice as they stand in the box, as far as they can be read."""
        if kind == FieldKind.YES_NO:
            return YES_NO
        try:
            return read_choices(self.value_of("choices") or "")
        except forms.ValidationError:
            return ()

    def definition_alone(self) -> Definition | None:
        """A form with this question and nothing else; None when the question is not far enough to be asked."""
        if not self.is_valid():
            return None
        data = {"sections": [{"key": "een", "title": "-", "fields": []}]}
        try:
            return editing.typed(editing.put_question(data, "een", self.values() | {"when": None, "agrees": None})[0])
        except DefinitionError:
            return None

    @staticmethod
    def initial_of(question: Mapping[str, Any]) -> dict[str, Any]:
        """A question of the definition as this form shows it."""
        shown = {name: question.get(name) for name in ("label", "help", "kind", *ALL_OPTIONS)}
        check = question.get("agrees") or {}
        shown |= {
            "agrees": f"{check['how']}:{check['with']}" if check else "",
            "agrees_sentence": check.get("sentence", ""),
            "agrees_hard": check.get("hard", False),
        }
        shown["choices"] = "\n".join(f"{value} = {label}" for value, label in question.get("choices") or ())
        public = Visibility.PUBLIC if question.get("public") else Visibility.ASSESSORS
        shown |= {"required": question.get("required", True), "visibility": question.get("visibility", public)}
        return shown | condition_of(question)


def read_choices(text: str) -> list[list[str]]:
    """`waarde = label` or a label on each line, as pairs. Raises ValidationError, naming the line."""
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_CHOICES:
        raise forms.ValidationError(_("Gebruik hoogstens %(n)d antwoorden.") % {"n": MOST_CHOICES})
    split = [_value_and_label(line) for line in lines]
    taken = [value for value, _label in split if value]
    pairs = []
    for value, label in split:
        if not label or len(label) > LONGEST_CHOICE:
            raise forms.ValidationError(
                _("Geef elk antwoord een tekst van hoogstens %(n)d tekens.") % {"n": LONGEST_CHOICE}
            )
        if not value:
            value = editing.key_from(label, taken)  # noqa: PLW2901 - made from the label
            taken.append(value)
        pairs.append([value, label])
    for place, seen in enumerate(pairs):
        if any(seen[0] == other[0] or seen[1] == other[1] for other in pairs[:place]):
            raise forms.ValidationError(_("“%(label)s” staat er twee keer.") % {"label": seen[1]})
    return pairs


def _value_and_label(line: str) -> tuple[str, str]:
    value, sign, label = (part.strip() for part in line.partition("="))
    return (value, label) if sign and VALUE.match(value) else ("", line)
