"""What is filled in about eligibility and conflicts of interest, and why an adviser is asked otherwise."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.assessment.eligibility import Finding, mark_of
from calls.enums import CheckOutcome
from calls.models import EligibilityCheck, EligibilityPoint
from pio_portal.ui.layout import Actions, Button, Form, Include


class EligibilityForm(Form):
    """Each condition of the call, with what was found. A condition may be left for later.

    A row is saved as soon as it is ticked (`save_url` on the row, by htmx); without script all are saved together. What
    the page showed goes along with each (`seen`), so that two colleagues overwrite nothing of each other.
    """

    mark_optional, form_class = False, "stack"
    actions = Actions(
        _("Bewaren"),
        Button(_("Alles voldoet"), name="all", icon="check-circle"),
        template="calls/staff/eligibility_actions.html",
    )

    def __init__(
        self, *args, points: Sequence[EligibilityPoint], checks: dict[int, EligibilityCheck], **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points, self.checks = points, checks
        self.overtaken: set[int] = set()
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
            help_text=_("Bij “Voldoet niet” is dit een voorstel van tekst voor de aanvrager."),
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=2000,
            required=False,
            initial=check.note if check else "",
        )
        self.fields[f"seen_{point.pk}"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=mark_of(check)
        )

    @property
    def layout(self) -> Layout:
        """A row for each condition."""
        return Layout(Include("calls/staff/eligibility_checks.html", *self.fields))

    def rows(self) -> list[dict]:
        """The conditions with their fields and what stands there, for the template."""
        return [self.row(point) for point in self.points]

    def row(self, point: EligibilityPoint) -> dict:
        """One condition."""
        note = self[f"note_{point.pk}"]
        return {
            "point": point,
            "outcome": self[f"outcome_{point.pk}"],
            "note": note,
            "unfolded": bool(note.value() or note.errors),
            "seen": self[f"seen_{point.pk}"],
            "check": self.checks.get(point.pk),
            "overtaken": point.pk in self.overtaken,
        }

    def show_theirs(self) -> None:
        """After a refusal: what colleagues found meanwhile.

        It stands in the rows that were not touched here, and beside those that were: to save one of these again is a
        choice, made with both in view.
        """
        self.data = self.data.copy()
        for point in self.points:
            check, finding = self.checks.get(point.pk), self._finding(point.pk)
            if finding.is_untouched and check:
                self.data[f"outcome_{point.pk}"], self.data[f"note_{point.pk}"] = check.outcome, check.note
            elif mark_of(check) not in (finding.seen, finding.mark):
                self.overtaken.add(point.pk)
            self.data[f"seen_{point.pk}"] = mark_of(check)

    def clean(self) -> dict:
        cleaned = super().clean()
        for point in self.points:
            name = f"outcome_{point.pk}"
            if cleaned.get(f"note_{point.pk}") and not cleaned.get(name) and name not in self.errors:
                self.add_error(name, _("Kies ook een uitkomst bij uw opmerking over “%(point)s”.") % {"point": point})
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """The findings by condition: those that say something else than what the page showed."""
        found = {point.pk: self._finding(point.pk) for point in self.points}
        findings = {pk: finding for pk, finding in found.items() if finding.outcome and not finding.is_untouched}
        return {"findings": findings, "rest_is_met": "all" in self.data}

    def _finding(self, pk: int) -> Finding:
        """As it was sent, also where the form was refused."""
        return Finding(*(self[f"{name}_{pk}"].value() or "" for name in ("outcome", "note", "seen")))


class InterestForm(Form):
    """One's own conflict of interest."""

    actions = Actions(_("Belang verklaren"), kind="destroy")

    reason = forms.CharField(
        label=_("Welk belang hebt u?"),
        help_text=_("Schrijf het in één zin. Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class ReconsiderForm(Form):
    """Why an application is checked for eligibility again."""

    actions = Actions(_("Ontvankelijkheid terugnemen"))

    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Alleen het PIO-team leest dit. De aanvrager ziet dat u de voorwaarden opnieuw nakijkt."),
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
