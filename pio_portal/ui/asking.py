"""A form that asks about what is possible but unlikely, such as a launch in the past: once, and then it is taken."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.layout import Form


class AskingForm(Form):
    """Refused while it has `doubts` and nobody ticked that it is right; the box appears with the first doubt.

        class StartForm(AskingForm):
            def doubts(self, data):
                return {"target_on": _("Deze dag is al voorbij.")} if data["target_on"] < self.today else {}

    The verb hears nothing of it: what can never be is for the verb to refuse.
    """

    sure = forms.BooleanField(label=_("Ja, dit klopt"), required=False, widget=forms.HiddenInput)

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What is unlikely in what was filled in: a sentence per field. Fields that are not valid are not there."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Ask about each doubt, until the box is ticked."""
        data = super().clean()
        sure, doubts = data.pop("sure", False), self.doubts(data)
        if doubts:
            self.fields["sure"] = self.fields.pop("sure")  # below the others
            self.fields["sure"].widget = forms.CheckboxInput()
        if doubts and not sure:
            for name, sentence in doubts.items():
                self.add_error(
                    name, _("%(doubt)s Klopt dat? Vink dan onderaan “Ja, dit klopt” aan.") % {"doubt": sentence}
                )
        return data
