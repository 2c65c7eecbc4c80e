from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.organisations.enums import Level, OrganisationType
from pio_portal.organisations.identifiers import clean_kbo, validate_ovo, validate_postcode


class OrganisationForm(forms.Form):
    """A public body that the portal does not know yet."""

    kbo = forms.CharField(label=_("Ondernemingsnummer (KBO)"), help_text=_("Bijvoorbeeld 0316.380.841."), max_length=20)
    name = forms.CharField(label=_("Naam"), max_length=200)
    type = forms.ChoiceField(
        label=_("Soort organisatie"), choices=[(t.value, t.label) for t in OrganisationType.applicants()]
    )
    postcode = forms.CharField(label=_("Postcode"), max_length=4, validators=[validate_postcode])
    ovo = forms.CharField(
        label=_("OVO-code"),
        required=False,
        help_text=_("Alleen als uw organisatie er een heeft, bijvoorbeeld OVO002949."),
        max_length=9,
        validators=[validate_ovo],
    )

    def clean_kbo(self) -> str:
        return clean_kbo(self.cleaned_data["kbo"])


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(label=_("Mag"), choices=Level, coerce=int, initial=Level.EDITOR)


class InviteForm(forms.Form):
    email = forms.EmailField(
        label=_("E-mailadres van uw collega"), help_text=_("Uw collega krijgt een link en vraagt daarmee toegang.")
    )
