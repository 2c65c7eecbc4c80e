"""The colleagues that the search of staff finds, by the dossiers that they follow."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.ui.lists.searching import with_words
from pio_portal.ui.registry import Hit, register_search


@register_search("colleagues", label=_("Collega’s"), world="staff", roles=STAFF, order=80)
def find_colleagues(_user, q: str, limit: int) -> Iterable[Hit]:
    """Those who can follow applications; the result leads to what they follow."""
    rows = with_words(User.objects.with_role(Role.STAFF, Role.LEAD), ("name", "email"), q)
    return [
        Hit(
            title=row.name,
            url=f"{reverse('calls:staff_applications')}?behandelaar={row.pk}",
            summary=_("De aanvragen die %(name)s behandelt") % {"name": row.name},
        )
        for row in rows[:limit]
    ]
