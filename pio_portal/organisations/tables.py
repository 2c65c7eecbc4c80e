import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pio_portal.organisations.identifiers import format_kbo
from pio_portal.organisations.models import Organisation
from pio_portal.ui.tables import Table

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class OrganisationTable(Table):
    name = tables.Column(_("Naam"))
    kbo = tables.Column(_("KBO-nummer"), attrs=WIDE)
    type = tables.Column(_("Soort"), attrs=WIDE)
    province = tables.Column(_("Provincie"), attrs=WIDE)
    applications_made = tables.Column(_("Aanvragen"), accessor="applications_made", orderable=False, attrs=NUMBER)
    projects_run = tables.Column(_("Projecten"), accessor="projects_run", orderable=False, attrs=NUMBER)

    class Meta:
        model = Organisation
        fields = ("name", "kbo", "type", "province", "applications_made", "projects_run")
        order_by = "name"

    def render_name(self, record):
        return format_html('<a href="{}">{}</a>', reverse("organisations:relation", args=[record.pk]), record.name)

    def value_name(self, value):
        return value

    def render_kbo(self, value):
        return format_kbo(value)
