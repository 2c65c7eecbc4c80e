"""Forms about milestones."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.asking import AskingForm
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form
from projects.enums import DelayReason


class AgreedForm(AskingForm):
    """A day that is agreed now lies ahead, mostly: one before `today` is asked about."""

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        agreed = data.get("baseline_on")
        return {"baseline_on": _("Deze dag is al voorbij.")} if agreed and agreed < self.today else {}


class MilestoneForm(AgreedForm):
    """A milestone that was agreed with the client."""

    actions = Actions(_("Toevoegen"))

    name = forms.CharField(label=_("Mijlpaal"), max_length=120)
    baseline_on = DayField(label=_("Afgesproken datum"))


class ForecastForm(Form):
    """When a milestone is expected now. `seen` is the forecast that was on the page."""

    actions = Actions(_("Verwachting bewaren"))

    forecast_on = DayField(label=_("Wanneer verwacht u deze mijlpaal nu?"))
    reason = forms.ChoiceField(
        label=_("Waarom schuift hij op?"),
        help_text=_("Alleen nodig als de datum later valt dan nu verwacht."),
        choices=[("", _("Kies een reden")), *DelayReason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Toelichting"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )
    seen = DayField(widget=forms.HiddenInput, required=False)


class BaselineForm(AgreedForm):
    """Another date, agreed with the client."""

    baseline_on = DayField(label=_("Nieuwe afgesproken datum"))
    reason = forms.CharField(
        label=_("Wat is er met de klant afgesproken?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class ReachedForm(Form):
    """On which day a milestone was reached."""

    actual_on = DayField(label=_("Bereikt op"))
