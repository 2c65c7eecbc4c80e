"""The market consultations that the searches find."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from consultations.models import MarketConsultation
from consultations.querysets import ConsultationQuerySet
from pio_portal.accounts.access import STAFF
from pio_portal.formats import day_text
from pio_portal.ui.lists.searching import looking_like
from pio_portal.ui.registry import Hit, register_search


def similar_public(_user, q: str, limit: int) -> list[Hit]:
    """Published ones whose title looks like it."""
    rows = looking_like(MarketConsultation.objects.public(), ("occasion__title",), q)
    return _hits(rows[:limit], staff=False)


@register_search("consultations", label=_("Marktconsultaties"), order=30, alike=similar_public)
def search_public(_user, q: str, limit: int) -> list[Hit]:
    """Published ones only, whoever asks."""
    return _hits(_found(MarketConsultation.objects.public(), q, limit), staff=False)


@register_search("consultations.staff", label=_("Marktconsultaties"), world="staff", roles=STAFF, order=30)
def search_staff(user, q: str, limit: int) -> list[Hit]:
    """All that staff may see."""
    return _hits(_found(MarketConsultation.objects.visible_to(user), q, limit), staff=True)


def _found(rows: ConsultationQuerySet, q: str, limit: int) -> QuerySet[MarketConsultation]:
    return rows.search(q).order_by("-occasion__starts_at", "-pk")[:limit]


def _hits(rows: QuerySet[MarketConsultation], *, staff: bool) -> list[Hit]:
    return [
        Hit(
            title=consultation.title,
            url=consultation.get_staff_url() if staff else consultation.get_absolute_url(),
            reference=consultation.ref if staff else "",
            summary=day_text(consultation.occasion.starts_at),
        )
        for consultation in rows.select_related("occasion")
    ]
