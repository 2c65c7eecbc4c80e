from django.utils.translation import gettext_lazy as _

from pio_portal.contact.models import Enquiry
from pio_portal.ui.columns import DayColumn, ReferenceColumn, StatusColumn, TitleColumn
from pio_portal.ui.tables import Table


class EnquiryTable(Table):
    """One row per question, the newest first."""

    ref = ReferenceColumn(verbose_name=_("Referentie"))
    name = TitleColumn(
        verbose_name=_("Van wie"), url=Enquiry.get_staff_url, sub=lambda enquiry: enquiry.get_topic_display()
    )
    asked_at = DayColumn(verbose_name=_("Gesteld op"))
    status = StatusColumn(verbose_name=_("Stand"))

    class Meta:
        model = Enquiry
        fields = ("ref", "name", "asked_at", "status")
        order_by = "-asked_at"
