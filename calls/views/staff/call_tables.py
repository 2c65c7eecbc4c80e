import django_tables2 as tables
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.models import Call
from pio_portal.formats import day_text
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import status as status_tag


class CallTable(Table):
    """One call a row."""

    code = tables.Column(verbose_name=gettext_lazy("Code"), linkify=("calls:staff_call", {"code": tables.A("code")}))
    title = tables.Column(verbose_name=gettext_lazy("Titel"))
    first = tables.Column(
        verbose_name=gettext_lazy("Indiendata"),
        orderable=False,
        attrs={"td": {"class": "wide"}, "th": {"class": "wide"}},
    )
    handed_in = tables.Column(
        verbose_name=gettext_lazy("Aanvragen"), attrs={"td": {"class": "num"}, "th": {"class": "num"}}
    )
    status = tables.Column(verbose_name=gettext_lazy("Stand"))

    class Meta:
        model = Call
        fields = ["code", "title", "first", "handed_in", "status"]
        order_by = "-year"

    def render_title(self, record: Call) -> str:
        about = record.get_kind_display() + (f" · {record.theme}" if record.theme else "")
        return format_html('{}<span class="sub">{}</span>', record.title, about)

    def value_title(self, record: Call) -> str:
        return record.title

    def render_first(self, record: Call) -> str:
        return _("%(n)d, van %(first)s tot %(last)s") % {
            "n": record.number_of_rounds,
            "first": day_text(record.first),
            "last": day_text(record.last),
        }

    def render_status(self, record: Call) -> str:
        return status_tag(record)

    def value_status(self, record: Call) -> str:
        return record.get_status_display()
