"""Forms about evaluations."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Fieldset, Form, Lines, Note
from pio_portal.ui.merging import Merging
from projects.models import AgendaPoint, Evaluation

LONGEST = 4000


class PlanForm(Form):
    """On which day the next evaluation is."""

    actions = Actions(_("Plannen"))

    planned_on = DayField(label=_("Wanneer is de volgende evaluatie?"))


class PointForm(Form):
    """Something that PIO or the client wants to speak of."""

    actions = Actions(_("Op de agenda zetten"))

    title = forms.CharField(label=_("Waarover wilt u spreken?"), max_length=200)


class PointsForm(Merging, Form):
    """A text for each point of the agenda, which stands above it. `written` is the field of a point that is written."""

    written = ""
    label = ""

    def __init__(self, *args: Any, points: Iterable[AgendaPoint], about: Evaluation, **kwargs: Any) -> None:
        self.points = list(points)
        initial = {f"{self.written}_{point.pk}": getattr(point, self.written) for point in self.points}
        super().__init__(*args, about=about, initial=initial | kwargs.pop("initial", {}), **kwargs)
        for point in self.points:
            self.fields[f"{self.written}_{point.pk}"] = forms.CharField(
                label=self.label,
                widget=forms.Textarea(attrs={"rows": 3}),
                max_length=LONGEST,
                required=False,
            )

    @property
    def parts(self) -> list[Fieldset]:
        """The points below each other, each with what is known of it above its field."""
        return [Fieldset(point.title, *self.known(point), f"{self.written}_{point.pk}") for point in self.points]

    def known(self, point: AgendaPoint) -> list[Any]:
        """What changed."""
        return [Lines(point.text.splitlines())] if point.text else []

    def clean(self) -> dict[str, Any]:
        """What was written by the key of each point, and the other fields as they are."""
        data = super().clean()
        names = {f"{self.written}_{point.pk}": point.pk for point in self.points}
        texts = {names[name]: text for name, text in data.items() if name in names}
        return {name: value for name, value in data.items() if name not in names} | {self.written: texts}


class PrepareForm(PointsForm):
    """What the client thinks of each point, before the evaluation."""

    actions = Actions(_("Voorbereiding bewaren"))
    written, label = "prepared", _("Wat wilt u hierover zeggen of vragen?")

    @property
    def layout(self) -> Layout:
        return Layout(*self.parts)


class MinutesForm(PointsForm):
    """The minutes: who was there, what was said of each point, and what was concluded."""

    actions = Actions(_("Verslag bewaren"))
    written, label = "minutes", _("Wat is er gezegd?")

    present = forms.CharField(label=_("Wie was er?"), max_length=300, required=False)
    conclusion = forms.CharField(
        label=_("Wat is het besluit?"),
        help_text=_("In enkele zinnen: hoe staat het project ervoor, en hoe gaat het verder?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
        required=False,
    )

    def known(self, point: AgendaPoint) -> list[Any]:
        """What changed, and what the client prepared."""
        prepared = (
            [Note(_("De klant bereidde voor: %(text)s") % {"text": point.prepared}, classes="")]
            if point.prepared
            else []
        )
        return super().known(point) + prepared

    @property
    def layout(self) -> Layout:
        return Layout("present", *self.parts, "conclusion")


class HoldForm(Form):
    """On which day the evaluation was."""

    actions = Actions(_("Verslag afsluiten"))

    held_on = DayField(label=_("Wanneer was de evaluatie?"))
