from django import forms
from django.utils.translation import gettext_lazy as _


class WaiveForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom wordt dit project vrijgesteld?"),
        help_text=_("Alleen het PIO-team leest deze reden."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class CloseForm(forms.Form):
    closed_on = forms.DateField(label=_("Afgesloten op"))
