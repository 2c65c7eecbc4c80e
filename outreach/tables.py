from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from outreach.models import Event, Story
from pio_portal.formats import day_text
from pio_portal.registrations.tables import WIDE, OccasionTable
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import day, status


class EventTable(OccasionTable):
    """One row per event, with its partners under the title."""

    title = tables.Column(verbose_name=_("Activiteit"), accessor="occasion__title", order_by="occasion__title")
    kind = tables.Column(verbose_name=_("Soort"), attrs=WIDE)

    class Meta:
        model = Event
        fields = ("ref", "title", "kind", "starts_at", "seats_taken", "status")
        sequence = ("ref", "title", "kind", "starts_at", "seats_taken", "status")
        order_by = "-starts_at"

    def below_title(self, record: Any) -> str:
        return ", ".join(partner.code for partner in record.partners.all())


class StoryTable(Table):
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
