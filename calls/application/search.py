"""The applications that the search of staff finds."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import Hit, register_search


def similar(user, q: str, limit: int) -> Iterable[Hit]:
    """What looks like it by title, organisation or reference."""
    return _hits(Application.objects.visible_to(user).submitted().similar(q), limit)


@register_search("applications", label=_("Aanvragen"), world="staff", roles=STAFF, order=10, alike=similar)
def search(user, q: str, limit: int) -> Iterable[Hit]:
    """The applications that staff may see, what matches best first."""
    return _hits(Application.objects.visible_to(user).submitted().matching(q).best_first(q), limit)


def _hits(rows: QuerySet[Application], limit: int) -> list[Hit]:
    return [
        Hit(
            title=row.title,
            url=row.get_staff_url(),
            reference=row.ref,
            summary=row.organisation.name,
            tag=row.get_status_display(),
            tone=Status(row.status).tone,
        )
        for row in rows.select_related("organisation")[:limit]
    ]
