import json
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.correspondence.models import StandardReply
from pio_portal.correspondence.wording import MailKind
from pio_portal.correspondence.workflow import messages, notes
from pio_portal.correspondence.workflow.mentions import colleagues
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


class ColleaguesInput(forms.Textarea):
    """A text in which colleagues can be named after an @: with script they are offered there."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Their names go along with the box."""
        names = list(colleagues().values_list("name", flat=True))
        return super().get_context(name, value, {**(attrs or {}), "data-colleagues": json.dumps(names)})


class BeginsWithReply(Form):
    """A text that PIO may begin with a standard reply: a button puts it behind what was typed, and sends nothing."""

    def __init__(self, data: Any = None, files: Any = None, *, offered: bool = True, **kwargs: Any) -> None:
        if offered and data is not None and "insert" in data:
            kwargs["initial"] = kwargs.get("initial", {}) | self._begun(data)
            data = files = None
        super().__init__(data, files, **kwargs)
        if offered and StandardReply.objects.exists():
            self.layout = Layout(EnterSends(), Include("correspondence/insert_reply.html", "reply"), "text")
        else:
            del self.fields["reply"]
            self.layout = Layout("text")

    reply = forms.ModelChoiceField(
        replies(), label=_("Standaardantwoord"), required=False, empty_label=_("Kies een standaardantwoord")
    )

    @property
    def arguments(self) -> dict[str, Any]:
        """What the workflow gets: which standard reply it began with is of no matter then."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reply"}

    def _begun(self, data: Any) -> dict[str, Any]:
        """What was typed, with the chosen standard reply behind it."""
        try:
            chosen = self.base_fields["reply"].clean(data.get("reply"))
        except ValidationError:  # removed meanwhile: what was typed stays
            chosen = None
        typed = [data.get("text", "").strip(), chosen.text if chosen else ""]
        return {name: data[name] for name in self.base_fields if name in data} | {
            "text": "\n\n".join(filter(None, typed))
        }


class MessageTextForm(BeginsWithReply):
    """A message. One of PIO can name colleagues."""

    def __init__(self, *args: Any, pio: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, offered=pio, **kwargs)
        if pio:
            self.fields["text"].widget = ColleaguesInput(self.fields["text"].widget.attrs)

    text = forms.CharField(label=_("Uw bericht"), widget=forms.Textarea(attrs={"rows": 6}), max_length=messages.LONGEST)


class MessageForm(MessageTextForm):
    """A message to the other side. `key` names the opened page, so that a second click sends nothing more."""

    actions = Actions(_("Bericht versturen"))

    def __init__(self, *args: Any, pio: bool, other: Any, **kwargs: Any) -> None:
        """`other` is the word for the other side of PIO."""
        super().__init__(*args, pio=pio, **kwargs)
        self.layout = Layout(self.layout, "files", Note(READ_BY_APPLICANTS % {"other": other} if pio else READ_BY_PIO))

    files = SeveralFilesField(
        label=_("Bestanden"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG, elk hoogstens 25 MB, samen hoogstens 10."),
        required=False,
        allow_empty_file=True,  # the workflow says it better
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @property
    def arguments(self) -> dict[str, Any]:
        """What `send_message` gets."""
        given = super().arguments
        return {"uploads": given.pop("files"), **given}


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
        widget=ColleaguesInput(attrs={"rows": 4}),
        max_length=notes.LONGEST,
    )
