"""The forms with which staff asks for a completion, and goes on without it."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form

LONGEST = 8000


class RequestInfoForm(Form):
    """Give the application back to be completed: which parts, why, and until when."""

    actions = Actions(_("Vraag versturen"))
    mark_optional = False  # the parts are asked too: those, or all of them

    sections = forms.MultipleChoiceField(
        label=_("Welke onderdelen mag de aanvrager wijzigen?"),
        help_text=_("Alleen wat u aankruist, gaat open."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    everything = forms.BooleanField(label=_("Alle onderdelen gaan open"), required=False)
    reason = forms.CharField(
        label=_("Wat moet de aanvrager aanvullen?"),
        help_text=_("De aanvrager leest deze tekst in de mail en in het dossier. Noem de vragen of bijlagen bij naam."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONGEST,
    )
    due_on = DayField(label=_("Aanvullen ten laatste op"))

    def __init__(self, *args, choices: Mapping[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(choices.items())

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("sections") and not cleaned.get("everything") and "sections" not in self.errors:
            self.add_error("sections", _("Kruis aan welke onderdelen opengaan, of kies “Alle onderdelen gaan open”."))
        return cleaned

    @property
    def arguments(self) -> dict[str, Any]:
        """What is asked, as the verb takes it: no section named is all of them."""
        asked = {name: self.cleaned_data[name] for name in ("reason", "due_on", "sections")}
        return asked | ({"sections": []} if self.cleaned_data["everything"] else {})


class StopWaitingForm(Form):
    """Go on without the completion that was asked."""

    actions = Actions(_("Verder zonder aanvulling"))

    explanation = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        help_text=_("De aanvrager leest dit in de mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
