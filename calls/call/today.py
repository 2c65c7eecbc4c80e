"""What the rounds of calls put on Vandaag."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus as Status
from calls.models import Round
from pio_portal.accounts.access import STAFF
from pio_portal.formats import countdown_text
from pio_portal.ui.registry import Item, Span, register_dates, register_signal

CLOSING_SOON = timedelta(days=7)


@register_signal("calls.closing", roles=STAFF, order=20)
def closing(_user, now: datetime) -> Iterable[Item]:
    """Rounds that close within a week, with how many drafts still wait."""
    drafts = Count("applications", filter=Q(applications__status=Status.DRAFT))
    for current in (
        Round.objects.open(now).filter(closes_at__lte=now + CLOSING_SOON).select_related("call").annotate(n=drafts)
    ):
        text = _("%(call)s: %(left)s om in te dienen, nog %(n)d in opmaak")
        left = countdown_text(current.closes_at, now).lower()
        yield Item(
            title=text % {"call": current.call.code, "left": left, "n": current.n},
            url=reverse("calls:staff_round", args=[current.call.code, current.number]),
            due=current.closes_at,
            tone="warn",
            tag=_("Sluit binnenkort"),
            source=current.call.title,
        )


@register_dates("calls.rounds", roles=STAFF)
def rounds(_user, span: Span) -> Iterable[Item]:
    """Closing moments."""
    rows = Round.objects.published().filter(span.of("closes_at")).order_by("closes_at", "pk")
    for current in rows.select_related("call")[: span.most]:
        yield Item(
            title=_("Indiendatum %(n)d van %(call)s") % {"n": current.number, "call": current.call.code},
            url=reverse("calls:staff_round", args=[current.call.code, current.number]),
            due=current.closes_at,
            source=current.call.title,
        )
