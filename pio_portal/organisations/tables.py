from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.organisations.identifiers import format_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.ui.columns import Column, NumberColumn, TitleColumn
from pio_portal.ui.tables import Table


class OrganisationTable(Table):
    """One organisation a row, with what it did in the programme."""

    name = TitleColumn(_("Naam"), url=lambda record: reverse("organisations:relation", args=[record.pk]), reference="")
    kbo = Column(_("KBO-nummer"), wide=True)
    type = Column(_("Soort"), wide=True)
    province = Column(_("Provincie"), wide=True)
    applications_made = NumberColumn(_("Aanvragen"), orderable=False)
    projects_run = NumberColumn(_("Projecten"), orderable=False)

    class Meta:
        model = Organisation
        fields = ("name", "kbo", "type", "province", "applications_made", "projects_run")
        order_by = "name"

    def render_kbo(self, value: str) -> str:
        return format_kbo(value)

    def value_kbo(self, value: str) -> str:
        return format_kbo(value)
