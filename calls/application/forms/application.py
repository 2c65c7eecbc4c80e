"""The forms of an application as a whole: begin it, its title and theme, move it, its attachments, withdraw it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from calls.models import Application, Call, PolicyDomain, Round, Theme
from pio_portal.documents.kinds import MAX_SIZE
from pio_portal.formats import moment_text
from pio_portal.organisations.models import Organisation
from pio_portal.ui.layout import Actions, Form, Include, LaidOut
from pio_portal.ui.merging import Merging


class RoundChoice(forms.ModelChoiceField):
    """Rounds by the moment at which they close."""

    def label_from_instance(self, obj: Round) -> str:
        return _("Indiendatum %(n)d: %(moment)s") % {"moment": moment_text(obj.closes_at, long=True), "n": obj.number}


class BasicsForm(LaidOut, forms.ModelForm):
    """What an application is about."""

    class Meta:
        model = Application
        fields = ["title", "theme", "policy_domain"]
        labels = {"title": _("Hoe heet uw project?")}
        help_texts = {
            "title": _("Kort en voor iedereen te begrijpen. U kunt de titel later nog wijzigen."),
            "policy_domain": _("Het Vlaamse beleidsdomein waar uw uitdaging het best bij past."),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(retired=False)
        self.fields["policy_domain"].queryset = PolicyDomain.objects.filter(retired=False)
        for name in ("theme", "policy_domain"):
            self.fields[name].required = True
            self.fields[name].empty_label = _("Kies …")
        if self.instance.call_id:
            self.fix_theme(self.instance.call)

    def fix_theme(self, call: Call) -> None:
        """A thematic call has one theme: shown, and not to choose."""
        if call.is_thematic:
            theme = self.fields["theme"]
            theme.queryset, theme.initial, theme.disabled = Theme.objects.filter(pk=call.theme_id), call.theme_id, True
            self.initial["theme"] = call.theme_id
            theme.help_text = _("Deze oproep heeft één thema.")


class AmendForm(Merging, BasicsForm):
    """The same of an application that was begun, by one of those who write it."""


class StartForm(BasicsForm):
    """Begin an application: for whom, for which date, about what. Partners are invited afterwards."""

    actions = Actions(_("Aanvraag beginnen"))

    organisation = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Voor welke organisatie vraagt u aan?"),
        help_text=_("De aanvraag is van de organisatie: uw collega's werken eraan mee, en een beheerder dient ze in."),
        widget=forms.RadioSelect,
        empty_label=None,
    )
    round = RoundChoice(
        Round.objects.none(),
        label=_("Voor welke indiendatum?"),
        help_text=_("U kunt een ontwerp later meenemen naar een volgende indiendatum."),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    class Meta(BasicsForm.Meta):
        fields = ["organisation", "round", "title", "theme", "policy_domain"]

    def __init__(self, *args, organisations, rounds, call: Call | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if call is not None:
            self.fix_theme(call)
        self.fields["organisation"].queryset = organisations
        self.fields["round"].queryset = rounds
        self.order_fields(["organisation", "round", "title", "theme", "policy_domain"])
        choices = list(organisations)
        if len(choices) == 1:
            self.initial.setdefault("organisation", choices[0].pk)

    def ask_once_more(self) -> None:
        """The next page says why one may not want to begin: its button begins all the same."""
        self.helper.actions = Actions(_("Toch beginnen"), name="anyway")


class MoveForm(Form):
    """The round to which a draft is taken along; none: the next one."""

    round = forms.ModelChoiceField(Round.objects.all(), required=False)


class TakeOverForm(Form):
    """The button that lets a draft go on with the questions that its call asks now."""

    actions = Actions(_("Nieuwe vragen overnemen"), cancel=_("Verder met mijn vragen"))


class ManyFilesInput(forms.FileInput):
    """Several files at once; script takes them over (static/js/files.js)."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "data-most-bytes": MAX_SIZE})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list:  # noqa: ARG002 - Django's signature
        return files.getlist(name) if hasattr(files, "getlist") else []


class ManyFilesField(forms.FileField):
    """At least one file: a list. Whether each of them can be kept is judged when it is kept."""

    widget = ManyFilesInput

    def to_python(self, data: Any) -> Any:
        return data or None

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002 - Django's signature
        return forms.Field.clean(self, data)


class AttachmentForm(Form):
    """Files to add, one or several at once."""

    layout = Layout(Include("components/drop_zone.html", "file"))

    file = ManyFilesField(
        label=_("Kies bestanden"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG, elk hoogstens 25\u00a0MB. "
            "U kunt er meer dan één tegelijk kiezen."
        ),
    )

    def lead_back(self, address: str, text: str) -> None:
        """Where the way out goes. Script adds files by itself: the button is for who has none."""
        self.helper.cancel_url, self.helper.error_summary = address, False  # the page has it, also without this form
        self.helper.actions = Actions(_("Toevoegen"), cancel=text, template="calls/applicant/file_actions.html")

    def refuse(self, refused: Iterable[tuple[str, str]]) -> None:
        """Say of each file that was refused, by its name, why."""
        self.add_error("file", [_("“%(name)s”: %(text)s") % {"name": name, "text": text} for name, text in refused])


class ReopenForm(Form):
    """The button that reopens what was submitted."""

    actions = Actions(_("Aanvraag heropenen"), cancel=_("Toch niet"))


class WithdrawForm(Form):
    """Why an application is taken back."""

    actions = Actions(_("Aanvraag intrekken"), kind="destroy")

    reason = forms.CharField(
        label=_("Waarom trekt u de aanvraag in?"),
        help_text=_("Uw reden helpt ons om de oproep te verbeteren. Alleen het PIO-team leest ze."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


def rounds_to_choose(call: Call, at: datetime) -> QuerySet[Round]:
    """The rounds of a call for which one may still begin."""
    return call.rounds.filter(closes_at__gt=at).select_related("call").order_by("closes_at")
