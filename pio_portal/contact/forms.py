from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.contact.enums import Topic
from pio_portal.correspondence.forms import BeginsWithReply
from pio_portal.names import NameField
from pio_portal.ui.layout import Actions, Form, Include


class EnquiryForm(Form):
    """What somebody asks PIO."""

    actions = Actions(_("Vraag versturen"))
    layout = Layout("topic", "text", "name", "email", Include("contact/public/small_print.html"))

    topic = forms.ChoiceField(label=_("Waarover gaat uw vraag?"), choices=[("", _("Kies")), *Topic.choices])
    text = forms.CharField(
        label=_("Uw vraag"),
        help_text=_("Vermeld de referentie als u er een hebt, bijvoorbeeld A-2026-0012."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
    )
    name = NameField(label=_("Uw naam"), autocomplete="name")
    email = forms.EmailField(
        label=_("Uw e-mailadres"),
        help_text=_("Wij antwoorden op dit adres."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    @classmethod
    def of(cls, user: Any, *sent: Any) -> "EnquiryForm":
        """For somebody who is logged in, with what is known."""
        known = {"name": user.name, "email": user.email} if user.is_authenticated else {}
        return cls(*sent, initial=known)


class AnswerForm(BeginsWithReply):
    """What PIO answers."""

    actions = Actions(_("Antwoord versturen"))

    text = forms.CharField(
        label=_("Antwoord"),
        help_text=_("Het vertrekt per mail, met de vraag erbij en uw naam eronder."),
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 9}),
    )
