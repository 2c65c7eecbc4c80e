"""The decisions on co-financing that the search of staff finds by their reference."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from cofinancing.models import CofinancingDecision
from cofinancing.rules import READERS
from pio_portal.formats import day_text
from pio_portal.references import as_reference
from pio_portal.ui.registry import Hit, register_search


@register_search("cofinancing.decisions", label=_("Beslissingen"), world="staff", roles=READERS, order=35)
def find_decisions(user, q: str, limit: int) -> Iterable[Hit]:
    """The decision with this reference, however it is typed; it stands with its procurement."""
    rows = CofinancingDecision.objects.visible_to(user).filter(ref__iexact=as_reference(q, prefix="CF") or q)
    return [
        Hit(
            title=row.procurement.title,
            url=row.procurement.get_staff_url(),
            reference=row.ref,
            summary=day_text(row.decided_on),
            tag=row.get_kind_display(),
        )
        for row in rows.select_related("procurement")[:limit]
    ]
