"""What organisations show on the home page of applicants."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.ui.registry import Item, register_asked, register_home_block

MOST = 10  # people who ask for access


@register_asked("organisations.access", order=40)
def access_requests(user, _now: datetime) -> Iterable[Item]:
    """Who asks a manager for access to an organisation."""
    own = Organisation.objects.of_member(user, Level.MANAGER)
    rows = Membership.objects.requested().of_people().filter(organisation__in=own).order_by("requested_at", "pk")
    for row in rows[:MOST]:
        yield Item(
            title=_("%(person)s vraagt toegang") % {"person": row.user.name},
            url=reverse("organisations:applicant_organisation", args=[row.organisation_id]),
            tone="warn",
            tag=_("Toegang"),
            source=row.organisation.name,
        )


@register_home_block(
    "organisations.first", template="organisations/applicant/home_first.html", world="applicant", order=1
)
def first_visit(request: HttpRequest) -> dict | None:
    """The way to begin, for who belongs to no organisation yet: to find it, or to wait for its manager."""
    if request.user.is_internal:
        return None
    rows = Membership.objects.of_people().filter(
        user=request.user, status__in=[MembershipStatus.ACTIVE, MembershipStatus.REQUESTED]
    )
    known = list(rows.order_by("requested_at", "pk"))
    if any(row.status == MembershipStatus.ACTIVE for row in known):
        return None
    return {"asked": [row.organisation for row in known]}
