"""What lists of projects and procurements can be narrowed to."""

import django_filters
from django.contrib.auth import get_user_model
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from calls.models import Theme
from pio_portal.accounts.enums import Role
from pio_portal.arrival import arrived_on
from pio_portal.organisations.enums import OrganisationType
from projects.enums import Phase, Procedure, ProjectState, Risk, StepKind
from projects.models import ConsultancyOrder, Handover, Procurement, Project


class ProjectFilter(django_filters.FilterSet):
    phase = django_filters.ChoiceFilter(label=_("Fase"), choices=Phase.choices, empty_label=_("Alle"))
    theme = django_filters.ModelChoiceFilter(label=_("Thema"), queryset=Theme.objects.all(), empty_label=_("Alle"))
    lead = django_filters.ModelChoiceFilter(
        label=_("PIO-begeleider"),
        queryset=lambda _request: get_user_model().objects.with_role(Role.STAFF, Role.LEAD),
        empty_label=_("Alle"),
    )
    type = django_filters.ChoiceFilter(
        label=_("Soort organisatie"),
        field_name="organisation__type",
        choices=OrganisationType.choices,
        empty_label=_("Alle"),
    )
    risk = django_filters.ChoiceFilter(
        label=_("Streeftermijn"), choices=[("late", _("in gevaar"))], method="at_risk", empty_label=_("Alle")
    )
    chance = django_filters.ChoiceFilter(
        label=_("Kans te laat"), choices=Risk.choices, method="by_chance", empty_label=_("Alle")
    )

    engagements = django_filters.ChoiceFilter(
        label=_("Engagementen"), choices=[("broken", _("niet nagekomen"))], method="broken", empty_label=_("Alle")
    )

    review = django_filters.ChoiceFilter(
        label=_("Opschorting"), choices=[("due", _("opnieuw te bekijken"))], method="to_review", empty_label=_("Alle")
    )

    class Meta:
        model = Project
        fields: tuple[str, ...] = ()

    def by_chance(self, rows, _name, value):
        return rows.with_risk(Risk(value)) if value else rows

    def at_risk(self, rows, _name, value):
        return rows.target_at_risk() if value else rows

    def to_review(self, rows, _name, value):
        return rows.to_review(arrived_on(self.request)) if value else rows

    def broken(self, rows, _name, value):
        return rows.with_broken_engagements() if value else rows


class ProcurementFilter(django_filters.FilterSet):
    procedure = django_filters.ChoiceFilter(label=_("Procedure"), choices=Procedure.choices, empty_label=_("Alle"))
    theme = django_filters.ModelChoiceFilter(
        label=_("Thema"), field_name="project__theme", queryset=Theme.objects.all(), empty_label=_("Alle")
    )
    type = django_filters.ChoiceFilter(
        label=_("Soort organisatie"),
        field_name="project__organisation__type",
        choices=OrganisationType.choices,
        empty_label=_("Alle"),
    )
    year = django_filters.NumberFilter(
        label=_("Jaar van lancering"), field_name="launched_on", lookup_expr="year", min_value=1900, max_value=2200
    )

    class Meta:
        model = Procurement
        fields: tuple[str, ...] = ()


class HandoverFilter(django_filters.FilterSet):
    end = django_filters.ChoiceFilter(
        label=_("Hoe het project eindigde"),
        field_name="project__state",
        choices=[(state.value, state.label) for state in (ProjectState.CLOSED, ProjectState.STOPPED)],
        empty_label=_("Alle"),
    )
    type = django_filters.ChoiceFilter(
        label=_("Soort organisatie"),
        field_name="project__organisation__type",
        choices=OrganisationType.choices,
        empty_label=_("Alle"),
    )
    year = django_filters.NumberFilter(
        label=_("Jaar in het register"), field_name="queued_at", lookup_expr="year", min_value=1900, max_value=2200
    )

    class Meta:
        model = Handover
        fields: tuple[str, ...] = ()


class ConsultancyFilter(django_filters.FilterSet):
    step = django_filters.ChoiceFilter(
        label=_("Stap"), field_name="step__kind", choices=StepKind.choices, empty_label=_("Alle")
    )
    lead = django_filters.ModelChoiceFilter(
        label=_("PIO-begeleider"),
        field_name="project__lead",
        queryset=lambda _request: get_user_model().objects.with_role(Role.STAFF, Role.LEAD),
        empty_label=_("Alle"),
    )
    paid = django_filters.ChoiceFilter(
        label=_("Betaling"), choices=[("open", _("niet helemaal betaald"))], method="by_payment", empty_label=_("Alle")
    )
    year = django_filters.NumberFilter(
        label=_("Jaar van bestelling"), field_name="ordered_on", lookup_expr="year", min_value=1900, max_value=2200
    )

    class Meta:
        model = ConsultancyOrder
        fields: tuple[str, ...] = ()

    def by_payment(self, rows, _name, value):
        return rows.filter(paid__lt=F("ordered")) if value else rows
