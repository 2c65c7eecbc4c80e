"""What an adviser fills in."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.enums import Advice, Scale
from calls.models import Assignment, Criterion


class ConflictForm(forms.Form):
    """The declaration of interests: before anything else."""

    FREE, CONFLICT = "vrij", "conflict"

    declaration = forms.ChoiceField(
        label=_("Hebt u een belang bij deze aanvraag?"),
        help_text=_(
            "Bijvoorbeeld: u of een naaste werkt voor de aanvrager of een mogelijke leverancier, "
            "u hielp bij de aanvraag, "
            "of u hebt er voordeel bij hoe PIO beslist."
        ),
        choices=[
            (FREE, _("Nee, ik kan deze aanvraag onafhankelijk beoordelen")),
            (CONFLICT, _("Ja, ik heb een belangenconflict")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("Zo ja, welk belang?"),
        help_text=_("Alleen het PIO-team leest dit. U ziet de aanvraag daarna niet meer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    mark_optional = False

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("declaration") == self.CONFLICT and not cleaned.get("reason"):
            self.add_error("reason", _("Schrijf in één zin welk belang u hebt. Alleen het PIO-team leest dit."))
        return cleaned


def points_of(criterion: Criterion) -> list[tuple[int, object]]:
    """What can be chosen on the criterion's scale."""
    if criterion.scale == Scale.YES_NO:
        return [(0, _("Nee")), (1, _("Ja"))]
    return [(n, str(n)) for n in range(criterion.scale + 1)]


class JudgeForm(forms.Form):
    """Points and a comment per criterion, then the advice. Saved as a draft, anything may still be empty."""

    def __init__(
        self, *args, assignment: Assignment, criteria: Sequence[Criterion], final: bool = False, **kwargs
    ) -> None:
        given = {score.criterion_id: score for score in assignment.scores.all()}
        initial = {"advice": assignment.advice, "advice_text": assignment.advice_text}
        for pk, score in given.items():
            initial |= {f"points_{pk}": score.points, f"comment_{pk}": score.comment}
        super().__init__(*args, initial=initial, **kwargs)
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=_("Punten voor %(name)s") % {"name": criterion.name},
                choices=points_of(criterion),
                coerce=int,
                empty_value=None,
                widget=forms.RadioSelect,
                required=final,
                error_messages={"required": _("Geef punten voor %(name)s.") % {"name": criterion.name}},
            )
            self.fields[f"comment_{criterion.pk}"] = forms.CharField(
                label=_("Toelichting bij %(name)s") % {"name": criterion.name},
                widget=forms.Textarea(attrs={"rows": 2}),
                max_length=4000,
                required=False,
            )
        self.fields["advice"] = forms.ChoiceField(
            label=_("Wat is uw advies?"), choices=Advice.choices, widget=forms.RadioSelect, required=final
        )
        self.fields["advice_text"] = forms.CharField(
            label=_("Waarom?"),
            help_text=_("Uw advies blijft binnen PIO: de aanvrager leest het niet."),
            widget=forms.Textarea(attrs={"rows": 5}),
            max_length=8000,
            required=final,
        )

    mark_optional = False

    def rows(self) -> list[dict]:
        """The criteria with their two fields, for the template."""
        return [
            {"criterion": c, "points": self[f"points_{c.pk}"], "comment": self[f"comment_{c.pk}"]}
            for c in self.criteria
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        for criterion in self.criteria:
            name = f"points_{criterion.pk}"
            if name not in self.errors and cleaned.get(name) is None and cleaned.get(f"comment_{criterion.pk}"):
                self.add_error(name, _("Geef ook punten bij uw toelichting voor %(name)s.") % {"name": criterion.name})
        return cleaned

    @property
    def scores(self) -> dict[int, tuple[int, str]]:
        """What was given, by criterion, as the workflow takes it."""
        return {
            c.pk: (self.cleaned_data[f"points_{c.pk}"], self.cleaned_data.get(f"comment_{c.pk}", ""))
            for c in self.criteria
            if self.cleaned_data.get(f"points_{c.pk}") is not None
        }
