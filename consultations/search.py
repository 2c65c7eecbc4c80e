"""The market consultations that the searches find."""

from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from consultations.querysets import ConsultationQuerySet
from pio_portal.accounts.access import STAFF
from pio_portal.formats import day_text
from pio_portal.ui.registry import Hit, register_search


@register_search("consultations", label=_("Marktconsultaties"), order=30)
def search_public(_user, q: str, limit: int) -> list[Hit]:
    """Published ones only, whoever asks."""
    return _hits(MarketConsultation.objects.public(), q, limit, staff=False)


@register_search("consultations.staff", label=_("Marktconsultaties"), world="staff", roles=STAFF, order=30)
def search_staff(user, q: str, limit: int) -> list[Hit]:
    """All that staff may see."""
    return _hits(MarketConsultation.objects.visible_to(user), q, limit, staff=True)


def _hits(rows: ConsultationQuerySet, q: str, limit: int, *, staff: bool) -> list[Hit]:
    found = rows.search(q).select_related("occasion").order_by("-occasion__starts_at", "-pk")[:limit]
    return [
        Hit(
            title=consultation.title,
            url=consultation.get_staff_url() if staff else consultation.get_absolute_url(),
            reference=consultation.ref if staff else "",
            summary=day_text(consultation.occasion.starts_at),
        )
        for consultation in found
    ]
