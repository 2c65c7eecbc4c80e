"""What market consultations put on Vandaag."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.enums import ConsultationStatus
from consultations.models import MarketConsultation
from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import ASKED, Item, Span, register_dates, register_task


@register_task("consultations.conclude", roles=STAFF)
def to_conclude(_user, now: datetime) -> list[Item]:
    """Held, but nobody told the market what came of it."""
    held = MarketConsultation.objects.awaiting_conclusions(now).select_related("occasion").past(now)
    return [
        Item(
            title=_("Publiceer de conclusies van “%(title)s”") % {"title": consultation.title},
            url=consultation.get_staff_url(),
            due=timezone.localdate(consultation.occasion.starts_at),
            tone="warn",
            tag=_("Conclusies"),
            source=consultation.ref,
        )
        for consultation in held[:ASKED]
        if consultation.occasion.has_ended(now)
    ]


@register_dates("consultations.sessions", roles=STAFF)
def sessions(user, span: Span) -> list[Item]:
    """The consultations that are announced or were held."""
    rows = MarketConsultation.objects.visible_to(user).filter(
        span.of("occasion__starts_at"), status__in=ConsultationStatus.taking_place()
    )
    return [
        Item(
            title=consultation.title,
            url=consultation.get_staff_url(),
            due=consultation.occasion.starts_at,
            until=consultation.occasion.ends_at,
            source=consultation.ref,
            tag=_("Marktconsultatie"),
        )
        for consultation in rows.select_related("occasion").order_by("occasion__starts_at", "pk")[: span.most]
    ]
