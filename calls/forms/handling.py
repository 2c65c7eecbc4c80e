"""What staff fills in on a dossier."""

from collections.abc import Mapping

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User

LONG = 8000


class RequestInfoForm(forms.Form):
    """Give the application back to be completed: which parts, why, and until when."""

    sections = forms.MultipleChoiceField(
        label=_("Welke onderdelen mag de aanvrager wijzigen?"),
        help_text=_("Alleen wat u aankruist, gaat open. Kruist u niets aan, dan gaat alles open."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    reason = forms.CharField(
        label=_("Wat moet de aanvrager aanvullen?"),
        help_text=_("De aanvrager leest deze tekst in de mail en in het dossier. Noem de vragen of bijlagen bij naam."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=LONG,
    )
    due_on = forms.DateField(label=_("Aanvullen ten laatste op"), widget=forms.DateInput)

    def __init__(self, *args, choices: Mapping[str, str], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(choices.items())


class StopWaitingForm(forms.Form):
    """Go on without the completion that was asked."""

    explanation = forms.CharField(
        label=_("Wilt u er iets bij zeggen?"),
        help_text=_("De aanvrager leest dit in de mail."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class VoidForm(forms.Form):
    """Entered by mistake."""

    reason = forms.CharField(
        label=_("Waarom is deze aanvraag nietig?"),
        help_text=_("Bijvoorbeeld: dubbel ingevoerd, of een proef. Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class HandlerForm(forms.Form):
    """Who of PIO follows the application."""

    handler = forms.ModelChoiceField(
        label=_("Behandelaar"), queryset=User.objects.none(), required=False, empty_label=_("Niemand")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = User.objects.with_role(Role.STAFF, Role.LEAD)


class AdviserChoice(forms.ModelMultipleChoiceField):
    """Advisers with how much they have on their desk, so that the work is spread."""

    def label_from_instance(self, obj: User) -> str:
        if not obj.waiting:
            return _("%(name)s · geen lopende beoordelingen") % {"name": obj.name}
        if obj.waiting == 1:
            return _("%(name)s · 1 lopende beoordeling") % {"name": obj.name}
        return _("%(name)s · %(n)d lopende beoordelingen") % {"name": obj.name, "n": obj.waiting}


class AdvisersForm(forms.Form):
    """Which advisers are asked, and for when."""

    advisers = AdviserChoice(
        label=_("Wie beoordeelt deze aanvraag?"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(label=_("Advies gevraagd voor"), required=False)

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        everybody = User.objects.with_role(Role.ADVISER)
        if not self.is_bound:  # of a form that was sent, the verb says who was asked before
            taken = application.assignments.exclude(status=AssignmentStatus.WITHDRAWN).values("adviser")
            everybody = everybody.exclude(pk__in=taken).exclude(conflicts__application=application)
        waiting = Q(
            assignments__status__in=AssignmentStatus.waiting(), assignments__application__status=Status.ELIGIBLE
        )
        self.fields["advisers"].queryset = everybody.annotate(waiting=Count("assignments", filter=waiting)).order_by(
            "waiting", "name"
        )


class DecisionForm(forms.Form):
    """The decision of the programme lead. Which outcomes there are depends on where the application stands."""

    outcome = forms.ChoiceField(label=_("Beslissing"), widget=forms.RadioSelect)
    decided_on = forms.DateField(label=_("Datum van de beslissing"))
    grounds = forms.CharField(
        label=_("Motivering"),
        help_text=_("Komt letterlijk in de brief. Verwijs naar de criteria van de oproep."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=LONG,
    )
    feedback = forms.CharField(
        label=_("Feedback aan de aanvrager"),
        help_text=_("Verplicht als u niet selecteert: wat kan de aanvrager beter doen voor een volgende indiendatum?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONG,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)  # of the draft it began from
    mark_optional = False

    def __init__(self, *args, outcomes: list[Status], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [(status.value, status.label) for status in outcomes]
        if Status.NOT_SELECTED not in outcomes:
            del self.fields["feedback"]
        if len(outcomes) == 1:
            self.initial.setdefault("outcome", outcomes[0].value)

    def clean(self) -> dict:
        cleaned = super().clean()
        if (
            cleaned.get("outcome") == Status.NOT_SELECTED
            and not cleaned.get("feedback")
            and "feedback" not in self.errors
        ):
            self.add_error("feedback", _("Schrijf feedback waarmee de aanvrager verder kan."))
        return cleaned
