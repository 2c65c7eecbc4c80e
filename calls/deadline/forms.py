"""What staff fills in on a submission round: more time, news, reminders."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pio_portal.ui.forms import MomentField
from pio_portal.ui.layout import Actions, Form

DAY = 24
USUAL_HOURS = (14 * DAY, 7 * DAY, 2 * DAY, DAY, 4, 1)


class SeenMoment(forms.CharField):
    """The moment that the page showed, in a hidden field; None when it cannot be read."""

    widget = forms.HiddenInput

    def prepare_value(self, value: Any) -> Any:
        return value.isoformat() if isinstance(value, datetime) else value

    def clean(self, value: Any) -> datetime | None:
        try:
            return parse_datetime(str(value or ""))
        except ValueError:
            return None


class ExtendForm(Form):
    """Until when, and why."""

    actions = Actions(_("Verlengen"))

    until = MomentField(
        label=_("Indienen kan tot"), help_text=_("Uur van Brussel. Wie op dat moment indient, is te laat.")
    )
    reason = forms.CharField(
        label=_("Waarom is er meer tijd?"),
        help_text=_("De aanvragers lezen deze tekst in de mail, in hun dossier en op het ontvangstbewijs."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    seen = SeenMoment(required=False)


class ExtendOneForm(ExtendForm):
    """The same, for one application."""

    actions = Actions(_("Uitstel geven"))


class AnnounceForm(Form):
    """News about the round."""

    actions = Actions(_("Publiceren"))

    title = forms.CharField(label=_("Titel"), max_length=160)
    text = forms.CharField(
        label=_("Tekst"),
        help_text=_("Staat letterlijk op de pagina van de oproep, en in de mail."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=4000,
    )
    publish_at = MomentField(
        label=_("Publiek vanaf"), help_text=_("Uur van Brussel. Laat leeg om meteen te publiceren."), required=False
    )
    by_mail = forms.BooleanField(label=_("Stuur dit ook per mail"), required=False)


class RemindersForm(Form):
    """At how many hours before the closing those who still write are reminded."""

    hours = forms.TypedMultipleChoiceField(
        label=_("Wanneer herinneren we wie nog niet indiende?"),
        help_text=_("Zonder keuze vertrekt er geen herinnering."),
        widget=forms.CheckboxSelectMultiple,
        coerce=int,
        required=False,
    )
    mark_optional = False

    def __init__(self, *args, current: list[int], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        hours = sorted({*USUAL_HOURS, *current}, reverse=True)
        self.fields["hours"].choices = [(hour, before_text(hour)) for hour in hours]
        self.fields["hours"].initial = current


def before_text(hours: int) -> str:
    """`7 dagen voor de sluiting`, `4 uur voor de sluiting`."""
    if hours % DAY == 0:
        days = hours // DAY
        return ngettext("%(n)d dag voor de sluiting", "%(n)d dagen voor de sluiting", days) % {"n": days}
    return _now("%(n)d uur voor de sluiting") % {"n": hours}
