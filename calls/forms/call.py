"""The form with which the programme lead makes and amends a call: texts, submission rounds, criteria."""

import datetime as dt
from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls import default_form
from calls.enums import Scale
from calls.models import Call, Theme
from calls.workflow.call import DEFAULT_CRITERIA, Judged, Period, check_rounds, fingerprint
from pio_portal.change import Refused

ROUNDS = 3  # from 2025 a call has three submission dates (plan, action 1)
PROPOSED = (((1, 5), (3, 15)), ((4, 1), (9, 15)), ((10, 1), (12, 15)))  # (month, day) of opening and closing
NOON = dt.time(12)


class Moment(forms.DateTimeField):
    """A day and an hour in Brussels. The hour that is skipped or doubled when the clock changes is refused."""

    widget = forms.DateTimeInput

    def to_python(self, value: Any) -> dt.datetime | None:
        try:
            return super().to_python(value)
        except forms.ValidationError as error:
            if error.code == "ambiguous_timezone":
                raise forms.ValidationError(
                    _("Dit uur bestaat niet op die dag, of komt er twee keer voor: de klok verspringt. Kies een ander.")
                ) from error
            raise


class CallForm(forms.ModelForm):
    """A call with its rounds; the criteria are `CriterionForms` beside it."""

    mark_optional = False  # the hints say it; round 2 and 3 and the criteria may be left empty

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Call
        fields = ["code", "title", "kind", "year", "theme", "summary", "who_may_apply", "target_term_days"]
        error_messages = {"code": {"unique": _("Deze code bestaat al. Kies een andere.")}}
        widgets = {
            "kind": forms.RadioSelect,
            "summary": forms.Textarea(attrs={"rows": 4}),
            "who_may_apply": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {
            "code": _("De referentie, bijvoorbeeld PIO-2026. Ze staat in het adres en ligt vast na de publicatie."),
            "theme": _("Alleen voor een thematische oproep."),
            "summary": _("Een of twee zinnen: wat biedt de oproep?"),
            "target_term_days": _(
                "Van de start van een project tot de lancering van zijn opdracht. Per project aan te passen."
            ),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(retired=False)
        self.fields["theme"].empty_label = _("Geen thema")
        self.fields["target_term_days"].min_value = 1
        existing = {r.number: r for r in self.instance.rounds.order_by("number")} if self.instance.pk else {}
        self.numbers = range(1, max(ROUNDS, *existing.keys() or [0]) + 1)
        for number in self.numbers:
            for name, label in (("opens", _("Opent op")), ("closes", _("Sluit op"))):
                current = existing.get(number)
                self.fields[f"{name}_{number}"] = Moment(
                    label=label, required=False, initial=getattr(current, f"{name}_at", None)
                )
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance)
        if self.instance.published_at:
            self.fields["code"].disabled = True

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip().upper()

    def clean(self) -> dict[str, Any]:
        """Check the rounds as a whole, and say at which of them it goes wrong."""
        data = super().clean()
        if data.get("kind") == "thematic" and not data.get("theme"):
            self.add_error("theme", _("Kies het thema van deze thematische oproep."))
        periods = self._periods()
        if not any(name in self.errors for name in self.fields if name.startswith(("opens_", "closes_"))):
            try:
                check_rounds(periods)
            except Refused as refused:
                self.add_error(self.field_of(refused), str(refused))
        data["rounds"] = periods
        return data

    def field_of(self, refused: Refused) -> str | None:
        """The field that a refusal belongs to; the first opening for the rounds as a whole."""
        if refused.field == "rounds":
            return "opens_1"
        return refused.field if refused.field in self.fields else None

    def round_rows(self) -> list[tuple[int, Any, Any]]:
        """Each round's number with its two fields, for the page."""
        return [(n, self[f"opens_{n}"], self[f"closes_{n}"]) for n in self.numbers]

    def text_fields(self) -> list[Any]:
        return [self[name] for name in self.Meta.fields]

    def values(self) -> dict[str, Any]:
        """What goes to the workflow."""
        return {name: self.cleaned_data[name] for name in [*self.Meta.fields, "rounds"]}

    def _periods(self) -> list[Period]:
        periods, empty = [], 0
        for number in self.numbers:
            opens, closes = self.cleaned_data.get(f"opens_{number}"), self.cleaned_data.get(f"closes_{number}")
            if opens and closes:
                if empty:
                    self.add_error(f"opens_{empty}", _("Vul eerst deze indiendatum in, of laat ook de volgende leeg."))
                periods.append(Period(opens, closes))
            elif opens or closes:
                missing = f"closes_{number}" if opens else f"opens_{number}"
                if missing not in self.errors:
                    self.add_error(missing, _("Vul ook dit moment in: een indiendatum opent en sluit."))
            else:
                empty = empty or number
        return periods


class CriterionForm(forms.Form):
    """One criterion; without a name it is left out."""

    mark_optional = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Criterium"), max_length=120, required=False)
    help = forms.CharField(label=_("Waar kijken we naar?"), max_length=500, required=False)
    weight = forms.IntegerField(label=_("Gewicht"), min_value=1, max_value=100, required=False, initial=1)
    knockout_below = forms.TypedChoiceField(
        label=_("Uitsluiting onder"),
        choices=[("", _("Geen"))] + [(n, str(n)) for n in range(1, max(Scale) + 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def judged(self) -> Judged | None:
        data = self.cleaned_data
        if not data.get("name"):
            return None
        return Judged(
            name=data["name"].strip(),
            help=data.get("help", ""),
            weight=data.get("weight") or 1,
            knockout_below=data.get("knockout_below"),
            pk=data.get("pk"),
        )


class CriteriaBase(BaseFormSet):
    """The criteria of a call: those that have a name, in order."""

    def clean(self) -> None:
        if not any(self.errors) and not self.judged():
            raise forms.ValidationError(_("Een oproep heeft minstens één criterium."))

    def judged(self) -> list[Judged]:
        return [judged for form in self.forms if (judged := form.judged())]


CriterionForms = formset_factory(CriterionForm, formset=CriteriaBase, extra=2, max_num=20, absolute_max=30)


def proposal(now: dt.datetime) -> dict[str, Any]:
    """What a new call starts from: this year's (or the next) open call, three dates, the usual texts."""
    year = timezone.localdate(now).year
    if Call.objects.filter(code=f"PIO-{year}").exists():
        year += 1
    values: dict[str, Any] = {
        "code": f"PIO-{year}",
        "title": f"Open oproep {year}",
        "year": year,
        "summary": default_form.SUMMARY,
        "who_may_apply": default_form.WHO_MAY_APPLY,
    }
    for number, moments in enumerate(PROPOSED, 1):
        for name, (month, day) in zip(("opens", "closes"), moments, strict=True):
            values[f"{name}_{number}"] = timezone.make_aware(dt.datetime.combine(dt.date(year, month, day), NOON))
    return values


def proposed_criteria() -> list[dict[str, Any]]:
    """The usual criteria."""
    return [
        {"name": c.name, "help": c.help, "weight": c.weight, "knockout_below": c.knockout_below}
        for c in DEFAULT_CRITERIA
    ]


def criteria_of(call: Call) -> list[dict[str, Any]]:
    """The criteria as the form shows them."""
    return list(call.criteria.values("pk", "name", "help", "weight", "knockout_below"))
