"""The links of correspondence in the menus."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.correspondence.conversation import unread_of
from pio_portal.ui.registry import STEERING, register_menu

register_menu(
    label=_("Sjablonen"),
    url_name="correspondence:templates",
    group=STEERING,
    icon="envelope",
    roles=STAFF,
    order=220,
)
register_menu(
    label=_("Berichten"), url_name="correspondence:applicant_messages", world="applicant", count=unread_of, order=30
)
