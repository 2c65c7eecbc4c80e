"""The pages of the portal itself in the menus; what is done in them, the domain registers."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import INTERNAL, LOGGED_IN
from pio_portal.ui.registry import WORK, register_menu

register_menu(label=_("Vandaag"), url_name="ui:today", group=WORK, icon="sun", roles=INTERNAL, order=0)
register_menu(label=_("Overzicht"), url_name="ui:overview", world="applicant", roles=LOGGED_IN, order=0)
