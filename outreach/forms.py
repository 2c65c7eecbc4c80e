from django import forms
from django.utils.translation import gettext_lazy as _

from outreach.enums import EventKind
from outreach.models import Event, Partner, Story
from pio_portal.registrations.forms import OccasionForm
from pio_portal.ui.layout import Form
from pio_portal.ui.merging import Merging
from projects.linking import ProjectField


class EventForm(OccasionForm):
    """What is announced of an event."""

    kind = forms.ChoiceField(label=_("Soort"), choices=EventKind)
    partners = forms.ModelMultipleChoiceField(
        label=_("Partners"),
        queryset=Partner.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Met welke netwerken? Een gezamenlijke sessie telt bij elk van hen."),
    )
    summary = forms.CharField(
        label=_("Samenvatting"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Publiek. Wat gebeurt er, en voor wie is het?"),
    )
    field_order = ["title", "kind"]

    @classmethod
    def of(cls, event: Event, *sent) -> "EventForm":
        """Filled with what is announced now."""
        own = {"kind": event.kind, "summary": event.summary, "partners": event.partners.all()}
        return cls(*sent, initial=cls.initial_of(event.occasion) | own, about=event)


class NewEventForm(EventForm):
    """The same, with the project whose knowledge it shares."""

    project = ProjectField(required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].for_user(user)


class StoryForm(Merging, Form):
    """What is told."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    lead = forms.CharField(
        label=_("Inleiding"),
        required=False,
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Twee of drie zinnen: ze staan op de kaart en bovenaan het verhaal."),
    )
    body = forms.CharField(
        label=_("Tekst"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_(
            "Een lege regel maakt een nieuwe alinea. Begin een regel met ## voor een tussentitel, met - voor een "
            "opsomming, met > voor een citaat. Schrijf **vet** en [een link](https://www.vlaanderen.be)."
        ),
    )

    @classmethod
    def of(cls, story: Story, *sent) -> "StoryForm":
        """Filled with what is told now."""
        return cls(*sent, initial={name: getattr(story, name) for name in cls.base_fields}, about=story)


class NewStoryForm(StoryForm):
    """The same, with the project that it is about."""

    project = ProjectField(required=False)

    def __init__(self, *args, user, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].for_user(user)
