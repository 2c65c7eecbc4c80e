"""Forms about a project: its start, engagements, state, closing and public texts."""

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.enums import Role


class LeadField(forms.ModelChoiceField):
    """A colleague of the PIO team."""

    def __init__(self, **options) -> None:
        team = get_user_model().objects.with_role(Role.STAFF, Role.LEAD)
        super().__init__(queryset=team, label=_("PIO-begeleider"), empty_label=_("Kies een collega"), **options)


class StartForm(forms.Form):
    started_on = forms.DateField(
        label=_("Start van het project"), help_text=_("De dag van de kick-off."), widget=forms.DateInput
    )
    target_launch_on = forms.DateField(
        label=_("Streefdatum voor de lancering van de opdracht"),
        help_text=_("Laat leeg voor de streeftermijn van de oproep."),
        required=False,
    )
    lead = LeadField(required=False)


class LeadForm(forms.Form):
    lead = LeadField()


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Waarom?"),
        help_text=_("De klant leest deze reden in het verloop van het project."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class PublicTextsForm(forms.Form):
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


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Titel"), max_length=200)
    file = forms.FileField(
        label=_("Bestand"),
        help_text=_("PDF, Word, Excel, PowerPoint, OpenDocument of een afbeelding; hoogstens 25 MB."),
    )
    internal = forms.BooleanField(
        label=_("Alleen voor PIO"), help_text=_("De klant ziet dit document dan niet."), required=False
    )
