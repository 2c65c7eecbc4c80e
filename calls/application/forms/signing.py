from django import forms
from django.utils.translation import gettext_lazy as _

from calls.application.forms.partners import LONGEST_NAME
from calls.application.signature import Signature, declaration
from pio_portal.organisations.models import Organisation


class SignForm(forms.Form):
    """Who signs, and the declaration. The form keeps what was typed, whatever is refused."""

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

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.declaration = declaration(organisation.name)

    def signature(self) -> Signature:
        """What a valid form says."""
        data = self.cleaned_data
        return Signature(name=data["signer_name"], function=data["signer_function"], declaration=self.declaration)
