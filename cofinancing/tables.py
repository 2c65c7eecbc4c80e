import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from cofinancing.models import CofinancingRequest, LedgerEntry, Meeting
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import day, moment_short, money, status

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
NUMBER = {"th": {"class": "num"}, "td": {"class": "num"}}


class RequestTable(Table):
    procurement = tables.Column(_("Opdracht"), accessor="procurement__title", order_by="procurement__title")
    client = tables.Column(_("Klant"), accessor="procurement__project__organisation__name", attrs=WIDE)
    requested = tables.Column(_("Gevraagd"), attrs=NUMBER)
    requested_at = tables.Column(_("Op"), attrs=WIDE)
    meeting = tables.Column(_("Vergadering"), accessor="meeting__held_at", attrs=WIDE)
    status = tables.Column(_("Status"))

    class Meta:
        model = CofinancingRequest
        fields = ("procurement", "client", "requested", "requested_at", "meeting", "status")
        order_by = "-requested_at"

    def render_procurement(self, record):
        return format_html(
            '<a href="{}">{}</a><span class="soft small d-block">{}</span>',
            record.get_absolute_url(),
            record.procurement.title,
            record.procurement.ref,
        )

    def value_procurement(self, record):
        return f"{record.procurement.ref} {record.procurement.title}"

    def render_requested(self, value):
        return money(value)

    def value_requested(self, value):
        return value

    def render_requested_at(self, value):
        return day(value)

    def render_meeting(self, value):
        return day(value)

    def render_status(self, record):
        return status(record)

    def value_status(self, record):
        return record.get_status_display()


class MeetingTable(Table):
    held_at = tables.Column(_("Vergadering"))
    place = tables.Column(_("Plaats"), attrs=WIDE)
    items = tables.Column(_("Op de agenda"), accessor="items", attrs=NUMBER)
    asked = tables.Column(_("Samen gevraagd"), accessor="asked", attrs=NUMBER)
    status = tables.Column(_("Status"))

    class Meta:
        model = Meeting
        fields = ("held_at", "place", "items", "asked", "status")
        order_by = "-held_at"

    def render_held_at(self, record):
        return format_html('<a href="{}">{}</a>', record.get_absolute_url(), moment_short(record.held_at))

    def value_held_at(self, value):
        return value

    def render_asked(self, value):
        return money(value)

    def value_asked(self, value):
        return value

    def render_status(self, record):
        return status(record)

    def value_status(self, record):
        return record.get_status_display()


class LedgerTable(Table):
    at = tables.Column(_("Op"))
    what = tables.Column(_("Wat"))
    decision = tables.Column(_("Beslissing"), accessor="decision__ref", attrs=WIDE)
    amount = tables.Column(_("Bedrag"), attrs=NUMBER)
    balance = tables.Column(
        _("Vastgelegd daarna"), accessor="balance", attrs={"th": {"class": "num wide"}, "td": {"class": "num wide"}}
    )

    class Meta:
        model = LedgerEntry
        fields = ("at", "what", "decision", "amount", "balance")
        orderable = False

    def render_at(self, value):
        return day(value)

    def render_amount(self, value):
        return money(value)

    def render_balance(self, value):
        return money(value)
