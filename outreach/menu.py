"""The links of events and stories in the menus."""

from django.utils.translation import gettext_lazy as _

from outreach.enums import EventStatus
from outreach.models import Event
from outreach.rules import TELLERS
from pio_portal.accounts.enums import Role
from pio_portal.ui.registry import NETWORK, register_menu


def announced(_user) -> int:
    """Those that are announced and not yet marked as held."""
    return Event.objects.filter(status=EventStatus.PUBLISHED).count()


register_menu(
    label=_("Activiteiten"),
    url_name="outreach:staff_events",
    key="e",
    group=NETWORK,
    icon="calendar-event",
    roles=TELLERS,
    count=announced,
    order=100,
)
register_menu(
    label=_("Communicatie"),
    url_name="outreach:staff_stories",
    group=NETWORK,
    icon="megaphone",
    roles=TELLERS,
    lands=frozenset({Role.COMMUNICATION}),
    order=110,
)
register_menu(label=_("Activiteiten"), url_name="outreach:events", world="public", order=40)
register_menu(label=_("Verhalen"), url_name="outreach:stories", world="public", order=50)
