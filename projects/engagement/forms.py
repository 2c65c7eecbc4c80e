from django import forms
from django.utils.translation import gettext_lazy as _


class EngagementsForm(forms.Form):
    """Both lists, an engagement a line."""

    HELP = _("Eén engagement per regel, hoogstens 300 tekens.")

    client = forms.CharField(label=_("De klant belooft"), help_text=HELP, widget=forms.Textarea(attrs={"rows": 8}))
    pio = forms.CharField(label=_("PIO belooft"), help_text=HELP, widget=forms.Textarea(attrs={"rows": 8}))

    def clean_client(self) -> list[str]:
        return self.cleaned_data["client"].splitlines()

    def clean_pio(self) -> list[str]:
        return self.cleaned_data["pio"].splitlines()
