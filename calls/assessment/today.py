"""What assessing applications puts on Vandaag, of handlers and of advisers."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus as Status
from calls.models import Application, Assignment
from pio_portal.accounts.access import ADVISERS, STAFF
from pio_portal.ui.registry import ASKED, Item, register_signal, register_task


@register_task("calls_to_check", roles=STAFF, order=20)
def to_check(user, _now: datetime) -> Iterable[Item]:
    """Submitted, waiting for the check of eligibility: one's own, and those that nobody follows yet. Oldest first."""
    rows = (
        Application.objects.visible_to(user)
        .filter(status=Status.SUBMITTED)
        .for_handler(user)
        .annotate(completed=Count("completion_requests__revision"))
        .order_by("submitted_at", "pk")
    )
    return [_to_check(row) for row in rows.select_related("organisation")[:ASKED]]


def _to_check(row: Any) -> Item:
    """`row` is an application with `completed`, how often it was completed."""
    source = f"{row.ref} · {row.organisation}"
    if row.completed:
        url = reverse("calls:staff_application_changes", args=[row.ref])
        return Item(
            title=_("Aanvulling nalezen: %(title)s") % {"title": row.title},
            url=url,
            tag=_("Aanvulling ingediend"),
            tone="act",
            source=source,
        )
    title = _("Ontvankelijkheid nagaan: %(title)s") % {"title": row.title}
    return Item(title=title, url=row.get_staff_url(), tag=_("Ingediend"), tone="act", source=source)


@register_task("calls_to_judge", roles=ADVISERS, order=21)
def to_judge(user, now: datetime) -> Iterable[Item]:
    """What the adviser was asked to judge, with the day for which the advice was asked."""
    today = timezone.localdate(now)
    rows = Assignment.objects.of_adviser(user).waiting().select_related("application__organisation")
    return [
        Item(
            title=_("Beoordelen: %(title)s") % {"title": row.application.title},
            url=row.get_absolute_url(),
            due=row.due_on,
            tone="bad" if row.due_on and row.due_on < today else "",
            tag=row.get_status_display(),
            source=f"{row.application.ref} · {row.application.organisation}",
        )
        for row in rows.order_by("due_on", "pk")[:ASKED]
    ]


@register_signal("calls_late_advice", roles=STAFF, order=21)
def late_advice(user, now: datetime) -> Iterable[Item]:
    """Advices that should have been there, on applications that the user follows or nobody does."""
    seen = Application.objects.visible_to(user).for_handler(user)
    rows = Assignment.objects.late(timezone.localdate(now)).filter(application__in=seen)
    return [
        Item(
            title=_("Advies van %(adviser)s is laat: %(title)s")
            % {"adviser": row.adviser, "title": row.application.title},
            url=reverse("calls:staff_application_assessment", args=[row.application.ref]),
            due=row.due_on,
            tone="bad",
            tag=_("Te laat"),
            source=row.application.ref,
        )
        for row in rows.select_related("application", "adviser").order_by("due_on", "pk")[:ASKED]
    ]
