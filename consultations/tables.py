from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from pio_portal.registrations.tables import OccasionTable, OccasionTitle
from pio_portal.ui.columns import ManyColumn


def _projects(record: MarketConsultation) -> list[str]:
    return [project.ref for project in record.projects.all()]


class ConsultationTable(OccasionTable):
    """One row per consultation, with its projects."""

    title = OccasionTitle(_("Marktconsultatie"), sub=lambda record: ", ".join(_projects(record)))
    projects = ManyColumn(_("Projecten"), of=_projects, wide=True)

    class Meta:
        model = MarketConsultation
        fields = ("ref", "title", "projects", "starts_at", "seats_taken", "capacity", "status")
        sequence = fields
        order_by = "-starts_at"
