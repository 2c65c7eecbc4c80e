"""What correspondence puts on Vandaag: mails that their readers did not get, and tasks that failed."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts.access import ADMINISTRATORS, STAFF
from pio_portal.correspondence.models import OutboxTask, SentMail
from pio_portal.ui.registry import Item, register_signal

AT_MOST = 10


@register_signal("correspondence.given_up", roles=ADMINISTRATORS, order=5)
def given_up(_user, _now: datetime) -> Iterable[Item]:
    """What the worker could not do: until it is tried again or thrown away."""
    rows = OutboxTask.objects.filter(failed_at__isnull=False).order_by("-failed_at")
    return [
        Item(
            title=_("Een taak is mislukt: %(error)s") % {"error": row.error[:120]},
            url=reverse("admin:correspondence_outboxtask_change", args=[row.pk]),
            tag=_("Mislukt"),
            tone="bad",
            source=row.key,
        )
        for row in rows[:AT_MOST]
    ]


@register_signal("correspondence.undelivered", roles=STAFF | ADMINISTRATORS, order=5)
def undelivered(_user, _now: datetime) -> Iterable[Item]:
    """Mails that were refused or came back: a decision could go unseen."""
    rows = SentMail.objects.undelivered().select_related("email").order_by("-email__created", "-pk")
    return [
        Item(
            title=_("Mail niet bezorgd: %(subject)s") % {"subject": mail.email.subject},
            url=mail.get_staff_url(),
            due=mail.email.created,
            tag=_("Niet bezorgd"),
            tone="bad",
            source=mail.recipient,
        )
        for mail in rows[:AT_MOST]
    ]
