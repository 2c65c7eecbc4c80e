"""The rows beside the form of a call: its criteria, and the conditions of eligibility that staff ticks off."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from calls.call.workflow import DEFAULT_CRITERIA, DEFAULT_POINTS, Judged, Point
from calls.enums import Scale
from calls.models import Call

Rows = list[dict[str, Any]]  # what the rows begin with

MOST = 30


class CriterionForm(forms.Form):
    """One criterion; without a name it is left out."""

    mark_optional = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(label=_("Criterium"), max_length=120, required=False)
    help = forms.CharField(label=_("Waar kijken we naar?"), max_length=500, required=False)
    scale = forms.TypedChoiceField(
        label=_("Schaal"), choices=Scale.choices, coerce=int, empty_value=Scale.FIVE, required=False, initial=Scale.FIVE
    )
    weight = forms.IntegerField(label=_("Gewicht"), min_value=1, max_value=100, required=False, initial=1)
    knockout_below = forms.TypedChoiceField(
        label=_("Uitsluiting onder"),
        choices=[("", _("Geen"))] + [(n, str(n)) for n in range(1, max(Scale) + 1)],
        coerce=int,
        empty_value=None,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """A knock-out lies within the scale."""
        data = super().clean()
        scale, below = data.get("scale") or Scale.FIVE, data.get("knockout_below")
        if below and below > scale:
            self.add_error(
                "knockout_below",
                _("Op deze schaal kan men hoogstens %(n)d halen. Kies een lager getal.") % {"n": scale},
            )
        return data

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
            scale=data.get("scale") or Scale.FIVE,
        )


class CriteriaBase(BaseFormSet):
    """The criteria of a call: those that have a name, in order."""

    def clean(self) -> None:
        if not any(self.errors) and not self.judged():
            raise forms.ValidationError(_("Een oproep heeft minstens één criterium."))

    def judged(self) -> list[Judged]:
        return [judged for form in self.forms if (judged := form.judged())]


CriterionForms = formset_factory(CriterionForm, formset=CriteriaBase, extra=2, max_num=MOST, absolute_max=2 * MOST)


class PointForm(forms.Form):
    """One condition of eligibility; without a text it is left out."""

    mark_optional = False

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Voorwaarde"), max_length=200, required=False)
    help = forms.CharField(label=_("Hoe ziet men dat?"), max_length=500, required=False)

    def point(self) -> Point | None:
        data = self.cleaned_data
        if not data.get("text"):
            return None
        return Point(text=data["text"].strip(), help=data.get("help", ""), pk=data.get("pk"))


class PointsBase(BaseFormSet):
    """The conditions of eligibility of a call: those that have a text, in order. There may be none."""

    def points(self) -> list[Point]:
        return [point for form in self.forms if (point := form.point())]


PointForms = formset_factory(PointForm, formset=PointsBase, extra=1, max_num=MOST, absolute_max=2 * MOST)


def proposed_criteria() -> Rows:
    """The usual criteria."""
    return [
        {"name": c.name, "help": c.help, "scale": c.scale, "weight": c.weight, "knockout_below": c.knockout_below}
        for c in DEFAULT_CRITERIA
    ]


def criteria_of(call: Call) -> Rows:
    """The criteria as the form shows them."""
    return list(call.criteria.values("pk", "name", "help", "scale", "weight", "knockout_below"))


def proposed_points() -> Rows:
    """The usual conditions of eligibility."""
    return [{"text": p.text, "help": p.help} for p in DEFAULT_POINTS]


def points_of(call: Call) -> Rows:
    """The conditions of eligibility as the form shows them."""
    return list(call.eligibility_points.values("pk", "text", "help"))


def as_new(rows: Rows) -> Rows:
    """Rows of one call for another one."""
    return [{name: value for name, value in row.items() if name != "pk"} for row in rows]


def typed_rows(data: Any, prefix: str, rows: type[BaseFormSet]) -> Rows:
    """What was typed in the rows of a form, so that it can be drawn again with one row more."""
    names = tuple(rows.form.base_fields)
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    number = min(int(total), MOST) if total.isascii() and total.isdigit() and len(total) < 4 else 0  # noqa: PLR2004
    return [{name: data.get(f"{prefix}-{n}-{name}", "") for name in names} for n in range(number)]
