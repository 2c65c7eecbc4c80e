"""Forms about a project: its start, its lead, its state, its public texts and what it starts from."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.enums import Role
from pio_portal.ui.asking import AskingForm
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form, Row
from pio_portal.ui.merging import Merging
from projects.enums import DelayReason, Phase

LONGEST_HALT = 366  # days


class LeadField(forms.ModelChoiceField):
    """A colleague of the PIO team."""

    def __init__(self, **options) -> None:
        team = get_user_model().objects.with_role(Role.STAFF, Role.LEAD)
        super().__init__(queryset=team, label=_("PIO-begeleider"), empty_label=_("Kies een collega"), **options)


class StartForm(AskingForm):
    """What a project needs besides its application. A launch before `today` is asked about."""

    actions = Actions(_("Project starten"))

    started_on = DayField(label=_("Start van het project"), help_text=_("De dag van de kick-off."))
    target_launch_on = DayField(
        label=_("Streefdatum voor de lancering van de opdracht"),
        help_text=_("Laat leeg voor de streeftermijn van de oproep."),
        required=False,
    )
    lead = LeadField(required=False)

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """Projects of the past are imported; one that starts now launches later."""
        launch = data.get("target_launch_on")
        return {"target_launch_on": _("Deze streefdatum is al voorbij.")} if launch and launch < self.today else {}


class LeadForm(Merging, Form):
    """Who of PIO guides the project."""

    lead = LeadField()


class HaltForm(Form):
    """Why a project does not go on."""

    cause = forms.ChoiceField(
        label=_("Wat is de aanleiding?"), choices=[("", _("Kies een reden")), *DelayReason.choices]
    )
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De klant leest deze reden in het verloop van het project."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class ReviewDayForm(AskingForm):
    """When a suspended project is looked at again. A day more than a year after `today` is asked about."""

    review_on = DayField(
        label=_("Wanneer bekijkt u het project opnieuw?"),
        help_text=_("Op die dag staat het op uw Vandaag: hervatten, langer opschorten of stopzetten."),
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def doubts(self, data: Mapping[str, Any]) -> dict[str, Any]:
        day = data.get("review_on")
        too_late = day and (day - self.today).days > LONGEST_HALT
        return {"review_on": _("Deze dag ligt meer dan een jaar ver.")} if too_late else {}


class SuspendForm(ReviewDayForm, HaltForm):
    """Why a project is put on hold, and until when."""

    field_order = ("cause", "reason", "review_on")
    actions = Actions(_("Opschorten"))


class PostponeForm(ReviewDayForm):
    """Why a project stays on hold, and until when."""

    actions = Actions(_("Bewaren"))

    reason = forms.CharField(
        label=_("Waarom blijft het project opgeschort?"),
        help_text=_("De klant leest deze reden in het verloop van het project."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class StopForm(HaltForm):
    """Why a project ends before it delivered."""

    actions = Actions(_("Definitief stopzetten"), kind="destroy")


class PublicTextsForm(Merging, Form):
    """What the public reads about a project."""

    need = forms.CharField(
        label=_("De behoefte"),
        help_text=_("Wat wil de organisatie oplossen? Schrijf voor lezers die het project niet kennen."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=5000,
        required=False,
    )
    approach = forms.CharField(
        label=_("De aanpak"), widget=forms.Textarea(attrs={"rows": 7}), max_length=5000, required=False
    )
    lessons = forms.CharField(
        label=_("Geleerde lessen"), widget=forms.Textarea(attrs={"rows": 7}), max_length=5000, required=False
    )


class TemplateForm(Form):
    """A file to start from, and in which phase."""

    actions = Actions(_("Toevoegen"))

    phase = forms.ChoiceField(label=_("In welke fase?"), choices=[(p.value, p.label) for p in Phase])
    title = forms.CharField(label=_("Titel"), max_length=200)
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument of een afbeelding; hoogstens 25 MB."),
    )


class FilterForm(Form):
    """Which of the client's projects are shown."""

    method, form_class, mark_optional = "get", "form", False
    form_attrs = {"role": "search"}
    actions = Actions(_("Tonen"))
    layout = Layout(Row("q", "fase", "vraagt"))

    q = forms.CharField(label=_("Zoek op titel of referentie"), max_length=200, required=False)
    fase = forms.ChoiceField(label=_("Fase"), choices=[("", _("Alle fasen")), *Phase.choices], required=False)
    vraagt = forms.BooleanField(label=_("Alleen wat iets van ons vraagt"), required=False)

    def chosen_of(self, projects):
        """The projects with these words and in this phase; all of them when the address says something else."""
        data = self.cleaned_data if self.is_valid() else {}
        if data.get("q"):
            projects = projects.matching(data["q"])
        return projects.filter(phase=data["fase"]) if data.get("fase") else projects

    @property
    def only_asking(self) -> bool:
        return self.is_valid() and self.cleaned_data["vraagt"]


class AdvanceForm(Form):
    """In which phase the project was when the button was drawn."""

    seen = forms.CharField(max_length=30, required=False)
