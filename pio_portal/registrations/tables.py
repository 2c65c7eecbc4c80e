"""A list of what has an occasion."""

from datetime import datetime
from typing import Any

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pio_portal.formats import day_text
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import day, status

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
WIDE_NUMBER = {"th": {"class": "num wide"}, "td": {"class": "num wide"}}


class OccasionTable(Table):
    """One row per owner, the one with the latest date first. `below_title` is what stands under the title."""

    ref = tables.Column(verbose_name=_("Referentie"), attrs=WIDE)
    title = tables.Column(verbose_name=_("Titel"), accessor="occasion__title", order_by="occasion__title")
    starts_at = tables.Column(verbose_name=_("Datum"), accessor="occasion__starts_at", order_by="occasion__starts_at")
    seats_taken = tables.Column(verbose_name=_("Ingeschreven"), attrs=WIDE_NUMBER)
    status = tables.Column(verbose_name=_("Stand"))

    def below_title(self, record: Any) -> str:  # noqa: ARG002 - for the tables of each kind
        return ""

    def render_title(self, record: Any, value: str) -> SafeString:
        text = self.below_title(record)
        below = format_html('<span class="soft small d-block">{}</span>', text) if text else ""
        return format_html('<a href="{}">{}</a>{}', record.get_staff_url(), value, below)

    def value_title(self, value: str) -> str:
        return value

    def render_starts_at(self, value: datetime) -> str:
        return day(value)

    def value_starts_at(self, value: datetime) -> str:
        return day_text(value)

    def render_seats_taken(self, record: Any, value: int) -> str:
        capacity = record.occasion.capacity
        return f"{value} / {capacity}" if capacity is not None else str(value)

    def render_status(self, record: Any) -> str:
        return status(record)

    def value_status(self, record: Any) -> str:
        return record.get_status_display()
