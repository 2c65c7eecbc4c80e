"""The link of the questions in the menu of staff."""

from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import STAFF
from pio_portal.contact.models import Enquiry
from pio_portal.ui.registry import NETWORK, register_menu

register_menu(
    label=_("Vragen"),
    url_name="contact:enquiries",
    group=NETWORK,
    icon="question-circle",
    roles=STAFF,
    count=lambda user: Enquiry.objects.visible_to(user).waiting().count(),
    order=190,
)
