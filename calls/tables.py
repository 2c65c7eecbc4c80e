"""The columns of this app's lists."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import AssignmentStatus
from calls.models import Application
from pio_portal.ui.templatetags import pio

WIDE = {"th": {"class": "wide"}, "td": {"class": "wide"}}
NUMBER = {"th": {"class": "num wide"}, "td": {"class": "num wide"}}


class ApplicationTable(tables.Table):
    """Applications as staff works through them."""

    ref = tables.Column(
        verbose_name=gettext_lazy("Referentie"), attrs={"th": WIDE["th"], "td": {"class": "key small wide"}}
    )
    title = tables.Column(verbose_name=gettext_lazy("Aanvraag"))
    theme = tables.Column(verbose_name=gettext_lazy("Thema"), order_by="theme__position", attrs=WIDE)
    submitted_at = tables.Column(
        verbose_name=gettext_lazy("Ingediend"), attrs={"th": WIDE["th"], "td": {"class": "small wide"}}
    )
    status = tables.Column(verbose_name=gettext_lazy("Stand"))
    advices = tables.Column(verbose_name=gettext_lazy("Adviezen"), orderable=False, empty_values=(), attrs=NUMBER)
    handler = tables.Column(verbose_name=gettext_lazy("Behandelaar"), order_by="handler__name", attrs=WIDE)

    class Meta:
        model = Application
        fields = ("ref", "title", "theme", "submitted_at", "status", "advices", "handler")
        order_by = "-submitted_at"
        default = "–"

    def render_title(self, record: Application) -> str:
        return format_html(
            '<a href="{}">{}</a><span class="sub">{}</span>', record.get_staff_url(), record.title, record.organisation
        )

    def render_submitted_at(self, value) -> str:
        return pio.day(value)

    def render_status(self, record: Application) -> str:
        return pio.status(record)

    def render_advices(self, record: Application) -> str:
        """`2 van 3`: advices given, of those asked; who has a conflict or is not asked any more does not count."""
        asked = [a for a in record.assignments.all() if a.status not in AssignmentStatus.gone()]
        if not asked:
            return "–"
        given = sum(a.status == AssignmentStatus.ADVISED for a in asked)
        return _("%(given)d van %(asked)d") % {"given": given, "asked": len(asked)}

    def value_title(self, record: Application) -> str:
        return record.title
