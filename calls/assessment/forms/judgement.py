"""What an adviser fills in."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.enums import Advice, Scale
from calls.models import Assignment, Criterion
from pio_portal.ui.layout import Actions, Button, Form, Include


class ConflictForm(Form):
    """The declaration of interests: before anything else."""

    FREE, CONFLICT = "vrij", "conflict"
    actions = Actions(_("Verklaring bevestigen"), cancel=_("Later"))

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

    @property
    def is_free(self) -> bool:
        """Whether the one who sent it has no interest in the application."""
        return self.data.get("declaration") == self.FREE

    @property
    def arguments(self) -> dict[str, Any]:
        """Only a conflict has a reason."""
        return {} if self.is_free else {"reason": self.cleaned_data["reason"]}


def scale_of(criterion: Criterion) -> list[tuple[int, object]]:
    """What can be chosen on the criterion's scale."""
    if criterion.scale == Scale.YES_NO:
        return [(0, _("Nee")), (1, _("Ja"))]
    return [(n, str(n)) for n in range(criterion.scale + 1)]


class JudgeForm(Form):
    """Points and a comment per criterion, then the advice. Saved as a draft, anything may still be empty."""

    form_class, form_attrs = "stack", {"id": "oordeel"}
    actions = Actions(
        _("Advies geven"),
        Button(_("Ontwerp bewaren")),
        name="final",
        template="calls/adviser/judge_actions.html",
    )
    mark_optional = False

    def __init__(
        self, *args, assignment: Assignment, criteria: Sequence[Criterion], final: bool = False, **kwargs
    ) -> None:
        given = {score.criterion_id: score for score in assignment.scores.all()}
        initial = {"advice": assignment.advice, "advice_text": assignment.advice_text}
        for pk, score in given.items():
            initial |= {f"points_{pk}": score.points, f"comment_{pk}": score.comment}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper.error_summary = False  # the page says it, above the application too
        self.criteria = criteria
        for criterion in criteria:
            self.fields[f"points_{criterion.pk}"] = forms.TypedChoiceField(
                label=_("Punten voor %(name)s") % {"name": criterion.name},
                choices=scale_of(criterion),
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

    @property
    def layout(self) -> Layout:
        """A box for each criterion, and one for the advice."""
        return Layout(Include("calls/adviser/judge_fields.html", *self.fields))

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
    def arguments(self) -> dict[str, Any]:
        """The advice with its text, and by criterion the points and the comment that were given."""
        data = self.cleaned_data
        scores = {
            c.pk: (data[f"points_{c.pk}"], data.get(f"comment_{c.pk}", ""))
            for c in self.criteria
            if data.get(f"points_{c.pk}") is not None
        }
        return {"scores": scores, "advice": data["advice"], "text": data["advice_text"]}
