"""The links of co-financing in the menus."""

from django.utils.translation import gettext_lazy as _

from cofinancing.models import CofinancingRequest
from cofinancing.rules import READERS
from pio_portal.accounts.access import Audience
from pio_portal.accounts.enums import Role
from pio_portal.ui.registry import WORK, register_menu

register_menu(
    label=_("Cofinanciering"),
    url_name="cofinancing:requests",
    key="c",
    group=WORK,
    icon="cash-coin",
    roles=READERS,
    count=lambda user: CofinancingRequest.objects.visible_to(user).waiting().count(),
    lands=frozenset({Role.SECRETARY}),
    order=60,
)
register_menu(
    label=_("Vergaderingen"),
    url_name="cofinancing:meetings",
    group=WORK,
    icon="calendar-event",
    roles=Audience(roles=frozenset({Role.COMMITTEE, Role.SECRETARY})),
    lands=frozenset({Role.COMMITTEE}),
    order=61,
)
