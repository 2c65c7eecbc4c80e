"""Who of the client gets mails about its project."""

from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.searched import Sorted
from projects.models import Project


def client_people(project: Project, level: Level) -> list[User]:
    """Those of the client with this level or more. One query; empty when nobody is left."""
    found = User.objects.filter(
        is_active=True,
        memberships__organisation_id=project.organisation_id,
        memberships__status=MembershipStatus.ACTIVE,
        memberships__level__gte=level,
    )
    return list(found.distinct().order_by(Sorted("name"), "pk"))
