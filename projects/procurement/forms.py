"""Forms about a procurement."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from crispy_forms.layout import Layout
from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.asking import AskingForm
from pio_portal.ui.forms import DayField, MomentField, MoneyField, NumberField
from pio_portal.ui.layout import Actions, Form, Include, Row
from pio_portal.ui.merging import Merging
from projects.enums import InnovationKind, ParticipantRole, Procedure, ThresholdKind
from projects.models import Threshold
from projects.models.cpv import validate_cpv
from projects.models.participant import BELGIUM
from projects.procurement.cpv import as_code, cpv_doubt
from projects.procurement.regime import estimate_doubt, procedure_doubt


class CpvInput(forms.TextInput):
    """A text box for a code, which suggests codes while one types words."""

    template_name = "projects/cpv_input.html"

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}_list"
        return context


class CpvField(forms.CharField):
    """A code of the CPV: chosen from what is suggested, or typed with or without its check digit."""

    widget = CpvInput(attrs={"autocomplete": "off"})

    def __init__(self) -> None:
        super().__init__(
            label=_("CPV-code"),
            help_text=_("Typ een woord, zoals “software”, of de code: acht cijfers, een streepje en een cijfer."),
            max_length=300,
            required=False,
            validators=[validate_cpv],
        )

    def to_python(self, value: Any) -> str:
        return as_code(super().to_python(value))


class InnovationForm(Merging, Form):
    """What is new about a procurement."""

    innovation = forms.ChoiceField(
        label=_("Soort innovatie"), choices=[("", _("Nog niet bekend")), *InnovationKind.choices], required=False
    )
    rd_share = forms.IntegerField(
        label=_("Aandeel onderzoek en ontwikkeling (%)"),
        help_text=_("Welk deel van de raming gaat naar onderzoek en ontwikkeling? Een schatting volstaat."),
        min_value=0,
        max_value=100,
        required=False,
    )


class ProcurementForm(Merging, AskingForm):
    """What is planned to be bought. What hardly fits together by the law of `today` is asked about."""

    layout = Layout("title", "procedure", "cpv", "estimate", Row("innovation", "rd_share"))

    title = forms.CharField(label=_("Titel"), max_length=200)
    procedure = forms.ChoiceField(
        label=_("Procedure"),
        choices=[("", _("Nog niet gekozen")), *[(p.value, f"{p.label} (art. {p.value})") for p in Procedure]],
        required=False,
    )
    cpv = CpvField()
    estimate = MoneyField(
        label=_("Raming"),
        help_text=_("In euro, zonder btw en met alle percelen samen. De raming blijft vertrouwelijk."),
        required=False,
    )
    innovation = InnovationForm.base_fields["innovation"]
    rd_share = InnovationForm.base_fields["rd_share"]

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """An estimate in thousands, a procedure that does not fit the estimate, a code that the list does not have."""
        facts = {"estimate": data.get("estimate"), "procedure": data.get("procedure", ""), "cpv": data.get("cpv", "")}
        if in_thousands := estimate_doubt(facts["estimate"]):
            return {"estimate": in_thousands}
        unfit = procedure_doubt(**facts, amounts=Threshold.objects.on(self.today))
        told = {"procedure": unfit, "cpv": cpv_doubt(facts["cpv"])}
        return {name: doubt for name, doubt in told.items() if doubt}


class NewProcurementForm(ProcurementForm):
    """A procurement that a project plans."""

    actions = Actions(_("Opdracht vastleggen"))


class LotForm(Form):
    """A lot that is planned."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    estimate = MoneyField(label=_("Raming"), help_text=_("Zonder btw."), required=False)


class NoticeForm(Merging, Form):
    """How a procurement was announced, and until when tenders can come."""

    notice_ref = forms.CharField(
        label=_("Nummer van de aankondiging"),
        help_text=_("Zoals het in e-Procurement staat."),
        max_length=60,
        required=False,
    )
    notice_url = forms.URLField(
        label=_("Webadres van de aankondiging"), max_length=300, required=False, assume_scheme="https"
    )
    questions_until = MomentField(label=_("Vragen tot"), help_text=_("Dag en uur in Brussel."), required=False)
    tender_deadline = MomentField(label=_("Offertes tot"), help_text=_("Dag en uur in Brussel."), required=False)
    questions_received = forms.IntegerField(
        label=_("Aantal vragen van ondernemingen"), min_value=0, max_value=10_000, required=False
    )


class OpenRemarks(NamedTuple):
    """How many remarks of PIO on a document are open, and where they are read."""

    document: str
    number: int
    url: str


class LaunchForm(Form):
    """When and how a procurement was announced. With remarks still open it asks why it goes out."""

    layout = Layout(
        Include("projects/open_remarks.html", "despite"),
        "launched_on",
        "notice_ref",
        "notice_url",
        "questions_until",
        "tender_deadline",
    )

    despite = forms.CharField(
        label=_("Waarom lanceert u met opmerkingen die nog open staan?"),
        help_text=_("Dit staat in het verloop van het project."),
        max_length=300,
    )
    launched_on = DayField(
        label=_("Gelanceerd op"), help_text=_("De dag van de aankondiging, of van de eerste uitnodiging.")
    )
    notice_ref = NoticeForm.base_fields["notice_ref"]
    notice_url = NoticeForm.base_fields["notice_url"]
    questions_until = NoticeForm.base_fields["questions_until"]
    tender_deadline = NoticeForm.base_fields["tender_deadline"]

    def __init__(self, *args: Any, remarks: Sequence[OpenRemarks], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks = remarks
        if not remarks:
            del self.fields["despite"]

    @property
    def number_of_remarks(self) -> int:
        return sum(one.number for one in self.remarks)


class LotAwardForm(Form):
    """Who got one lot, when and for how much."""

    awarded_on = DayField(label=_("Gegund op"))
    contractor_name = forms.CharField(label=_("Opdrachtnemer"), max_length=200)
    award_value = MoneyField(label=_("Gunningsbedrag"), help_text=_("Zonder btw."), required=False)


class AwardForm(LotAwardForm):
    """Who got the contract and why, and how long one waits before it is concluded."""

    award_grounds = forms.CharField(
        label=_("Motivering"),
        help_text=_("Waarom deze offerte? De motivering blijft tussen u en PIO."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=10_000,
        required=False,
    )
    standstill_days = forms.IntegerField(
        label=_("Wachttermijn in dagen"),
        help_text=_("Meestal 15 dagen vanaf de dag na de mededeling. Laat leeg als er geen geldt."),
        min_value=0,
        max_value=365,
        required=False,
    )


class ContractForm(Merging, Form):
    """When the contract was concluded, and until when it runs."""

    contract_on = DayField(label=_("Contract gesloten op"))
    contract_ends_on = DayField(label=_("Het contract loopt tot"), required=False)


class AmendmentForm(Form):
    """A change of the contract."""

    amended_on = DayField(label=_("Gewijzigd op"))
    reason = forms.CharField(label=_("Waarom?"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000)
    difference = NumberField(
        label=_("Verschil in bedrag"),
        min_value=-(10**11),
        max_value=10**11,
        help_text=_("Zonder btw. Met een min ervoor als het contract minder kost."),
        required=False,
    )
    ends_on = DayField(label=_("Nieuw einde"), required=False)


class PartForm(Form):
    """A part of the result that was accepted."""

    delivered_on = DayField(label=_("Opgeleverd op"))
    part = forms.CharField(label=_("Welk deel?"), max_length=200)
    result = forms.CharField(
        label=_("Resultaat"), widget=forms.Textarea(attrs={"rows": 4}), max_length=5000, required=False
    )
    acceptance = forms.FileField(label=_("Verslag van de oplevering"), required=False)


class DeliverForm(Form):
    """When the whole result was accepted."""

    delivered_on = DayField(
        label=_("Opgeleverd op"),
        help_text=_("De dag waarop het volledige resultaat is aanvaard. Een deel telt nog niet."),
    )
    note = forms.CharField(
        label=_("Resultaat"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000, required=False
    )
    lessons = forms.CharField(
        label=_("Lessen"),
        help_text=_("Wat zou u een volgende keer anders doen? Wat werkte goed?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    acceptance = forms.FileField(label=_("Verslag van de oplevering"), required=False)


class LessonsForm(Merging, Form):
    """What a procurement teaches, also one that failed."""

    lessons = DeliverForm.base_fields["lessons"]


class ThresholdForm(Merging, Form):
    """An amount of the procurement law, from a day on."""

    kind = forms.ChoiceField(label=_("Drempel"), choices=ThresholdKind.choices)
    starts_on = DayField(label=_("Geldt vanaf"), help_text=_("Tot de dag waarop een volgend bedrag begint."))
    amount = MoneyField(label=_("Bedrag"), help_text=_("Zonder btw."))
    source = forms.CharField(
        label=_("Bron"), help_text=_("De verordening, de wet of het besluit waarin het bedrag staat."), max_length=200
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
    """An enterprise that applied or tendered, alone or with others."""

    actions = Actions(_("Toevoegen"))
    layout = Layout("kbo", Row("country", "foreign_number"), "name", Row("role", "is_sme"), "consortium")

    kbo = forms.CharField(
        label=_("Ondernemingsnummer"),
        help_text=_("Van een Belgische onderneming, bijvoorbeeld 0316.380.841."),
        max_length=20,
        required=False,
    )
    country = forms.CharField(
        label=_("Land"),
        help_text=_("Twee letters, bijvoorbeeld BE of NL."),
        max_length=2,
        initial=BELGIUM,
        validators=[RegexValidator(r"^[A-Za-z]{2}$", _("Schrijf het land met twee letters, bijvoorbeeld NL."))],
    )
    foreign_number = forms.CharField(
        label=_("Nummer in dat land"),
        help_text=_("Van een buitenlandse onderneming: haar btw-nummer of het nummer in haar register."),
        max_length=30,
        required=False,
    )
    name = forms.CharField(
        label=_("Naam"), help_text=_("Nodig zonder Belgisch ondernemingsnummer."), max_length=200, required=False
    )
    role = forms.ChoiceField(label=_("Rol"), choices=ParticipantRole.choices, initial=ParticipantRole.TENDERER)
    is_sme = forms.TypedChoiceField(
        label=_("Kmo"),
        help_text=_("Minder dan 250 werknemers."),
        choices=[("", _("Niet bekend")), ("ja", _("Ja")), ("nee", _("Nee"))],
        coerce=lambda answer: answer == "ja",
        empty_value=None,
        required=False,
    )
    consortium = forms.CharField(
        label=_("Combinatie"),
        help_text=_("De naam die de leden van één combinatie delen. Elk lid telt apart mee."),
        max_length=100,
        required=False,
    )
