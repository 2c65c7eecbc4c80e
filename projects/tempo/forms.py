"""Forms about milestones."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Actions, Form
from projects.enums import DelayReason


class MilestoneForm(Form):
    """A milestone that was agreed with the client."""

    actions = Actions(_("Toevoegen"))

    name = forms.CharField(label=_("Mijlpaal"), max_length=120)
    baseline_on = forms.DateField(label=_("Afgesproken datum"))


class ForecastForm(Form):
    """When a milestone is expected now. `seen` is the forecast that was on the page."""

    actions = Actions(_("Verwachting bewaren"))

    forecast_on = forms.DateField(label=_("Wanneer verwacht u deze mijlpaal nu?"))
    reason = forms.ChoiceField(
        label=_("Waarom schuift hij op?"),
        help_text=_("Alleen nodig als de datum later valt dan nu verwacht."),
        choices=[("", _("Kies een reden")), *DelayReason.choices],
        required=False,
    )
    note = forms.CharField(
        label=_("Toelichting"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )
    seen = forms.DateField(widget=forms.HiddenInput, required=False)


class BaselineForm(Form):
    """Another date, agreed with the client."""

    baseline_on = forms.DateField(label=_("Nieuwe afgesproken datum"))
    reason = forms.CharField(
        label=_("Wat is er met de klant afgesproken?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class ReachedForm(Form):
    """On which day a milestone was reached."""

    actual_on = forms.DateField(label=_("Bereikt op"))
