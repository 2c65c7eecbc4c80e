"""The forms of working together: invite an organisation, sign, copy."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.application.forms.application import RoundChoice
from calls.models import Round
from pio_portal.formats import moment_text
from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.models import Organisation

LONGEST_NAME = 120


class InviteForm(forms.Form):
    """Ask an organisation. Without a manager in the portal, somebody who works there is asked by mail to sign up."""

    email = forms.EmailField(
        label=_("E-mailadres van iemand die er werkt"),
        help_text=_("Die persoon krijgt een mail met hoe hij of zij zich aanmeldt en bij de organisatie aansluit."),
    )
    message = forms.CharField(
        label=_("Uw bericht"),
        help_text=_("Bijvoorbeeld wat u samen wilt doen. De beheerder leest het voor hij of zij beslist."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args, managed: bool = False, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if managed:
            del self.fields["email"]


class InviteUnknownForm(InviteForm):
    """Ask an organisation that the portal does not know: its number comes from the search."""

    name = forms.CharField(label=_("Naam van de organisatie"), max_length=200)
    type = forms.ChoiceField(label=_("Soort organisatie"), choices=OrganisationType)
    field_order = ["name", "type", "email", "message"]


class AnyRoundChoice(RoundChoice):
    """Rounds of several calls."""

    def label_from_instance(self, obj: Round) -> str:
        return _("%(call)s: indienen tot %(moment)s") % {
            "call": obj.call.title,
            "moment": moment_text(obj.closes_at, long=True),
        }


class CopyForm(forms.Form):
    """Where the copy goes, and what comes along."""

    round = AnyRoundChoice(
        Round.objects.none(), label=_("Voor welke indiendatum?"), widget=forms.RadioSelect, empty_label=None
    )
    attachments = forms.BooleanField(label=_("Kopieer ook de bijlagen"), required=False, initial=True)

    def __init__(self, *args, rounds, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds


class RemovePartnerForm(forms.Form):
    """Why PIO takes a partner out of an application that was submitted."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Welke partner?"), widget=forms.RadioSelect, empty_label=None
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De aanvrager en de partner krijgen de reden per mail."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )

    def __init__(self, *args, partners, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = partners
