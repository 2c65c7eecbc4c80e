from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cofinancing.enums import Authority, DecisionKind
from cofinancing.models import Meeting
from pio_portal.formats import moment_text, money_text
from pio_portal.ui.asking import AskingForm
from pio_portal.ui.forms import DayField, MomentField, MoneyField
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.merging import Merging

LONG = {"rows": 5}


class ProcurementForm(Form):
    """Which procurement the co-financing is for."""

    actions = Actions(_("Verder"))
    method = "get"

    opdracht = forms.CharField(
        label=_("Referentie van de opdracht"), help_text=_("Bijvoorbeeld O-2026-0001."), max_length=20
    )


class RequestForm(AskingForm):
    """What the client asks for one procurement, in euro. More than its estimate is asked about."""

    actions = Actions(_("Vraag vastleggen"))

    def __init__(self, *args: Any, estimate: Decimal | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.estimate = estimate

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Co-financing is a part of the cost, so neither it nor its base is more than the estimate."""
        if self.estimate is None:
            return {}
        over = _("Dat is meer dan de raming van de opdracht (%(estimate)s).") % {"estimate": money_text(self.estimate)}
        return {name: over for name in ("requested", "base") if (data.get(name) or 0) > self.estimate}

    requested = MoneyField(label=_("Gevraagd bedrag"), min_value=0)
    base = MoneyField(
        label=_("Subsidiabele basis"), required=False, help_text=_("De kosten waarop het percentage geldt, zonder btw.")
    )
    rate = forms.DecimalField(label=_("Percentage"), required=False, min_value=0, max_value=100, decimal_places=2)
    motivation = forms.CharField(
        label=_("Waarom vraagt de klant cofinanciering?"),
        help_text=_("Het comité leest dit bij zijn agenda."),
        widget=forms.Textarea(attrs=LONG),
        max_length=4000,
    )


class MeetingForm(Form):
    """When and where the committee meets."""

    actions = Actions(_("Vergadering plannen"))

    held_at = MomentField(label=_("Dag en uur"))
    place = forms.CharField(label=_("Plaats"), required=False, max_length=200)


class HoldForm(Form):
    """The minutes of a meeting that took place."""

    actions = Actions(_("Op gehouden zetten"))

    minutes = forms.CharField(
        label=_("Verslag"), required=False, widget=forms.Textarea(attrs={"rows": 8}), max_length=20000
    )


class MeetingChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Meeting) -> str:
        return moment_text(obj.held_at, zone=False)


class ScheduleForm(Form):
    """Which of the planned meetings decides on a request."""

    meeting = MeetingChoice(Meeting.objects.none(), label=_("Vergadering"), empty_label=None)

    def __init__(self, *args, meetings, kind: str = "primary", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actions = Actions(_("Op de agenda zetten"), kind=kind)
        self.fields["meeting"].queryset = meetings


class ChangeForm(Form):
    """What every decision has."""

    decided_on = DayField(label=_("Beslist op"))
    authority = forms.ChoiceField(label=_("Wie besliste?"), choices=Authority, widget=forms.RadioSelect)
    reference = forms.CharField(
        label=_("Kenmerk"), required=False, help_text=_("Het nummer van het besluit, als er een is."), max_length=60
    )
    grounds = forms.CharField(
        label=_("Motivering"),
        help_text=_("Staat in de brief aan de klant."),
        widget=forms.Textarea(attrs=LONG),
        max_length=10000,
    )


class DecisionForm(ChangeForm):
    """A grant or a refusal."""

    actions = Actions(_("Beslissing vastleggen"))

    kind = forms.ChoiceField(
        label=_("Wat is er beslist?"),
        choices=[(kind, kind.label) for kind in (DecisionKind.GRANT, DecisionKind.REFUSAL)],
        widget=forms.RadioSelect,
    )
    amount = MoneyField(
        label=_("Toegekend bedrag"), required=False, help_text=_("Hoogstens wat gevraagd is. Leeg bij een weigering.")
    )
    field_order = ["kind", "amount"]

    @property
    def arguments(self) -> dict[str, Any]:
        """What `record_decision` gets: a refusal has no amount."""
        refused = self.cleaned_data["kind"] == DecisionKind.REFUSAL
        return self.cleaned_data | ({"amount": None} if refused else {})


class AmendForm(ChangeForm):
    """Another total than what is granted now."""

    actions = Actions(_("Toekenning wijzigen"))

    amount = MoneyField(
        label=_("Nieuw totaal"), help_text=_("Wat er na deze wijziging in totaal toegekend is, niet het verschil.")
    )
    field_order = ["amount"]


class RevokeForm(ChangeForm):
    """A revocation has no amount: nothing remains."""

    actions = Actions(_("Toekenning intrekken"), kind="destroy")


class EnvelopeForm(Merging, Form):
    """How much may be committed in a year, in euro."""

    year = forms.IntegerField(label=_("Jaar"), min_value=2015, max_value=2100)
    amount = MoneyField(label=_("Bedrag van de enveloppe"))
    source = forms.CharField(
        label=_("Bron"), required=False, help_text=_("Bijvoorbeeld de begroting of het besluit."), max_length=200
    )
