"""What staff fills in on a dossier."""

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.searched import Sorted
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Actions, Form
from pio_portal.ui.merging import Merging

LONG = 8000


class VoidForm(Form):
    """Entered by mistake."""

    actions = Actions(_("Definitief nietig verklaren"), kind="destroy")

    reason = forms.CharField(
        label=_("Waarom is deze aanvraag nietig?"),
        help_text=_("Bijvoorbeeld: dubbel ingevoerd, of een proef. Alleen het PIO-team leest dit."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class HandlerForm(Merging, Form):
    """Who of PIO follows the application."""

    handler = forms.ModelChoiceField(
        label=_("Behandelaar"), queryset=User.objects.none(), required=False, empty_label=_("Niemand")
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handler"].queryset = User.objects.with_role(Role.STAFF, Role.LEAD)


class AdviserChoice(forms.ModelMultipleChoiceField):
    """Advisers with the number of applications they still have to judge, so that the work is spread."""

    def label_from_instance(self, obj: User) -> str:
        if not obj.waiting:
            return _("%(name)s · geen lopende beoordelingen") % {"name": obj.name}
        if obj.waiting == 1:
            return _("%(name)s · 1 lopende beoordeling") % {"name": obj.name}
        return _("%(name)s · %(n)d lopende beoordelingen") % {"name": obj.name, "n": obj.waiting}


class AdvisersForm(Form):
    """Which advisers are asked, and for when."""

    actions = Actions(_("Toewijzen"))

    advisers = AdviserChoice(
        label=_("Wie beoordeelt deze aanvraag?"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    due_on = DayField(label=_("Advies gevraagd ten laatste op"), required=False)

    def __init__(self, *args, application: Application, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        everybody = User.objects.with_role(Role.ADVISER)
        taken = application.assignments.exclude(status=AssignmentStatus.WITHDRAWN).values("adviser")
        left_out = Q(pk__in=taken) | Q(conflicts__application=application)
        if self.is_bound:  # of who was sent along, the verb says what is wrong
            chosen = [int(pk) for pk in self.data.getlist("advisers") if pk.isdecimal()]
            left_out &= ~Q(pk__in=chosen)
        everybody = everybody.exclude(left_out)
        waiting = Q(
            assignments__status__in=AssignmentStatus.waiting(), assignments__application__status=Status.ELIGIBLE
        )
        self.fields["advisers"].queryset = everybody.annotate(waiting=Count("assignments", filter=waiting)).order_by(
            "waiting", Sorted("name")
        )


class DueForm(Form):
    """For which day an advice is asked now."""

    actions = Actions(_("Verschuiven"))

    due_on = DayField(label=_("Advies gevraagd ten laatste op"))
