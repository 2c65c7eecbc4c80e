"""The forms with which staff asks for a completion, and goes on without it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form

LONGEST = 8000


class RequestInfoForm(Form):
    """Give the application back to be completed: which parts, why, and until when."""

    actions = Actions(_("Vraag versturen"))

    sections = forms.MultipleChoiceField(
        label=_("Welke onderdelen mag de aanvrager wijzigen?"),
        help_text=_("Alleen wat u aankruist, gaat open. Kruist u niets aan, dan gaat alles open."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
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
