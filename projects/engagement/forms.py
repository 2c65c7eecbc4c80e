from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Form
from pio_portal.ui.merging import Merging

HINT = _("Eén engagement per regel, hoogstens 300 tekens.")


class EngagementsForm(Merging, Form):
    """What both sides promise, an engagement a line."""

    client = forms.CharField(label=_("De klant belooft"), help_text=HINT, widget=forms.Textarea(attrs={"rows": 8}))
    pio = forms.CharField(label=_("PIO belooft"), help_text=HINT, widget=forms.Textarea(attrs={"rows": 8}))

    def clean_client(self) -> list[str]:
        return self.cleaned_data["client"].splitlines()

    def clean_pio(self) -> list[str]:
        return self.cleaned_data["pio"].splitlines()


class ConfirmForm(Form):
    """What the button to confirm sends along: `engagements_version` of the list that was on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
