from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Fieldset, Form, Row
from pio_portal.ui.merging import Merging
from projects.engagement.checks import Found
from projects.enums import Outcome, Side
from projects.models import Engagement

LINES = _("Eén engagement per regel, hoogstens 300 tekens.")


class EngagementForm(Merging, Form):
    """One promise, with who answers for it."""

    text = forms.CharField(
        label=_("Engagement"),
        help_text=_("Wat wordt er beloofd? Schrijf het zo dat u later kunt nagaan of het gebeurd is."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=300,
    )
    person = forms.CharField(
        label=_("Wie staat ervoor in?"), help_text=_("De naam van één persoon."), max_length=120, required=False
    )
    due_on = DayField(label=_("Tegen wanneer?"), help_text=_("Alleen als er een datum bij past."), required=False)


class NewEngagementForm(EngagementForm):
    """One promise more."""

    actions = Actions(_("Toevoegen"))
    field_order = ("side",)

    side = forms.ChoiceField(label=_("Wie belooft dit?"), choices=Side.choices, widget=forms.RadioSelect)


class ProposalForm(Merging, Form):
    """What the projects of a call begin with, a promise a line."""

    client = forms.CharField(
        label=_("De klant belooft"), help_text=LINES, widget=forms.Textarea(attrs={"rows": 8}), max_length=8000
    )
    pio = forms.CharField(
        label=_("PIO belooft"), help_text=LINES, widget=forms.Textarea(attrs={"rows": 8}), max_length=8000
    )

    def clean_client(self) -> list[str]:
        return self.cleaned_data["client"].splitlines()

    def clean_pio(self) -> list[str]:
        return self.cleaned_data["pio"].splitlines()


class ChecksForm(Form):
    """What became of each promise: what is left open was not checked."""

    checked_on = DayField(label=_("Nagegaan op"))

    def __init__(self, *args: Any, promised: Iterable[Engagement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.promised = list(promised)
        for engagement in self.promised:
            self.fields[f"outcome_{engagement.pk}"] = forms.ChoiceField(
                label=_("Nagekomen?"), choices=[("", _("Niet nagegaan")), *Outcome.choices], required=False
            )
            self.fields[f"note_{engagement.pk}"] = forms.CharField(
                label=_("Toelichting"),
                help_text=_("Nodig als het niet of maar deels is nagekomen. De klant leest dit ook."),
                max_length=500,
                required=False,
            )

    @property
    def layout(self) -> Layout:
        """The promises below each other, each with its two fields."""
        parts = (
            Fieldset(f"{e.get_side_display()}: {e.text}", Row(f"outcome_{e.pk}", f"note_{e.pk}")) for e in self.promised
        )
        return Layout("checked_on", *parts)

    def clean(self) -> dict[str, Any]:
        """The day, and what was found by the key of each promise."""
        data = super().clean()
        found = {
            e.pk: Found(data[f"outcome_{e.pk}"], data.get(f"note_{e.pk}", ""))
            for e in self.promised
            if data.get(f"outcome_{e.pk}")
        }
        return {"checked_on": data.get("checked_on"), "found": found}


class ConfirmForm(Form):
    """What the button to confirm sends along: `engagements_version` of the list that was on the page."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
