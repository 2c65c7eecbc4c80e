"""The links of reporting in the menus."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import COMMUNICATION, MANAGEMENT, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.ui.registry import STEERING, register_menu

register_menu(
    label=_("Rapporten"),
    url_name="reporting:overview",
    key="r",
    group=STEERING,
    icon="bar-chart-line",
    roles=STAFF | MANAGEMENT | COMMUNICATION,
    lands=frozenset({Role.MANAGEMENT}),
    order=200,
)
register_menu(label=_("Cijfers"), url_name="reporting:public_figures", world="public", order=60)
