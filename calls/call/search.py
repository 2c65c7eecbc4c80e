"""The calls that the public search finds."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from pio_portal.formats import moment_text
from pio_portal.ui.registry import Hit, register_search


@register_search("calls", label=_("Oproepen"), order=10)
def search(_user, q: str, limit: int) -> Iterable[Hit]:
    """Published calls."""
    found = Call.objects.published().filter(Q(title__icontains=q) | Q(code__icontains=q) | Q(summary__icontains=q))
    for call in found.prefetch_related("rounds")[:limit]:
        summary = ", ".join(moment_text(r.closes_at) for r in call.rounds.all())
        yield Hit(title=call.title, url=call.get_absolute_url(), reference=call.code, summary=summary)
