"""The form of the few yes-or-no questions before an application."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _

from calls.questionnaire.question import YES_NO, Check
from pio_portal.ui.layout import Actions, Form


class SelfCheckForm(Form):
    """A yes or no for each check. The answers stand in the address of the page, and are kept nowhere."""

    method = "get"
    actions = Actions(_("Bekijk het resultaat"), name="controleer", cancel=_("Terug naar de oproep"))

    def __init__(self, checks: Sequence[Check], data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        self.helper.error_summary = False  # the page has its own, with the questions
        for number, check in enumerate(checks, start=1):
            self.fields[check.key] = forms.ChoiceField(
                label=f"{number}. {check.question}",
                help_text=escape(check.help),
                choices=YES_NO,
                widget=forms.RadioSelect,
                error_messages=dict.fromkeys(("required", "invalid_choice"), _("Kies ja of nee.")),
            )

    def step_back(self) -> None:
        """The result is shown: the way on stands there."""
        text = _("Bekijk het resultaat")
        self.helper.actions = Actions(text, name="controleer", kind="quiet", cancel=_("Terug naar de oproep"))
