"""Forms about milestones."""

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.asking import AskingForm
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Button, Form
from pio_portal.ui.merging import Merging
from projects.enums import DelayReason
from projects.models import Milestone
from projects.models.tempo import MAX_LAG
from projects.tempo.proposal import Proposed


class AgreedForm(AskingForm):
    """A day that is agreed now lies ahead, mostly: one before `today` is asked about."""

    agreed_field = "baseline_on"

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        agreed = data.get(self.agreed_field)
        return {self.agreed_field: _("Deze dag is al voorbij.")} if agreed and agreed < self.today else {}


class MilestoneForm(AgreedForm):
    """A milestone that was agreed with the client."""

    actions = Actions(_("Toevoegen"))

    name = forms.CharField(label=_("Mijlpaal"), max_length=120)
    baseline_on = DayField(label=_("Afgesproken datum"))


PREVIEW = _("Bekijk wat verschuift")


class ForecastForm(Form):
    """When a milestone is expected now. `seen` is the forecast that was on the page, `agreed` what moves along with it.

    Where others follow on the milestone, what moves is looked at first: `followed` says so, and `previewed` that it was.
    """

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
    agreed = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, followed: bool = False, previewed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.followed, self.previewed = followed, previewed

    @property
    def actions(self) -> Actions:
        """Looking comes before moving, where something else moves along."""
        if self.previewed:
            return Actions(_("Verschuif"), Button(_("Bekijk opnieuw"), name="preview"))
        return Actions(PREVIEW, name="preview") if self.followed else Actions(_("Verschuif"))


class FollowForm(Form):
    """On which other milestone of the project this one follows."""

    actions = Actions(_("Toevoegen"))

    after = forms.ModelChoiceField(
        label=_("Volgt op"), queryset=Milestone.objects.none(), empty_label=_("Kies een mijlpaal")
    )
    lag_days = forms.IntegerField(label=_("Minstens zoveel dagen later"), min_value=0, max_value=MAX_LAG, initial=0)

    def __init__(self, *args: Any, milestone: Milestone, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Milestone.objects.filter(project=milestone.project).exclude(pk=milestone.pk)
        self.fields["after"].queryset = others


class AmendmentForm(AgreedForm):
    """Another date to agree on with the client."""

    actions = Actions(_("Voorstellen"))
    agreed_field = "to_on"

    to_on = DayField(label=_("Nieuwe afgesproken datum"))
    reason = forms.CharField(
        label=_("Waarom spreken we een andere datum af?"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


class ReachedForm(Form):
    """On which day a milestone was reached."""

    actual_on = DayField(label=_("Bereikt op"))


class MilestonesForm(Merging, Form):
    """What the projects of a call are to reach before their launch: a percentage and a name a line."""

    milestones = forms.CharField(
        label=_("Mijlpalen voor de lancering"),
        help_text=_(
            "Eén mijlpaal per regel: eerst na hoeveel procent van de streeftermijn, dan de naam. "
            "Bijvoorbeeld: 25 Behoefteanalyse. De lancering komt er vanzelf bij."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=4000,
    )

    def clean_milestones(self) -> list[Proposed]:
        lines = [line.strip() for line in self.cleaned_data["milestones"].splitlines()]
        return [_proposed(line) for line in lines if line]


def _proposed(line: str) -> Proposed:
    """Raises ValidationError, naming the line, when it is not a percentage and a name."""
    if not (found := re.fullmatch(r"(\d{1,3})\s*%?\s+(\S.*)", line)):
        raise forms.ValidationError(
            _("“%(line)s”: schrijf eerst een percentage, dan de naam, zoals “25 Behoefteanalyse”."),
            params={"line": line},
        )
    return Proposed(int(found[1]), found[2])
