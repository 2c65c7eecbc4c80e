import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from pio_portal.formats import day_text
from pio_portal.ui.templatetags.pio import day, status

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
WIDE_NUMBER = {"th": {"class": "num wide"}, "td": {"class": "num wide"}}


class ConsultationTable(tables.Table):
    """One row per consultation, the one with the latest date first."""

    ref = tables.Column(verbose_name=_("Referentie"), attrs=WIDE)
    title = tables.Column(verbose_name=_("Marktconsultatie"), accessor="occasion__title", order_by="occasion__title")
    starts_at = tables.Column(verbose_name=_("Datum"), accessor="occasion__starts_at", order_by="occasion__starts_at")
    seats_taken = tables.Column(verbose_name=_("Ingeschreven"), attrs=WIDE_NUMBER)
    status = tables.Column(verbose_name=_("Stand"))

    class Meta:
        model = MarketConsultation
        fields = ("ref", "title", "starts_at", "seats_taken", "status")
        order_by = "-starts_at"

    def render_title(self, record: MarketConsultation, value: str):
        projects = ", ".join(project.ref for project in record.projects.all())
        sub = format_html('<span class="soft small d-block">{}</span>', projects) if projects else ""
        return format_html('<a href="{}">{}</a>{}', record.get_staff_url(), value, sub)

    def value_title(self, value: str) -> str:
        return value

    def render_starts_at(self, value):
        return day(value)

    def value_starts_at(self, value) -> str:
        return day_text(value)

    def render_seats_taken(self, record: MarketConsultation, value: int):
        capacity = record.occasion.capacity
        return f"{value} / {capacity}" if capacity is not None else str(value)

    def render_status(self, record: MarketConsultation):
        return status(record)

    def value_status(self, record: MarketConsultation) -> str:
        return record.get_status_display()
