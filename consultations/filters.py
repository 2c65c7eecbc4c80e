import django_filters
from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation


class ConsultationFilter(django_filters.FilterSet):
    """Between two days."""

    starts = django_filters.DateFromToRangeFilter(field_name="occasion__starts_at", label=_("Datum van – tot"))

    class Meta:
        model = MarketConsultation
        fields = ["starts"]
