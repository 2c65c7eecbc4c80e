"""The forms of partners: find and invite one, answer an invitation, take one out; and the form that copies."""

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.application.forms.application import RoundChoice
from calls.models import Round
from pio_portal.formats import moment_text
from pio_portal.organisations.enums import OrganisationType
from pio_portal.organisations.forms import SearchForm
from pio_portal.organisations.models import Organisation
from pio_portal.ui.layout import Actions, Button, Form

LONGEST_NAME = 120


class PartnerSearchForm(SearchForm):
    """Find an organisation to invite. It stands halfway the page, which opens there again."""

    actions = Actions(_("Organisatie zoeken"), icon="search")

    def step_back(self) -> None:
        """Something was found: to invite it is what one does next, not to search again."""
        self.helper.actions = Actions(_("Organisatie zoeken"), icon="search", kind="quiet")


class AnswerForm(Form):
    """Take part or not: two buttons."""

    actions = Actions(
        _("Ja, wij doen mee"), Button(_("Nee, wij doen niet mee"), name="decline", value="1"), name="accept"
    )


class InviteForm(Form):
    """Ask an organisation. Without a manager in the portal, somebody who works there is asked by mail to sign up."""

    actions = Actions(_("Uitnodiging versturen"))

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


class CopyForm(Form):
    """Where the copy goes, and what comes along."""

    actions = Actions(_("Kopie maken"))

    round = AnyRoundChoice(
        Round.objects.none(), label=_("Voor welke indiendatum?"), widget=forms.RadioSelect, empty_label=None
    )
    attachments = forms.BooleanField(label=_("Kopieer ook de bijlagen"), required=False, initial=True)

    def __init__(self, *args, rounds, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds


class RemovePartnerForm(Form):
    """Why PIO takes a partner out of an application that was submitted."""

    actions = Actions(_("Partner verwijderen"), kind="destroy")

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
