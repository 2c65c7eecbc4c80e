"""What staff fills in for many applications at once."""

from django import forms
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from calls.assessment.forms.handling import AdviserChoice
from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.searched import Sorted
from pio_portal.ui.forms import DayField
from pio_portal.ui.layout import Form

MOST_ADVISERS = 5


class HandlersForm(Form):
    """Who follows the applications: one person, or several between whom they are divided."""

    handlers = forms.ModelMultipleChoiceField(
        label=_("Wie behandelt deze aanvragen?"),
        help_text=_("Kiest u meer dan één persoon, dan verdelen we de aanvragen zo gelijk mogelijk."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    keep = forms.BooleanField(label=_("Sla aanvragen over die al een behandelaar hebben"), required=False, initial=True)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["handlers"].queryset = User.objects.with_role(Role.STAFF, Role.LEAD)


class BalancedAdvisersForm(Form):
    """Who may be asked, and how many of them per application."""

    advisers = AdviserChoice(
        label=_("Uit wie kunnen we kiezen?"),
        help_text=_("We kiezen eerst wie het minst op zijn bord heeft, en nooit iemand met een belang in de aanvraag."),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )
    wanted = forms.IntegerField(
        label=_("Aantal beoordelaars per aanvraag"),
        help_text=_("Wie al is toegewezen, telt mee. Wie een belangenconflict heeft, telt niet mee."),
        min_value=1,
        max_value=MOST_ADVISERS,
        initial=2,
    )
    due_on = DayField(label=_("Advies gevraagd ten laatste op"), required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        waiting = Q(
            assignments__status__in=AssignmentStatus.waiting(), assignments__application__status=Status.ELIGIBLE
        )
        self.fields["advisers"].queryset = (
            User.objects.with_role(Role.ADVISER)
            .annotate(waiting=Count("assignments", filter=waiting))
            .order_by("waiting", Sorted("name"))
        )
