"""Who hears about an application on the applicants' side."""

from django.db.models import Q

from calls.models import Application
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus


def applicants_of(application: Application) -> list[User]:
    """The managers of the applying organisation, and who submitted while still working there. One query."""
    return list(
        User.objects.filter(
            Q(memberships__level__gte=Level.MANAGER) | Q(pk=application.submitted_by_id),
            is_active=True,
            memberships__organisation_id=application.organisation_id,
            memberships__status=MembershipStatus.ACTIVE,
        )
        .distinct()
        .order_by("name", "pk")
    )
