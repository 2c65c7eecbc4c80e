"""The pages of the portal itself in the menus; what is done in them, the domain registers."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import ADMINISTRATORS, INTERNAL, LOGGED_IN
from pio_portal.accounts.enums import Role
from pio_portal.ui.registry import STEERING, WORK, register_menu

register_menu(label=_("Vandaag"), url_name="ui:today", key="v", group=WORK, icon="sun", roles=INTERNAL, order=0)
register_menu(
    label=_("Agenda"), url_name="ui:agenda", key="k", group=WORK, icon="calendar-event", roles=INTERNAL, order=5
)
register_menu(label=_("Overzicht"), url_name="ui:overview", world="applicant", roles=LOGGED_IN, order=0)
register_menu(
    label=_("Gebruikers en lijsten"),
    url_name="admin:index",
    group=STEERING,
    icon="gear",
    roles=ADMINISTRATORS,
    lands=frozenset({Role.ADMINISTRATOR}),
    order=290,
)
