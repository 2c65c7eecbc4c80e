"""What the staff's lists of this app can be narrowed to."""

import django_filters as filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from calls.enums import CallKind
from calls.models import Application, Call, Round, Theme
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.arrival import arrived_on
from pio_portal.organisations.enums import OrganisationType
from pio_portal.ui.filtering import DaysFilter, RowFilter, RowsFilter, SomeFilter

ASSESSMENT = [
    ("klaar", _("Klaar om te beslissen")),
    ("wacht", _("Wacht op een advies")),
    ("laat", _("Een advies is laat")),
    ("aanvulling-laat", _("De aanvulling is laat")),
    ("zonder-ontwerp", _("Nog zonder ontwerp van beslissing")),
]
ALL = _("Alle")


class ApplicationFilter(filters.FilterSet):
    """Call, round, theme, kind of organisation, handler, the day of submission, and what is ready to decide."""

    oproep = RowFilter(
        field_name="call",
        label=_("Oproep"),
        rows=lambda _request: Call.objects.only("pk", "code", "title").order_by("-year", "code"),
        empty_label=ALL,
    )
    indiendatum = RowFilter(
        field_name="round",
        label=_("Indiendatum"),
        rows=lambda _request: Round.objects.select_related("call").order_by("-closes_at"),
        empty_label=ALL,
    )
    beoordeling = filters.ChoiceFilter(
        label=_("Beoordeling"), choices=ASSESSMENT, method="by_assessment", empty_label=ALL
    )
    ingediend = DaysFilter(field_name="submitted_at", label=_("Ingediend"))
    thema = RowsFilter(field_name="theme", label=_("Thema"), rows=lambda _request: Theme.objects.all())
    behandelaar = RowsFilter(
        field_name="handler",
        label=_("Behandelaar"),
        rows=lambda _request: User.objects.with_role(Role.STAFF, Role.LEAD),
        nobody=_("Niemand"),
    )
    soort = SomeFilter(field_name="organisation__type", label=_("Soort organisatie"), choices=OrganisationType.choices)

    class Meta:
        model = Application
        fields: list[str] = []

    def by_assessment(self, rows: QuerySet, _name: str, value: str) -> QuerySet:
        today = arrived_on(self.request)
        match value:
            case "wacht":
                return rows.awaiting_advice()
            case "laat":
                return rows.awaiting_advice(late_on=today)
            case "aanvulling-laat":
                return rows.awaiting_completion(late_on=today)
            case "zonder-ontwerp":
                return rows.without_draft()
        return rows.ready_to_decide()


class CallFilter(filters.FilterSet):
    """Open or thematic, and the theme."""

    soort = filters.ChoiceFilter(field_name="kind", label=_("Soort"), choices=CallKind.choices)
    thema = filters.ModelChoiceFilter(field_name="theme", label=_("Thema"), queryset=Theme.objects.all())

    class Meta:
        model = Call
        fields: list[str] = []
