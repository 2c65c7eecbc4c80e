"""What messages ask of an applicant."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.correspondence.conversation import unread_of
from pio_portal.ui.registry import Item, register_asked


@register_asked("correspondence.unread", order=50)
def unread(user, _now: datetime) -> Iterable[Item]:
    """The messages of PIO that nobody read yet."""
    if number := unread_of(user):
        yield Item(
            title=ngettext("%(n)d nieuw bericht", "%(n)d nieuwe berichten", number) % {"n": number},
            url=reverse("correspondence:applicant_messages"),
            tone="act",
            tag=_("Lezen"),
            source=_("Van PIO"),
        )
