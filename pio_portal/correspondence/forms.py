from django import forms
from django.utils.translation import gettext_lazy as _


class WordingForm(forms.Form):
    """The subject and text of a standard mail."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=200)
    body = forms.CharField(label=_("Tekst"), widget=forms.Textarea(attrs={"rows": 14}), max_length=20_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
