"""The links of organisations in the menus."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.ui.registry import NETWORK, register_menu

register_menu(label=_("Organisaties"), url_name="organisations:applicant_organisations", world="applicant", order=40)
register_menu(
    label=_("Relaties"),
    url_name="organisations:relations",
    key="t",
    group=NETWORK,
    icon="building",
    roles=STAFF,
    order=150,
)
