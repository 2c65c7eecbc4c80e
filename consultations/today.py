"""What market consultations put on Vandaag."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.models import MarketConsultation
from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import ASKED, Item, register_dates, register_task


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
def sessions(user, now: datetime) -> list[Item]:
    """The next consultations."""
    upcoming = MarketConsultation.objects.visible_to(user).filter(status="published").upcoming(now)
    return [
        Item(
            title=consultation.title,
            url=consultation.get_staff_url(),
            due=consultation.occasion.starts_at,
            source=consultation.ref,
            tag=_("Marktconsultatie"),
        )
        for consultation in upcoming.select_related("occasion")[:ASKED]
    ]
