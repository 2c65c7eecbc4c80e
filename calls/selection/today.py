"""The decisions that wait, on Vandaag of the programme lead."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from calls.models import Application
from pio_portal.accounts.access import LEAD
from pio_portal.ui.registry import ASKED, Item, register_task


@register_task("calls_to_decide", roles=LEAD, order=22)
def to_decide(user, _now: datetime) -> Iterable[Item]:
    """All advices are in: the programme lead can decide."""
    rows = Application.objects.visible_to(user).ready_to_decide().order_by("submitted_at", "pk")
    return [
        Item(
            title=_("Beslissen: %(title)s") % {"title": row.title},
            url=reverse("calls:staff_application_assessment", args=[row.ref]),
            tag=_("Klaar om te beslissen"),
            tone="act",
            source=f"{row.ref} · {row.organisation}",
        )
        for row in rows.select_related("organisation")[:ASKED]
    ]
