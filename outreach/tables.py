import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from outreach.models import Event, Story
from pio_portal.formats import day_text
from pio_portal.ui.templatetags.pio import day, status

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
WIDE_NUMBER = {"th": {"class": "num wide"}, "td": {"class": "num wide"}}


class EventTable(tables.Table):
    """One row per event, the one with the latest date first."""

    ref = tables.Column(verbose_name=_("Referentie"), attrs=WIDE)
    title = tables.Column(verbose_name=_("Activiteit"), accessor="occasion__title", order_by="occasion__title")
    kind = tables.Column(verbose_name=_("Soort"), attrs=WIDE)
    starts_at = tables.Column(verbose_name=_("Datum"), accessor="occasion__starts_at", order_by="occasion__starts_at")
    seats_taken = tables.Column(verbose_name=_("Ingeschreven"), attrs=WIDE_NUMBER)
    status = tables.Column(verbose_name=_("Stand"))

    class Meta:
        model = Event
        fields = ("ref", "title", "kind", "starts_at", "seats_taken", "status")
        order_by = "-starts_at"

    def render_title(self, record: Event, value: str):
        partners = ", ".join(partner.code for partner in record.partners.all())
        sub = format_html('<span class="soft small d-block">{}</span>', partners) if partners else ""
        return format_html('<a href="{}">{}</a>{}', record.get_staff_url(), value, sub)

    def value_title(self, value: str) -> str:
        return value

    def render_starts_at(self, value):
        return day(value)

    def value_starts_at(self, value) -> str:
        return day_text(value)

    def render_seats_taken(self, record: Event, value: int) -> str:
        capacity = record.occasion.capacity
        return f"{value} / {capacity}" if capacity is not None else str(value)

    def render_status(self, record: Event):
        return status(record)

    def value_status(self, record: Event) -> str:
        return record.get_status_display()


class StoryTable(tables.Table):
    """One row per story, the newest first; drafts on top."""

    title = tables.Column(verbose_name=_("Verhaal"))
    published_at = tables.Column(verbose_name=_("Gepubliceerd op"))
    status = tables.Column(verbose_name=_("Stand"))

    class Meta:
        model = Story
        fields = ("title", "published_at", "status")
        order_by = "-published_at"

    def render_title(self, record: Story, value: str):
        projects = ", ".join(project.ref for project in record.projects.all())
        sub = format_html('<span class="soft small d-block">{}</span>', projects) if projects else ""
        return format_html('<a href="{}">{}</a>{}', record.get_staff_url(), value, sub)

    def value_title(self, value: str) -> str:
        return value

    def render_published_at(self, value):
        return day(value)

    def value_published_at(self, value) -> str:
        return day_text(value)

    def render_status(self, record: Story):
        return status(record)

    def value_status(self, record: Story) -> str:
        return record.get_status_display()
