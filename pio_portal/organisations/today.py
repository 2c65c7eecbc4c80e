"""What organisations put on Vandaag."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts.access import STAFF
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from pio_portal.ui.registry import ASKED, Item, register_task


@register_task("organisations.without_manager", roles=STAFF, order=10)
def without_manager(_user, _now: datetime) -> Iterable[Item]:
    """Who asks access to an organisation that has no manager to decide, or added it and waits to become its manager."""
    managers = Membership.objects.active().filter(organisation=OuterRef("organisation"), level=Level.MANAGER)
    waiting = Membership.objects.active() | Membership.objects.requested()
    rows = waiting.of_people().filter(~Exists(managers)).order_by("requested_at")
    return [
        Item(
            title=(
                _("%(person)s vraagt toegang, en er is geen beheerder")
                if row.status == MembershipStatus.REQUESTED
                else _("%(person)s wacht om beheerder te worden")
            )
            % {"person": row.user.name},
            url=reverse("organisations:relation", args=[row.organisation_id]),
            tag=_("Toegang"),
            tone="warn",
            source=row.organisation.name,
        )
        for row in rows[:ASKED]
    ]
