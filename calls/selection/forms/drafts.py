"""What is filled in while preparing and publishing decisions."""

import re
from datetime import date
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.assessment.forms.handling import LONG
from calls.enums import ApplicationStatus as Status
from calls.models import Decision
from calls.selection.evidence import Evidence
from calls.selection.forms.decision import (
    ask_why,
    conditions_field,
    despite_field,
    refuse_conditions_of_others,
)
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form, Group, Include

DIGITS = re.compile("[0-9]{1,9}")  # what a key in the database can be
KEPT = ("outcome", "grounds", "feedback", "conditions", "despite", "version")  # of a draft
WITHOUT_DAY = _("Vul de datum van de beslissing in.")


class DraftForm(Form):
    """A decision in preparation: everything but the outcome may still be missing."""

    actions = Actions(_("Ontwerp bewaren"))

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
    conditions = conditions_field()
    despite = despite_field()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    mark_optional = False

    def __init__(
        self,
        *args,
        outcomes: list[Status],
        draft: Decision | None,
        evidence: Evidence,
        grounds: str = "",
        **kwargs,
    ) -> None:
        """`grounds` is a first text, for when there is no draft yet."""
        initial = {"grounds": grounds}
        if draft is not None:
            initial = {name: getattr(draft, name) for name in KEPT}
        super().__init__(*args, initial=initial, **kwargs)
        ask_why(self, evidence)
        self.fields["outcome"].choices = [(status.value, status.label) for status in outcomes]
        if Status.NOT_SELECTED not in outcomes:
            self.fields["feedback"].widget = forms.HiddenInput()
        if Status.SELECTED not in outcomes:
            del self.fields["conditions"]
        if len(outcomes) == 1:
            self.fields["outcome"].initial = outcomes[0].value

    def clean(self) -> dict:
        cleaned = super().clean()
        written = any(cleaned.get(name) for name in ("grounds", "feedback", "conditions")) and self.has_changed()
        if written and not cleaned.get("outcome") and "outcome" not in self.errors:
            self.add_error("outcome", _("Kies een beslissing bij uw tekst."))
        refuse_conditions_of_others(self, cleaned)
        return cleaned


class DiscardDraftForm(Form):
    """Which version of the draft is thrown away: the one that was on the page."""

    version = forms.IntegerField(min_value=0)


class DraftRowForm(DraftForm):
    """One of the drafts of a round, that may be left empty. What it explains, the page says once above all of them."""

    form_tag = False
    layout = Layout("outcome", Group("grounds", "feedback", classes="draft-texts"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].required, self.fields["outcome"].initial = False, None
        for name in ("grounds", "feedback", "conditions"):
            if name in self.fields:
                self.fields[name].help_text = ""

    @property
    def is_filled_in(self) -> bool:
        """Whether there is something to save in this row, once it is valid."""
        return bool(self.cleaned_data.get("outcome")) and self.has_changed()


class RoundDraftsForm(Form):
    """The drafts of a round, sent together: the page knows its rows, which each have a `DraftRowForm`."""

    form_class = "stack"
    layout = Layout(Include("calls/staff/round/decision_draft_rows.html"))
    actions = Actions(_("Alles bewaren"), template="calls/staff/round/decision_draft_actions.html")

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.error_summary = False  # the page says it, and each row its own


class DecisionDayForm(Form):
    """The day that the letters of the decisions will name."""

    method, form_class = "get", "form day-form"
    actions = Actions(_("Toepassen"), kind="quiet", small=True)
    mark_optional = False

    op = DayField(label=_("Datum van de beslissing"), required=False)

    def __init__(self, *args, latest: date, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.error_summary = False
        self.fields["op"].widget.attrs["max"] = latest.isoformat()


class PublishForm(Form):
    """Which drafts were read over, in which version, and the day of the decision; drawn as a table with boxes."""

    form_class = "stack"
    actions = Actions(_("Gekozen beslissingen publiceren"), template="calls/staff/round/publish_actions.html")
    layout = Layout(Include("calls/staff/round/publish_table.html", "decided_on", "take"))

    decided_on = DayField(error_messages=dict.fromkeys(("required", "invalid"), WITHOUT_DAY))
    take = forms.CharField(required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.helper.error_summary = False  # the page says it, above all that it shows

    @property
    def arguments(self) -> dict[str, Any]:
        """The day, and the version that was read by application; what names no draft is left out."""
        pairs = (text.partition(":") for text in self.data.getlist("take"))
        seen = {int(pk): int(version) for pk, _colon, version in pairs if _is_number(pk) and _is_number(version)}
        return {"decided_on": self.cleaned_data["decided_on"], "seen": seen}


class ConfirmPublishForm(PublishForm):
    """The same choice, unseen below what it comes to: published, or looked at again."""

    actions = Actions(_("Ja, nu publiceren"), name="confirm", cancel=_("Toch niet"))
    layout = Layout(Include("calls/staff/round/publish_chosen.html", "decided_on", "take"))

    @property
    def chosen(self) -> list[str]:
        """The drafts that were chosen, each as `application:version`."""
        return self.data.getlist("take")


def _is_number(text: str) -> bool:
    return DIGITS.fullmatch(text) is not None
