"""Which two versions of an application are compared."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Actions, Form, Row


class ComparedVersionsForm(Form):
    """The older and the newer one, by their numbers; the names of the fields stand in the address."""

    method, mark_optional = "get", False
    layout = Layout(Row("van", "tot"))
    actions = Actions(_("Vergelijken"), kind="quiet", small=True)

    van = forms.ChoiceField(label=_("Van"))
    tot = forms.ChoiceField(label=_("Tot"))

    def __init__(self, *args: Any, numbers: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(number, gettext("versie %(n)d") % {"n": number}) for number in numbers]
        self.fields["van"].choices = self.fields["tot"].choices = choices
