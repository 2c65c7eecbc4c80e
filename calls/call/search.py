"""The calls that the searches find."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calls.enums import CallStatus
from calls.models import Call
from pio_portal.accounts.access import STAFF
from pio_portal.formats import moment_text
from pio_portal.ui.lists.searching import looking_like, with_words
from pio_portal.ui.registry import Hit, register_search

FIELDS = ("title", "code", "summary")


def similar(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published calls whose title looks like it."""
    return _hits(looking_like(Call.objects.published(), ("title",), q)[:limit])


@register_search("calls", label=_("Oproepen"), order=10, alike=similar)
def search(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published calls, newest first."""
    return _hits(with_words(Call.objects.published(), FIELDS, q).order_by("-year", "code")[:limit])


@register_search("calls.staff", label=_("Oproepen"), world="staff", roles=STAFF, order=5)
def search_staff(user, q: str, limit: int) -> Iterable[Hit]:
    """All that staff may see, newest first."""
    rows = with_words(Call.objects.visible_to(user), FIELDS, q).order_by("-year", "code")
    return [
        Hit(
            title=row.title,
            url=reverse("calls:staff_call", args=[row.code]),
            reference=row.code,
            tag=row.get_status_display(),
            tone=CallStatus(row.status).tone,
        )
        for row in rows[:limit]
    ]


def _hits(rows: QuerySet[Call]) -> list[Hit]:
    return [
        Hit(
            title=row.title,
            url=row.get_absolute_url(),
            reference=row.code,
            summary=", ".join(moment_text(r.closes_at) for r in row.rounds.all()),
        )
        for row in rows.prefetch_related("rounds")
    ]
