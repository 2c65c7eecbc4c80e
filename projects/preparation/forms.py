from decimal import Decimal
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.names import NameField
from pio_portal.ui.forms import DayField, MoneyField
from pio_portal.ui.layout import Actions, Form, Row
from pio_portal.ui.merging import Merging
from projects.models import PreparationStep, Project

VAT_RATES = [("21.00", _("21 %")), ("12.00", _("12 %")), ("6.00", _("6 %")), ("0.00", _("geen btw"))]


class StepForm(Merging, Form):
    """When a step began and ended."""

    started_on = DayField(label=_("Gestart op"), required=False)
    ended_on = DayField(label=_("Afgerond op"), required=False)
    despite = forms.CharField(
        label=_("Waarom is het af, met opmerkingen die nog open staan?"),
        help_text=_("Nodig als u een einddatum invult. Alleen PIO leest dit."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, remarks: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not remarks:
            del self.fields["despite"]


class SkipForm(Form):
    """Why a step is not needed."""

    actions = Actions(_("Stap overslaan"))

    reason = forms.CharField(label=_("Waarom is deze stap niet nodig?"), max_length=300)


class OrderForm(Merging, Form):
    """Work of a consultant under a framework contract. Amounts without VAT."""

    layout = Layout(
        "consultant",
        Row("framework", "step"),
        "subject",
        Row("ordered_on", "vat_rate"),
        Row("estimate", "ordered"),
        Row("invoiced", "paid"),
    )

    consultant = NameField(label=_("Consultant"), max_length=200)
    framework = forms.CharField(
        label=_("Raamcontract"), help_text=_("Het nummer of de naam van het contract."), max_length=120
    )
    step = forms.ModelChoiceField(
        PreparationStep.objects.none(),
        label=_("Voor welke stap?"),
        empty_label=_("Het voortraject als geheel"),
        required=False,
    )
    subject = forms.CharField(label=_("Wat doet de consultant?"), max_length=200)
    ordered_on = DayField(label=_("Besteld op"))
    vat_rate = forms.TypedChoiceField(label=_("Btw-tarief"), choices=VAT_RATES, coerce=Decimal)
    estimate = MoneyField(label=_("Raming, zonder btw"), max_digits=12, required=False)
    ordered = MoneyField(label=_("Besteld, zonder btw"), max_digits=12)
    invoiced = MoneyField(label=_("Gefactureerd, zonder btw"), max_digits=12)
    paid = MoneyField(label=_("Betaald, zonder btw"), max_digits=12)

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, about=project, **kwargs)
        self.fields["step"].queryset = project.steps.all()


class NewOrderForm(OrderForm):
    """What is ordered now: nothing is invoiced yet."""

    actions = Actions(_("Bestelling bewaren"))
    layout = Layout(
        "consultant", Row("framework", "step"), "subject", Row("ordered_on", "vat_rate"), Row("estimate", "ordered")
    )
    invoiced = paid = None
