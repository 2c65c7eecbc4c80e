from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from pio_portal.names import NameField
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Fieldset, Form, Include, Note
from pio_portal.ui.merging import Merging
from projects.enums import Use
from projects.models import Adopter, Survey
from projects.models.survey import BEST, STATEMENTS
from projects.survey.guidance import READERS_OF_REMARKS
from projects.survey.uptake import LONGEST_SOURCE, Told

ROWS = 5  # of adopters: who knows more tells PIO
LEVELS = [
    (1, _("1: helemaal niet eens")),
    (2, _("2: niet eens")),
    (3, _("3: tussenin")),
    (4, _("4: eens")),
    (BEST, _("5: helemaal eens")),
]


class UptakeForm(Form):
    """What the client tells of the use of what it bought."""

    actions = Actions(_("Antwoord versturen"))

    use = forms.ChoiceField(label=_("Is de oplossing in gebruik?"), choices=Use.choices, widget=forms.RadioSelect)
    scale = forms.CharField(
        label=_("Op welke schaal?"),
        help_text=_("Bijvoorbeeld het aantal gebruikers, plaatsen of diensten."),
        max_length=300,
        required=False,
    )
    effect = forms.CharField(
        label=_("Wat veranderde de oplossing?"),
        help_text=_("Voor uw organisatie en voor wie ze gebruikt. Noem cijfers als u ze hebt."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, ROWS + 1):
            self.fields[f"name_{number}"] = NameField(label=_("Organisatie"), max_length=200, required=False)
            self.fields[f"since_{number}"] = DayField(label=_("Sinds"), required=False)
            self.fields[f"source_{number}"] = forms.CharField(
                label=_("Hoe weet u dat?"), max_length=LONGEST_SOURCE, required=False
            )

    @property
    def layout(self) -> Layout:
        """The questions, then the adopters below each other; the later ones unfold."""
        names = [f"{name}_{n}" for n in range(1, ROWS + 1) for name in ("name", "since", "source")]
        told = _("Nam een andere organisatie de oplossing over? Noem ze hier. Bij benadering is de dag goed genoeg.")
        adopters = Fieldset(
            _("Wie nam de oplossing over?"), Note(told), Include("projects/survey/adopters.html", *names)
        )
        return Layout("use", "scale", "effect", adopters)

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The fields of each adopter, and whether its row stands open."""
        listed = []
        for number in range(1, ROWS + 1):
            fields = [self[f"{name}_{number}"] for name in ("name", "since", "source")]
            is_open = number == 1 or any(field.value() or field.errors for field in fields)
            listed.append({"number": number, "fields": fields, "is_open": is_open})
        return listed

    def clean(self) -> dict[str, Any]:
        """A named adopter has a day too."""
        data = super().clean()
        for number in range(1, ROWS + 1):
            name, since = data.get(f"name_{number}"), data.get(f"since_{number}")
            if name and not since and not self.has_error(f"since_{number}"):
                self.add_error(f"since_{number}", _("Vul in sinds wanneer, bij benadering."))
            if (since or data.get(f"source_{number}")) and not name and not self.has_error(f"name_{number}"):
                self.add_error(f"name_{number}", _("Schrijf de naam van de organisatie."))
        return data

    @property
    def arguments(self) -> dict[str, Any]:
        """What the verb gets: the adopters as a list."""
        data = self.cleaned_data
        told = [
            Told(data[f"name_{n}"], data[f"since_{n}"], data[f"source_{n}"])
            for n in range(1, ROWS + 1)
            if data[f"name_{n}"]
        ]
        return {name: data[name] for name in ("use", "scale", "effect")} | {"adopters": told}


class GuidanceForm(Form):
    """How far the client agrees with five statements about the guidance."""

    actions = Actions(_("Antwoord versturen"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, statement in STATEMENTS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=statement, choices=LEVELS, coerce=int, widget=forms.RadioSelect
            )
        self.fields["remark"] = forms.CharField(
            label=_("Wat kan beter, of moet zo blijven?"),
            help_text=READERS_OF_REMARKS,
            widget=forms.Textarea(attrs={"rows": 4}),
            max_length=2000,
            required=False,
        )


class ApproveForm(Form):
    """What everybody reads of an answer."""

    actions = Actions(_("Goedkeuren en tonen"))

    public_text = forms.CharField(
        label=_("Wat leest iedereen?"),
        help_text=_("In gewone woorden, zonder namen van mensen. Laat leeg om alleen de overnemers te tonen."),
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
        required=False,
    )

    @classmethod
    def of(cls, survey: Survey, *args: Any) -> "ApproveForm":
        """With a first draft: what the client wrote."""
        draft = survey.public_text or "\n\n".join(filter(None, [survey.scale, survey.effect]))
        return cls(*args, initial={"public_text": draft})


class AdopterForm(Merging, Form):
    """An organisation that took the solution over."""

    name = NameField(
        label=_("Organisatie"),
        help_text=_("De naam of het ondernemingsnummer. Wie het portaal kent, wordt herkend."),
        max_length=200,
    )
    since_on = DayField(label=_("Sinds"), help_text=_("Bij benadering is goed genoeg."))
    source = forms.CharField(
        label=_("Bron"), help_text=_("Waaruit blijkt dat? Een bericht, een gesprek, een webadres."), max_length=300
    )

    @classmethod
    def of(cls, adopter: Adopter, *args: Any) -> "AdopterForm":
        """With what stands there now."""
        initial = {name: getattr(adopter, name) for name in ("name", "since_on", "source")}
        return cls(*args, initial=initial, about=adopter.project)


class NewAdopterForm(AdopterForm):
    """One more."""

    actions = Actions(_("Toevoegen"))
