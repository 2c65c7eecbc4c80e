"""What is filled in while checking, preparing and publishing decisions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.assessment.forms.handling import LONG
from calls.enums import ApplicationStatus as Status
from calls.models import Decision


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
        draft: Decision | None,
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
