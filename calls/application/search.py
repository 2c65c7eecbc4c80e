"""The applications that the search of staff finds."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import Hit, register_search


@register_search("applications", label=_("Aanvragen"), world="staff", roles=STAFF, order=10)
def search(user, q: str, limit: int) -> Iterable[Hit]:
    """The applications that staff may see, what matches best first."""
    rows = Application.objects.visible_to(user).submitted().matching(q).select_related("organisation").best_first(q)
    return [
        Hit(
            title=row.title,
            url=row.get_staff_url(),
            reference=row.ref,
            summary=row.organisation.name,
            tag=row.get_status_display(),
            tone=Status(row.status).tone,
        )
        for row in rows[:limit]
    ]
