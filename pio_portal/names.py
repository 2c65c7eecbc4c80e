"""What a name of a person or an organisation may hold.

Names stand in mails that anyone can have sent to any address, so they may never be read as a web address there: mail
programs make links by themselves of what looks like one.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from pio_portal.text import one_line

LINK = re.compile(r"://|www\.|@|[^\W_]\.[^\W\d_]{2,}", re.IGNORECASE)
LETTER = re.compile(r"[^\W\d_]")
MARKUP = re.compile(r"[<>{}\[\]|\\]")
LONGEST_NAME = 100  # of a person


def validate_name(name: str) -> None:
    """A validator: a name has letters, and nothing that a mail program takes for an address."""
    if LINK.search(name):
        raise ValidationError(
            _("Schrijf alleen een naam, zonder webadres of e-mailadres. Zet na een punt een spatie."), code="link"
        )
    if not LETTER.search(name) or MARKUP.search(name):
        raise ValidationError(_("Schrijf een naam in letters, zonder < > { } [ ] | of \\."), code="name")


class NameField(forms.CharField):
    """A name that somebody types: on one line, without what nobody can see."""

    def __init__(self, *, max_length: int = LONGEST_NAME, autocomplete: str = "", **kwargs: Any) -> None:
        attrs = {"autocomplete": autocomplete} if autocomplete else {}
        super().__init__(max_length=max_length, widget=forms.TextInput(attrs=attrs), **kwargs)
        self.validators.append(validate_name)

    def to_python(self, value: Any) -> str:
        """The name, tidied before it is judged."""
        return one_line(value)
