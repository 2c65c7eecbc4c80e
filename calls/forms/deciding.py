"""What is filled in while checking, preparing and publishing decisions."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.enums import CheckOutcome
from calls.forms.handling import LONG
from calls.models import DecisionDraft, EligibilityCheck, EligibilityPoint


class EligibilityForm(forms.Form):
    """Each condition of the call, with what was found. A condition may be left for later."""

    mark_optional = False

    def __init__(
        self, *args, points: Sequence[EligibilityPoint], checks: dict[int, EligibilityCheck], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.checks = points, checks
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

    def found(self) -> dict[int, tuple[str, str, datetime | None]]:
        """By condition: outcome, note, and when it was last checked according to this page."""
        data = self.cleaned_data
        return {
            point.pk: (outcome, data[f"note_{point.pk}"], _moment(data[f"seen_{point.pk}"]))
            for point in self.points
            if (outcome := data[f"outcome_{point.pk}"])
        }


def _moment(text: str) -> datetime | None:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


class InterestForm(forms.Form):
    """One's own conflict of interest."""

    reason = forms.CharField(
        label=_("Welk belang hebt u?"),
        help_text=_("Schrijf het in één zin. Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ReasonForm(forms.Form):
    """Why an advice is reopened, or a question for advice taken back."""

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De beoordelaar leest dit in een mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class DraftForm(forms.Form):
    """A decision in preparation: everything but the outcome may still be missing."""

    outcome = forms.ChoiceField(label=_("Beslissing"), widget=forms.RadioSelect)
    grounds = forms.CharField(
        label=_("Motivering"),
        help_text=_("Komt letterlijk in de brief. Verwijs naar de criteria van de oproep."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        required=False,
    )
    feedback = forms.CharField(
        label=_("Feedback aan de aanvrager"),
        help_text=_("Nodig als u niet selecteert."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONG,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    mark_optional = False

    def __init__(
        self,
        *args,
        outcomes: list[Status],
        draft: DecisionDraft | None,
        grounds: str = "",
        partly: bool = False,
        **kwargs,
    ) -> None:
        """`grounds` is a first text when there is no draft yet; `partly` lets a row of many be left empty."""
        initial = {"grounds": grounds}
        if draft is not None:
            initial = {name: getattr(draft, name) for name in ("outcome", "grounds", "feedback", "version")}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["outcome"].choices = [(status.value, status.label) for status in outcomes]
        self.fields["outcome"].required = not partly
        if partly:  # what the page says once above its rows
            self.fields["grounds"].help_text = self.fields["feedback"].help_text = ""
        if Status.NOT_SELECTED not in outcomes:
            self.fields["feedback"].widget = forms.HiddenInput()
        if len(outcomes) == 1 and not partly:
            self.fields["outcome"].initial = outcomes[0].value

    def clean(self) -> dict:
        cleaned = super().clean()
        written = (cleaned.get("grounds") or cleaned.get("feedback")) and self.has_changed()
        if written and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Kies een beslissing bij uw tekst."))
        return cleaned


class PublishForm(forms.Form):
    """Which drafts were read over, in which version, and the day of the decision."""

    decided_on = forms.DateField(label=_("Datum van de beslissing"))
    take = forms.CharField(required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["take"].widget = forms.MultipleHiddenInput()

    def seen(self) -> dict[int, int]:
        """The version that was read, by application; what is no such pair is left out."""
        pairs = (text.partition(":") for text in self.data.getlist("take"))
        return {int(pk): int(v) for pk, _colon, v in pairs if _is_number(pk) and _is_number(v)}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10  # noqa: PLR2004 - what a key in the database can be
