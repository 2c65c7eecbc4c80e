from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.models import StandardReply
from pio_portal.correspondence.wording import MailKind
from pio_portal.correspondence.workflow import messages, notes
from pio_portal.correspondence.workflow.replies import replies
from pio_portal.ui.forms import FileInput
from pio_portal.ui.layout import SAVE, Actions, Button, EnterSends, Form, Include, Note
from pio_portal.ui.merging import Merging

READ_BY_APPLICANTS = _("De %(other)s krijgt een mail en leest uw naam met “(PIO)”. Uw collega’s lezen mee.")
READ_BY_PIO = _("PIO leest uw bericht hier. Iedereen van uw organisatie en van uw partners leest mee.")


class WordingForm(Merging, Form):
    """The subject and text of a standard mail or letter."""

    def __init__(self, *args: Any, mail: MailKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mail = mail

    @property
    def actions(self) -> Actions:
        """A letter can be looked at as a PDF before it is kept."""
        if not self.mail.is_letter:
            return Actions()
        address = reverse("correspondence:template_pdf", args=[self.mail.kind])
        return Actions(SAVE, Button(_("Bekijk als PDF"), address=address, new_tab=True, icon="file-earmark-pdf"))

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


class MessageForm(Form):
    """A message to the other side. `key` names the opened page, so that a second click sends nothing more."""

    actions = Actions(_("Bericht versturen"))

    def __init__(self, *args: Any, pio: bool, other: Any, **kwargs: Any) -> None:
        """`other` is the word for the other side of PIO."""
        super().__init__(*args, **kwargs)
        told = READ_BY_APPLICANTS % {"other": other} if pio else READ_BY_PIO
        fields: list[Any] = ["text", "files", Note(told)]
        if pio and StandardReply.objects.exists():
            fields = [EnterSends(), Include("correspondence/insert_reply.html", "reply"), *fields]
        else:
            del self.fields["reply"]
        self.layout = Layout(*fields)

    reply = forms.ModelChoiceField(
        replies(), label=_("Standaardantwoord"), required=False, empty_label=_("Kies een standaardantwoord")
    )
    text = forms.CharField(label=_("Uw bericht"), widget=forms.Textarea(attrs={"rows": 6}), max_length=messages.LONGEST)
    files = SeveralFilesField(
        label=_("Bestanden"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG, elk hoogstens 25 MB, samen hoogstens 10."),
        required=False,
        allow_empty_file=True,  # the workflow says it better
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @property
    def arguments(self) -> dict[str, Any]:
        """What `send_message` gets: which standard reply it began with is of no matter then."""
        given = self.cleaned_data
        return {"text": given["text"], "uploads": given["files"], "key": given["key"]}


class ReplyForm(Merging, Form):
    """A standard reply."""

    title = forms.CharField(label=_("Naam"), help_text=_("Zo vindt u het terug bij een bericht."), max_length=120)
    text = forms.CharField(
        label=_("Tekst"),
        help_text=_("Een bericht begint ermee. Wie het schrijft, past het aan voor het vertrekt."),
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=messages.LONGEST,
    )


class NoteForm(Form):
    """A note among those who handle or judge a dossier."""

    actions = Actions(_("Notitie bewaren"))

    text = forms.CharField(
        label=_("Uw notitie"),
        help_text=_(
            "Alleen PIO en de beoordelaars die hun advies gaven, lezen dit. De aanvrager ziet het nooit. "
            "Schrijf @ en een naam, bijvoorbeeld @An Peeters, om een collega van PIO te laten meelezen."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=notes.LONGEST,
    )
