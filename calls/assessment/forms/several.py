"""What staff fills in to write to, or to ask of, the applicants of many applications at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.application.forms.completion import LONGEST as LONGEST_REASON
from pio_portal.correspondence.forms import MessageTextForm
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Form


class MessageToSeveralForm(MessageTextForm):
    """One message, which each of them gets in their own dossier."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].help_text = _("Elke aanvrager leest dit in het eigen dossier en krijgt er een mail over.")


class CompletionOfSeveralForm(Form):
    """The same completion of several applications: which parts, why, and until when."""

    sections = forms.MultipleChoiceField(
        label=_("Welke onderdelen mogen de aanvragers wijzigen?"),
        help_text=_("Alleen wat u aankruist, gaat open."),
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("Wat moeten ze aanvullen?"),
        help_text=_("De aanvragers lezen deze tekst in de mail en in hun dossier."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST_REASON,
    )
    due_on = DayField(label=_("Aanvullen ten laatste op"))
