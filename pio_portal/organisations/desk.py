"""What organisations put in the menus and on Vandaag."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.accounts.access import STAFF
from pio_portal.organisations.enums import Level
from pio_portal.organisations.models import Membership
from pio_portal.ui import menu, registry

AT_MOST = 10


def register() -> None:
    """Called when the app loads."""
    registry.register_menu(label=gettext_lazy("Organisaties"), url_name="organisations:mine", world="mijn", order=40)
    registry.register_menu(
        label=gettext_lazy("Relaties"),
        url_name="organisations:relations",
        group=menu.NETWORK,
        icon="building",
        roles=STAFF,
        order=150,
    )
    registry.register_task("organisations.without_manager", without_manager, roles=STAFF)


def without_manager(_user, _now: datetime) -> Iterable[registry.Item]:
    """Who asks access to an organisation that has no manager to decide."""
    managers = Membership.objects.active().filter(organisation=OuterRef("organisation"), level=Level.MANAGER)
    rows = Membership.objects.requested().of_people().filter(~Exists(managers)).order_by("requested_at")
    return [
        registry.Item(
            title=_("%(person)s vraagt toegang, en er is geen beheerder") % {"person": row.user.name},
            url=reverse("organisations:relation", args=[row.organisation_id]),
            tag=_("Toegang"),
            tone="warn",
            source=row.organisation.name,
        )
        for row in rows[:AT_MOST]
    ]
