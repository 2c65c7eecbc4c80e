"""What follows a submission and asks for attention on Vandaag: completions that are late."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from calls.application.threads import followed
from calls.models import Application, CompletionRequest
from pio_portal.accounts.access import STAFF
from pio_portal.audit.workflow import latest
from pio_portal.ui.registry import ASKED, Item, register_changes, register_signal

NEWS, NEWS_LINES = timedelta(days=7), 100


@register_signal("calls_late_completion", roles=STAFF, order=23)
def late_completions(user, now: datetime) -> Iterable[Item]:
    """Completions that should have been there, in the dossiers that the user follows or nobody does."""
    rows = CompletionRequest.objects.open().filter(application__in=followed(user), due_on__lt=timezone.localdate(now))
    return [
        Item(
            title=_("De aanvulling is te laat: %(title)s") % {"title": row.application.title},
            url=row.application.get_staff_url(),
            due=row.due_on,
            tag=_("Te laat"),
            tone="bad",
            source=f"{row.application.ref} · {row.application.organisation}",
        )
        for row in rows.select_related("application__organisation").order_by("due_on", "application")[:ASKED]
    ]


@register_changes("calls_changes", roles=STAFF, order=10)
def changes(user, now: datetime) -> Iterable[Item]:
    """What others did this week in the applications that the user handles."""
    mine = Application.objects.visible_to(user).submitted().filter(handler=user)
    found = latest(mine, since=now - NEWS, not_by=user, limit=NEWS_LINES)
    applications = Application.objects.in_bulk(list(found))
    return [
        Item(
            title=line.sentence,
            url=applications[key].get_staff_url(),
            due=line.at,
            source=f"{applications[key].ref} · {applications[key].title}",
            tag=_("en %(n)d andere") % {"n": number - 1} if number > 1 else "",
        )
        for key, (line, number) in found.items()
    ]
