from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form


class WaiveForm(Form):
    """Why a project may close without sharing its knowledge."""

    actions = Actions(_("Vrijstellen"))

    reason = forms.CharField(
        label=_("Waarom wordt dit project vrijgesteld?"),
        help_text=_("Alleen het PIO-team leest deze reden."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class CloseForm(Form):
    """On which day the project closed."""

    actions = Actions(_("Project afsluiten"))

    closed_on = DayField(label=_("Afgesloten op"))
