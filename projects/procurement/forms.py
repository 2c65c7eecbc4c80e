"""Forms about a procurement."""

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField, MomentField, MoneyField
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.merging import Merging
from projects.enums import ParticipantRole, Procedure
from projects.models.procurement import validate_cpv


class ProcurementForm(Merging, Form):
    """What is planned to be bought."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=[("", _("Nog niet gekozen")), *[(p.value, f"{p.label} (art. {p.value})") for p in Procedure]],
        required=False,
    )
    cpv = forms.CharField(
        label=_("CPV-code"),
        help_text=_("Acht cijfers, een streepje en een cijfer, bijvoorbeeld 73100000-3."),
        max_length=10,
        required=False,
        validators=[validate_cpv],
    )
    estimate = MoneyField(label=_("Raming"), help_text=_("Zonder btw. De raming blijft vertrouwelijk."), required=False)


class NewProcurementForm(ProcurementForm):
    """A procurement that a project plans."""

    actions = Actions(_("Opdracht vastleggen"))


class LaunchForm(Form):
    """When and how a procurement was announced."""

    launched_on = DayField(
        label=_("Gelanceerd op"), help_text=_("De dag van de aankondiging, of van de eerste uitnodiging.")
    )
    notice_ref = forms.CharField(
        label=_("Nummer van de aankondiging"),
        help_text=_("Zoals het in e-Procurement staat."),
        max_length=60,
        required=False,
    )
    tender_deadline = MomentField(label=_("Offertes tot"), help_text=_("Dag en uur in Brussel."), required=False)


class AwardForm(Form):
    """Who got the contract, when and for how much."""

    awarded_on = DayField(label=_("Gegund op"))
    contractor_name = forms.CharField(label=_("Opdrachtnemer"), max_length=200)
    award_value = MoneyField(label=_("Gunningsbedrag"), help_text=_("Zonder btw."), required=False)


class DeliverForm(Form):
    """When the whole result was accepted."""

    delivered_on = DayField(
        label=_("Opgeleverd op"),
        help_text=_("De dag waarop het volledige resultaat is aanvaard. Een deel telt nog niet."),
    )
    note = forms.CharField(
        label=_("Resultaat en lessen"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000, required=False
    )


class EndForm(Form):
    """When and why a procurement ended without a result."""

    ended_on = DayField(label=_("Op"))
    reason = forms.CharField(label=_("Waarom?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)


class CancelForm(EndForm):
    """When and why a procurement was given up before its award."""

    actions = Actions(_("Opdracht annuleren"), kind="destroy")


class TerminateForm(EndForm):
    """When and why a contract ended before its delivery."""

    actions = Actions(_("Opdracht beëindigen"), kind="destroy")


class ParticipantForm(Form):
    """An enterprise that applied or tendered."""

    actions = Actions(_("Toevoegen"))

    kbo = forms.CharField(
        label=_("Ondernemingsnummer"),
        help_text=_("Voor een Belgische onderneming, bijvoorbeeld 0316.380.841."),
        max_length=20,
        required=False,
    )
    country = forms.CharField(
        label=_("Land"),
        help_text=_("Twee letters, bijvoorbeeld BE of NL."),
        max_length=2,
        initial="BE",
        validators=[RegexValidator(r"^[A-Za-z]{2}$", _("Schrijf het land met twee letters, bijvoorbeeld NL."))],
    )
    name = forms.CharField(
        label=_("Naam"), help_text=_("Nodig zonder ondernemingsnummer."), max_length=200, required=False
    )
    role = forms.ChoiceField(label=_("Rol"), choices=ParticipantRole.choices, initial=ParticipantRole.TENDERER)
    consortium = forms.CharField(
        label=_("Combinatie"),
        help_text=_("De naam die de leden van één combinatie delen. Elk lid telt apart mee."),
        max_length=100,
        required=False,
    )
