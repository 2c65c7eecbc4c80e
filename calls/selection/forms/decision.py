from django import forms
from django.utils.translation import gettext_lazy as _

from calls.assessment.forms.handling import LONG
from calls.enums import ApplicationStatus as Status


class DecisionForm(forms.Form):
    """The decision of the programme lead. Which outcomes there are depends on where the application stands."""

    outcome = forms.ChoiceField(label=_("Beslissing"), widget=forms.RadioSelect)
    decided_on = forms.DateField(label=_("Datum van de beslissing"))
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
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)  # of the draft it began from
    mark_optional = False

    def __init__(self, *args, outcomes: list[Status], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(status.value, status.label) for status in outcomes]
        if Status.NOT_SELECTED not in outcomes:
            del self.fields["feedback"]
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
        return cleaned
