"""What questions put on Vandaag."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.accounts.access import STAFF
from pio_portal.contact.models import Enquiry
from pio_portal.ui.registry import Item, register_task

MOST = 10


@register_task("contact.enquiries", roles=STAFF, order=20)
def to_answer(user, _now: datetime) -> Iterable[Item]:
    """What people asked, the oldest first."""
    return [
        Item(
            title=_("%(name)s stelde een vraag") % {"name": enquiry.name},
            url=enquiry.get_staff_url(),
            due=timezone.localdate(enquiry.asked_at),
            tone="warn",
            tag=_("Vraag"),
            source=enquiry.ref,
        )
        for enquiry in Enquiry.objects.visible_to(user).waiting().order_by("asked_at")[:MOST]
    ]
