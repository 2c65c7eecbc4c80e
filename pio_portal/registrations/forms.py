from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.names import NameField
from pio_portal.registrations.enums import Sector
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.registrations.workflow.attendance import Counted
from pio_portal.registrations.workflow.occasion import OccasionData
from pio_portal.ui.forms import MomentField
from pio_portal.ui.layout import Actions, Form, Include
from pio_portal.ui.merging import Merging

SECTORS = [(s.value, s.label) for s in Sector if s is not Sector.UNKNOWN]


class PersonForm(Form):
    """Who comes."""

    name = NameField(label=_("Voornaam en naam"), autocomplete="name")
    sector = forms.ChoiceField(label=_("U komt van een"), choices=SECTORS, widget=forms.RadioSelect)
    organisation_name = NameField(label=_("Organisatie"), max_length=200, autocomplete="organization")

    @classmethod
    def of(cls, registration: Registration, *sent) -> "PersonForm":
        """Filled with what is known."""
        return cls(*sent, initial={name: getattr(registration, name) for name in cls.base_fields})


class RegisterForm(PersonForm):
    """Who wants to come, with the address that confirms it. `full`: only the waiting list is left."""

    email = forms.EmailField(
        label=_("E-mailadres"),
        max_length=254,
        help_text=_("U krijgt een mail met een link om uw inschrijving te bevestigen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    field_order = ["email", "name", "sector", "organisation_name"]
    layout = Layout("email", "name", "sector", "organisation_name", Include("registrations/public/small_print.html"))

    def __init__(self, *args, full: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.actions = Actions(_("Op de wachtlijst") if full else _("Inschrijven"))


class OccasionForm(Merging, Form):
    """What a consultation and an event agree about when, where and how many."""

    title = forms.CharField(label=_("Titel"), max_length=200)
    starts_at = MomentField(label=_("Begint op"), required=False)
    ends_at = MomentField(label=_("Eindigt op"), required=False)
    place = forms.CharField(
        label=_("Plaats"),
        max_length=200,
        required=False,
        help_text=_("Bijvoorbeeld: VAC Gent, zaal Virginie Loveling."),
    )
    online = forms.BooleanField(label=_("Ook online te volgen"), required=False)
    capacity = forms.IntegerField(
        label=_("Aantal plaatsen"),
        required=False,
        min_value=1,
        max_value=100_000,
        help_text=_("Leeg: zoveel als er willen komen. Wie er te veel is, komt op de wachtlijst."),
    )
    registration_closes_at = MomentField(
        label=_("Inschrijven kan tot"),
        required=False,
        help_text=_("Leeg: tot het begin."),
    )

    @property
    def occasion_data(self) -> OccasionData:
        """What was filled in, for the workflow."""
        return OccasionData(**{name: self.cleaned_data[name] for name in OccasionForm.base_fields})

    @property
    def arguments(self) -> dict:
        """What the verb gets: the occasion as one, and the fields that only a consultation or only an event has."""
        own = {name: value for name, value in self.cleaned_data.items() if name not in OccasionForm.base_fields}
        return {"occasion": self.occasion_data, **own}

    @staticmethod
    def initial_of(occasion: Occasion) -> dict:
        """What is agreed now."""
        return {name: getattr(occasion, name) for name in OccasionForm.base_fields}


def _number(label) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=1_000_000)


class CountedForm(Merging, Form):
    """Numbers counted elsewhere. Empty is unknown, and is not zero."""

    mark_optional = False

    public = _number(_("Publieke organisaties"))
    enterprise = _number(_("Ondernemingen"))
    knowledge = _number(_("Kennisinstellingen"))
    unknown = _number(_("Onbekend"))
    total = _number(_("Totaal"))
    source = forms.CharField(
        label=_("Bron van de telling"), max_length=200, help_text=_("Bijvoorbeeld: aanwezigheidslijst van VVSG.")
    )

    def __init__(self, *args, fields: tuple[str, ...], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(fields):
            del self.fields[name]

    @property
    def arguments(self) -> dict:
        """What the verb gets."""
        return {"counted": Counted(**self.cleaned_data)}

    @staticmethod
    def initial_of(occasion: Occasion) -> dict:
        return {name: getattr(occasion, f"counted_{name}") for name in CountedForm.base_fields}


class AttendanceForm(Form):
    """The ticks behind the names of those who were there. They stand in the table, so the form has no field to draw."""

    actions = Actions(_("Aanwezigen bewaren"))
    form_attrs = {"id": "attendance"}

    @property
    def arguments(self) -> dict:
        """What the verb gets: the keys of the registrations. What is no number is no registration."""
        ticked = self.data.getlist("present")
        return {"present": [int(key) for key in ticked if key.isascii() and key.isdigit()]}


class CancelForm(Form):
    """Why something does not take place."""

    actions = Actions(_("Definitief annuleren"), kind="destroy", cancel=_("Toch niet"))

    reason = forms.CharField(
        label=_("Waarom gaat het niet door?"),
        help_text=_("Wie ingeschreven is, krijgt deze reden per mail. Ze staat ook op de publieke pagina."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )
