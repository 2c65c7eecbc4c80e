from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.workflow import messages, notes
from pio_portal.ui.forms import FileInput


class WordingForm(forms.Form):
    """The subject and text of a standard mail."""

    subject = forms.CharField(label=_("Onderwerp"), max_length=200)
    body = forms.CharField(label=_("Tekst"), widget=forms.Textarea(attrs={"rows": 14}), max_length=20_000)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class SeveralFilesInput(FileInput):
    """A box in which several files can be chosen at once."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """The files that were chosen, as a list; none is fine."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> list:
        """Every file by the ordinary check of one."""
        chosen = data if isinstance(data, list | tuple) else [data]
        return [super(SeveralFilesField, self).clean(one, initial) for one in chosen if one]


class MessageForm(forms.Form):
    """A message to the other side. `key` names the opened page, so that a second click sends nothing more."""

    text = forms.CharField(label=_("Uw bericht"), widget=forms.Textarea(attrs={"rows": 6}), max_length=messages.LONGEST)
    files = SeveralFilesField(
        label=_("Bestanden"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG, elk hoogstens 25 MB, samen hoogstens 10."),
        required=False,
        allow_empty_file=True,  # the workflow says it better
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class NoteForm(forms.Form):
    """A note among those who handle or judge a dossier."""

    text = forms.CharField(
        label=_("Uw notitie"),
        help_text=_("Alleen PIO en de beoordelaars die hun advies gaven, lezen dit. De aanvrager ziet het nooit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=notes.LONGEST,
    )
