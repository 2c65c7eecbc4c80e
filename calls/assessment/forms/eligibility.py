"""What is filled in about eligibility and conflicts of interest, and why an adviser is asked otherwise."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from calls.assessment.eligibility import Finding
from calls.enums import CheckOutcome
from calls.models import EligibilityCheck, EligibilityPoint
from pio_portal.ui.layout import Actions, Form, Include
from pio_portal.ui.merging import Merging


class EligibilityForm(Merging, Form):
    """Each condition of the call, with what was found. A condition may be left for later.

    Saving is the main button, unless the dossier has a next step (`beside_a_step`).
    """

    mark_optional, form_class = False, "stack"

    def __init__(
        self, *args, points: Sequence[EligibilityPoint], checks: dict[int, EligibilityCheck], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.checks = points, checks
        self.beside_a_step = False
        for point in points:
            self._add(point, checks.get(point.pk))

    def _add(self, point: EligibilityPoint, check: EligibilityCheck | None) -> None:
        self.fields[f"outcome_{point.pk}"] = forms.ChoiceField(
            label=point.text,
            help_text=point.help,
            choices=CheckOutcome.choices,
            widget=forms.RadioSelect,
            required=False,
            initial=check.outcome if check else "",
        )
        self.fields[f"note_{point.pk}"] = forms.CharField(
            label=_("Opmerking"),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=2000,
            required=False,
            initial=check.note if check else "",
        )
        self.fields[f"seen_{point.pk}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=check.at.isoformat() if check else ""
        )

    @property
    def layout(self) -> Layout:
        """A row for each condition."""
        return Layout(Include("calls/staff/eligibility_checks.html", *self.fields))

    @property
    def actions(self) -> Actions:
        """The way out leads to the answers, for who still has to read them."""
        return Actions(
            kind="quiet" if self.beside_a_step else "primary",
            cancel=_("Naar de antwoorden"),
            note=_("Alleen het PIO-team leest dit. Wat u open laat, kunt u later nakijken."),
        )

    def rows(self) -> list[dict]:
        """The conditions with their fields and what stands there, for the template."""
        return [
            {
                "outcome": self[f"outcome_{point.pk}"],
                "note": self[f"note_{point.pk}"],
                "seen": self[f"seen_{point.pk}"],
                "check": self.checks.get(point.pk),
            }
            for point in self.points
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        for point in self.points:
            name = f"outcome_{point.pk}"
            if cleaned.get(f"note_{point.pk}") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Kies ook een uitkomst bij uw opmerking over “%(point)s”.") % {"point": point})
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """The findings by condition: outcome, note, and when it was last checked according to this page."""
        data = self.cleaned_data
        findings = {
            point.pk: Finding(outcome, data[f"note_{point.pk}"], _moment(data[f"seen_{point.pk}"]))
            for point in self.points
            if (outcome := data[f"outcome_{point.pk}"])
        }
        return {"findings": findings}


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


class InterestForm(Form):
    """One's own conflict of interest."""

    actions = Actions(_("Belang verklaren"), kind="destroy")

    reason = forms.CharField(
        label=_("Welk belang hebt u?"),
        help_text=_("Schrijf het in één zin. Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ReopenForm(Form):
    """Why an advice is given back to its adviser."""

    actions = Actions(_("Advies heropenen"))

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De beoordelaar leest dit in een mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class TakeBackForm(ReopenForm):
    """Why an adviser is not asked any more."""

    actions = Actions(_("Toewijzing intrekken"))
