"""The forms of signing: ask somebody to do it, and do it."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from calls.application.forms.partners import LONGEST_NAME
from calls.application.signature import Signature, declaration
from calls.questionnaire.answers import Fault
from pio_portal.organisations.models import Organisation
from pio_portal.ui.layout import Actions, Form, Include

BACK = _("Terug naar de takenlijst")


class AskSignatureForm(Form):
    """The button that asks the managers to sign."""

    actions = Actions(_("Vraag om te ondertekenen"), cancel=BACK)


class SignForm(Form):
    """Who signs, and the declaration. The form keeps what was typed, whatever is refused.

    `key` names this page, so that a second click submits nothing twice; `seen` are the answers that it showed. Answers
    that do not agree with each other (`doubts`) are asked about: a box says that they are meant.
    """

    layout = Layout(
        Include("calls/applicant/doubts.html", "doubts_seen"),
        "signer_name",
        "signer_function",
        Include("calls/applicant/declaration.html"),
        "agreed",
    )

    signer_name = forms.CharField(
        label=_("Naam van wie ondertekent"),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Vul de naam in van wie ondertekent.")},
    )
    signer_function = forms.CharField(
        label=_("Functie van wie ondertekent"),
        help_text=_("Bijvoorbeeld algemeen directeur."),
        max_length=LONGEST_NAME,
        error_messages={"required": _("Vul de functie in van wie ondertekent.")},
    )
    agreed = forms.BooleanField(
        label=_("Ik verklaar dit alles"),
        error_messages={"required": _("Vink de verklaring aan: zonder verklaring kunt u niet indienen.")},
    )
    doubts_seen = forms.BooleanField(
        label=_("Ik keek dit na: het klopt zo"),
        error_messages={"required": _("Kijk deze antwoorden na. Vink dit aan als ze kloppen.")},
    )
    key = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args, organisation: Organisation, completing: bool, doubts: Sequence[Fault] = (), **kwargs
    ) -> None:
        super().__init__(*args, **kwargs)
        self.doubts = doubts
        if not doubts:
            del self.fields["doubts_seen"]
        self.declaration, self.completing = declaration(organisation.name), completing

    @property
    def arguments(self) -> dict[str, Any]:
        """What is submitted with: the signature, and the page on which it was given."""
        data = self.cleaned_data
        signature = Signature(name=data["signer_name"], function=data["signer_function"], declaration=self.declaration)
        return {"signature": signature, "key": data["key"], "seen": data["seen"]}

    def show_with(self, *, key: str, seen: str, ready: bool) -> None:
        """Stand on a page with these answers; its button stands out when they are `ready` to be submitted."""
        text = _("Aanvulling indienen") if self.completing else _("Aanvraag indienen")
        self.helper.actions = Actions(text, kind="primary" if ready else "quiet", cancel=BACK)
        if self.is_bound:
            self.data = {**self.data.dict(), "key": key, "seen": seen}
        self.initial |= {"key": key, "seen": seen}
