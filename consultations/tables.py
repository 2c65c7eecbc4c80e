from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from pio_portal.registrations.tables import OccasionTable


class ConsultationTable(OccasionTable):
    """One row per consultation, with its projects under the title."""

    title = tables.Column(verbose_name=_("Marktconsultatie"), accessor="occasion__title", order_by="occasion__title")

    class Meta:
        model = MarketConsultation
        fields = ("ref", "title", "starts_at", "seats_taken", "status")
        order_by = "-starts_at"

    def below_title(self, record: Any) -> str:
        return ", ".join(project.ref for project in record.projects.all())
