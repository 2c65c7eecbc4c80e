"""The links of market consultations in the menus."""

from django.utils.translation import gettext_lazy as _

from consultations.enums import ConsultationStatus
from consultations.models import MarketConsultation
from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import WORK, register_menu


def announced(_user) -> int:
    """Those that are announced or await their conclusions: the work at hand."""
    return MarketConsultation.objects.filter(status=ConsultationStatus.PUBLISHED).count()


register_menu(
    label=_("Marktconsultaties"),
    url_name="consultations:staff_consultations",
    key="m",
    group=WORK,
    icon="broadcast",
    roles=STAFF,
    count=announced,
    order=40,
)
register_menu(label=_("Marktconsultaties"), url_name="consultations:consultations", world="public", order=30)
