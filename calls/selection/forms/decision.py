from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from calls.assessment.forms.handling import LONG
from calls.enums import ApplicationStatus as Status
from calls.selection.decision import ONLY_SELECTED, WRITTEN
from calls.selection.evidence import Evidence
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Button, Form


def despite_field() -> forms.CharField:
    """Why a decision is taken although something serious speaks against it."""
    return forms.CharField(
        label=_("Waarom beslist u toch zo?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        required=False,
    )


def conditions_field() -> forms.CharField:
    """On what conditions an application is selected."""
    return forms.CharField(
        label=_("Voorwaarden van de selectie"),
        help_text=_("Alleen als u selecteert, bijvoorbeeld: de gemeente stelt een projectleider aan vóór 1 maart."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=LONG,
        required=False,
    )


def ask_why(form: forms.BaseForm, evidence: Evidence) -> None:
    """Ask for the reason where an outcome may need one, and say what speaks against it; else not at all."""
    serious = evidence.serious(Status.SELECTED)
    if not serious:
        del form.fields["despite"]
        return
    told = " ".join(evidence.told(doubt) for doubt in serious)
    form.fields["despite"].help_text = told + " " + gettext("Alleen PIO leest dit: het staat niet in de brief.")


def refuse_conditions_of_others(form: forms.BaseForm, cleaned: dict[str, Any]) -> None:
    """Say at the conditions that only a selection has them."""
    if cleaned.get("conditions") and cleaned.get("outcome") not in ("", None, Status.SELECTED):
        form.add_error("conditions", ONLY_SELECTED)


class DecisionForm(Form):
    """The decision of the programme lead. Which outcomes there are depends on where the application stands."""

    actions = Actions(_("Brief nalezen"), note=_("Er vertrekt nog niets: u leest eerst de brief en de mail na."))

    outcome = forms.ChoiceField(label=_("Beslissing"), widget=forms.RadioSelect)
    decided_on = DayField(label=_("Datum van de beslissing"))
    grounds = forms.CharField(
        label=_("Motivering"),
        help_text=_("Komt letterlijk in de brief. Verwijs naar de criteria van de oproep."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONG,
    )
    feedback = forms.CharField(
        label=_("Feedback aan de aanvrager"),
        help_text=_("Verplicht als u niet selecteert: wat kan de aanvrager beter doen voor een volgende indiendatum?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        required=False,
    )
    conditions = conditions_field()
    despite = despite_field()
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)  # of the draft it began from
    mark_optional = False

    def __init__(self, *args, outcomes: list[Status], evidence: Evidence, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        ask_why(self, evidence)
        self.fields["outcome"].choices = [(status.value, status.label) for status in outcomes]
        if Status.NOT_SELECTED not in outcomes:
            del self.fields["feedback"]
        if Status.SELECTED not in outcomes:
            del self.fields["conditions"]
        if len(outcomes) == 1:
            self.initial.setdefault("outcome", outcomes[0].value)

    def clean(self) -> dict:
        cleaned = super().clean()
        if (
            cleaned.get("outcome") == Status.NOT_SELECTED
            and not cleaned.get("feedback")
            and "feedback" not in self.errors
        ):
            self.add_error("feedback", _("Schrijf feedback waarmee de aanvrager verder kan."))
        refuse_conditions_of_others(self, cleaned)
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """The decision as its verb takes it, such as feedback for who is not selected."""
        data, outcome = self.cleaned_data, Status(self.cleaned_data["outcome"])
        written = {name: data.get(name, "") for name in WRITTEN[outcome]}
        return written | {"outcome": outcome, "decided_on": data["decided_on"], "draft": data["version"] or 0}


class ReadOverForm(DecisionForm):
    """The same decision, unseen below its letter: to be taken, changed, or read as PDF."""

    form_class = ""
    actions = Actions(
        _("Beslissing nemen en versturen"),
        Button(_("Aanpassen"), name="change"),
        name="confirm",
        template="calls/staff/decide_actions.html",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget = field.hidden_widget()
