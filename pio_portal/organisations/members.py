"""Who works for an organisation, and hears of its dossiers."""

from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.searched import Sorted


def members_of(organisation_id: int, level: Level) -> list[User]:
    """Those of the organisation with this level or more, by name. One query; empty when nobody is left."""
    found = User.objects.filter(
        is_active=True,
        memberships__organisation_id=organisation_id,
        memberships__status=MembershipStatus.ACTIVE,
        memberships__level__gte=level,
    )
    return list(found.distinct().order_by(Sorted("name"), "pk"))
