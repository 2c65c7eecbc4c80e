from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Actions, Form


class HandOverForm(Form):
    """Under which number the dossier system keeps the file."""

    actions = Actions(_("Overdracht vastleggen"))

    reference = forms.CharField(
        label=_("Dossiernummer in KRIS"),
        help_text=_("Laad eerst het overdrachtsbestand op in KRIS. U krijgt daar dit nummer."),
        max_length=60,
    )


class RejectionForm(Form):
    """Why the dossier system refused the file."""

    actions = Actions(_("Weigering vastleggen"))

    reason = forms.CharField(
        label=_("Waarom weigerde KRIS het dossier?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
