from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from pio_portal.registrations.forms import OccasionForm
from pio_portal.ui.layout import Actions, Form
from projects.linking import ProjectField


class ConsultationForm(OccasionForm):
    """What is announced to the market."""

    summary = forms.CharField(
        label=_("Samenvatting"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Publiek. Wat is de behoefte, en wat wilt u van de markt weten?"),
    )
    programme = forms.CharField(
        label=_("Programma"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Publiek. Schrijf elk onderdeel op een eigen regel, bijvoorbeeld: 10.00 Verwelkoming."),
    )

    @classmethod
    def of(cls, consultation: MarketConsultation, *sent) -> "ConsultationForm":
        """Filled with what is announced now."""
        initial = cls.initial_of(consultation.occasion)
        own = {"summary": consultation.summary, "programme": consultation.programme}
        return cls(*sent, initial=initial | own, about=consultation)


class NewConsultationForm(ConsultationForm):
    """The same, with the project that it is for."""

    project = ProjectField(required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].for_user(user)


class ConclusionsForm(Form):
    """What was learned from the market."""

    actions = Actions(_("Publiceren en mailen"))

    conclusions = forms.CharField(
        label=_("Conclusies"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("Publiek. Iedereen die ingeschreven was, krijgt een mail met de link."),
    )


class DocumentForm(Form):
    """A file for the market, or for PIO only."""

    actions = Actions(_("Toevoegen"), kind="quiet")

    file = forms.FileField(label=_("Bestand"))
    title = forms.CharField(label=_("Titel"), max_length=200, required=False)
    internal = forms.BooleanField(label=_("Alleen voor PIO"), required=False)
