"""The columns of this app's lists."""

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.enums import AssignmentStatus
from calls.models import Application
from pio_portal.ui.columns import Column, DayColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table

NUMBER = {"th": {"class": "num wide"}, "td": {"class": "num wide"}}


class ApplicationTable(Table):
    """Applications as staff works through them; the last columns are there for who asks for them."""

    ref = ReferenceColumn(verbose_name=gettext_lazy("Referentie"))
    title = TitleColumn(
        verbose_name=gettext_lazy("Aanvraag"),
        url=lambda record: record.get_staff_url(),
        sub=lambda record: record.organisation,
    )
    theme = Column(verbose_name=gettext_lazy("Thema"), order_by="theme__position", wide=True)
    submitted_at = DayColumn(verbose_name=gettext_lazy("Ingediend"), wide=True)
    status = StatusColumn(verbose_name=gettext_lazy("Stand"))
    advices = tables.Column(verbose_name=gettext_lazy("Adviezen"), orderable=False, empty_values=(), attrs=NUMBER)
    handler = Column(verbose_name=gettext_lazy("Behandelaar"), order_by="handler__name", wide=True)
    organisation = Column(verbose_name=gettext_lazy("Organisatie"), order_by="organisation__name", wide=True)
    round = Column(verbose_name=gettext_lazy("Indiendatum"), order_by="round__closes_at", wide=True)
    policy_domain = Column(verbose_name=gettext_lazy("Beleidsdomein"), order_by="policy_domain__position", wide=True)
    eligible_at = DayColumn(verbose_name=gettext_lazy("Ontvankelijk op"), wide=True)
    decided_on = DayColumn(verbose_name=gettext_lazy("Beslist op"), wide=True)

    class Meta:
        order_by = "-submitted_at"
        default = "–"

    def render_advices(self, record: Application) -> str:
        """`2 van 3`: advices given, of those asked; who has a conflict or is not asked any more does not count."""
        asked = [a for a in record.assignments.all() if a.status not in AssignmentStatus.gone()]
        if not asked:
            return "–"
        given = sum(a.status == AssignmentStatus.ADVISED for a in asked)
        return _("%(given)d van %(asked)d") % {"given": given, "asked": len(asked)}
