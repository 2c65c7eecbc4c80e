import django_filters
from django.utils.translation import gettext_lazy as _

from outreach.enums import EventKind
from outreach.models import Event, Partner


class EventFilter(django_filters.FilterSet):
    """By kind, by partner, between two days."""

    kind = django_filters.ChoiceFilter(choices=EventKind, label=_("Soort"), empty_label=_("alle"))
    partners = django_filters.ModelChoiceFilter(
        queryset=Partner.objects.all(), label=_("Partner"), empty_label=_("alle")
    )
    starts = django_filters.DateFromToRangeFilter(field_name="occasion__starts_at", label=_("Datum van – tot"))

    class Meta:
        model = Event
        fields = ["kind", "partners", "starts"]
