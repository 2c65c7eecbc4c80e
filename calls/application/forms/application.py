"""The small forms of an applicant: begin, title and theme, attachment, withdraw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from calls.models import Application, Call, PolicyDomain, Round, Theme
from pio_portal.documents.kinds import MAX_SIZE
from pio_portal.formats import moment_text
from pio_portal.organisations.models import Organisation


class RoundChoice(forms.ModelChoiceField):
    """Rounds by the moment at which they close."""

    def label_from_instance(self, obj: Round) -> str:
        return _("%(moment)s (indiendatum %(n)d)") % {"moment": moment_text(obj.closes_at, long=True), "n": obj.number}


class BasicsForm(forms.ModelForm):
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


class StartForm(BasicsForm):
    """Begin an application: for whom, for which date, about what. Partners are invited afterwards."""

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
        help_text=_("U kunt een aanvraag in opmaak later meenemen naar een volgende indiendatum."),
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


class ManyFilesInput(forms.FileInput):
    """Several files at once; script takes them over (static/js/files.js)."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "data-most-bytes": MAX_SIZE})


class ManyFilesField(forms.FileField):
    """At least one file. What may be kept of it is judged for each by itself, when it is kept."""

    widget = ManyFilesInput

    def to_python(self, data: Any) -> Any:
        return data or None


class AttachmentForm(forms.Form):
    """Files to add."""

    file = ManyFilesField(
        label=_("Kies bestanden"),
        help_text=_(
            "PDF, Word, Excel, PowerPoint, OpenDocument, PNG of JPG, elk hoogstens 25 MB. "
            "U kunt er meer dan één tegelijk kiezen."
        ),
    )


class WithdrawForm(forms.Form):
    """Why an application is taken back."""

    reason = forms.CharField(
        label=_("Waarom trekt u de aanvraag in?"),
        help_text=_("Uw reden helpt ons om de oproep te verbeteren. Alleen het PIO-team leest ze."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


def rounds_to_choose(call: Call, at) -> "forms.models.QuerySet":
    """The rounds of a call for which one may still begin."""
    return call.rounds.filter(closes_at__gt=at).select_related("call").order_by("closes_at")
