"""What the staff's lists of this app can be narrowed to."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from calls.enums import CallKind
from calls.models import Application, Call, Round, Theme
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import OrganisationType

READY = [("klaar", _("Klaar om te beslissen"))]
NOBODY = "geen"


class ApplicationFilter(filters.FilterSet):
    """Call, round, theme, kind of organisation, handler, and what is ready to decide."""

    oproep = filters.ModelChoiceFilter(
        field_name="call", label=_("Oproep"), queryset=Call.objects.order_by("-year", "code")
    )
    indiendatum = filters.ModelChoiceFilter(
        field_name="round", label=_("Indiendatum"), queryset=Round.objects.select_related("call").order_by("-closes_at")
    )
    thema = filters.ModelChoiceFilter(field_name="theme", label=_("Thema"), queryset=Theme.objects.all())
    soort = filters.ChoiceFilter(
        field_name="organisation__type", label=_("Soort organisatie"), choices=OrganisationType.choices
    )
    behandelaar = filters.ModelChoiceFilter(
        field_name="handler",
        label=_("Behandelaar"),
        queryset=lambda _request: User.objects.with_role(Role.STAFF, Role.LEAD),
        null_label=_("Niemand"),
        null_value=NOBODY,
    )
    beoordeling = filters.ChoiceFilter(label=_("Beoordeling"), choices=READY, method="by_assessment")

    class Meta:
        model = Application
        fields: list[str] = []

    def by_assessment(self, rows: QuerySet, _name: str, _value: str) -> QuerySet:
        return rows.ready_to_decide()


class CallFilter(filters.FilterSet):
    """Open or thematic, and the theme."""

    soort = filters.ChoiceFilter(field_name="kind", label=_("Soort"), choices=CallKind.choices)
    thema = filters.ModelChoiceFilter(field_name="theme", label=_("Thema"), queryset=Theme.objects.all())

    class Meta:
        model = Call
        fields: list[str] = []
