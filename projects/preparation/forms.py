from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField, MoneyField
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.merging import Merging


class StepForm(Merging, Form):
    """When a step began and ended, and what it cost."""

    started_on = DayField(label=_("Gestart op"), required=False)
    ended_on = DayField(label=_("Afgerond op"), required=False)
    consultancy_cost = MoneyField(
        label=_("Kost van de begeleiding"),
        help_text=_("Wat PIO aan de consultant betaalt, zonder btw. De klant ziet dit bedrag niet."),
        max_digits=12,
        required=False,
    )


class SkipForm(Form):
    """Why a step is not needed."""

    actions = Actions(_("Stap overslaan"))

    reason = forms.CharField(label=_("Waarom is deze stap niet nodig?"), max_length=300)
