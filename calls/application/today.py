"""What follows a submission and asks for attention on Vandaag: messages, and completions that are late."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from calls.application.threads import messages_address
from calls.models import Application, CompletionRequest
from pio_portal.accounts.access import STAFF
from pio_portal.audit.workflow import latest
from pio_portal.correspondence.models import Message
from pio_portal.ui.registry import ASKED, Item, register_changes, register_signal, register_task
from pio_portal.workdays import one_working_day_before

NEWS, NEWS_LINES = timedelta(days=7), 100


@register_task("calls_messages", roles=STAFF, order=23)
def unread_messages(user, _now: datetime) -> Iterable[Item]:
    """What applicants wrote and nobody of PIO opened yet, in the dossiers that the user follows or nobody does."""
    rows = Message.objects.of_any(_followed(user)).unread_by(pio=True).order_by().values("about_id")
    waiting = rows.annotate(n=Count("pk"), since=Min("sent_at")).order_by("since")[:ASKED]
    numbers = {row["about_id"]: row["n"] for row in waiting}
    return [
        Item(
            title=_("Bericht lezen: %(title)s") % {"title": application.title},
            url=messages_address(application, True),  # noqa: FBT003
            tag=ngettext("%(n)d nieuw bericht", "%(n)d nieuwe berichten", numbers[key]) % {"n": numbers[key]},
            tone="act",
            source=f"{application.ref} · {application.organisation}",
        )
        for key, application in _applications(numbers)
    ]


@register_signal("calls_unanswered", roles=STAFF, order=22)
def unanswered_messages(user, now: datetime) -> Iterable[Item]:
    """Messages of applicants that wait for an answer for over a working day."""
    late = Message.objects.of_any(_followed(user)).unanswered(one_working_day_before(now))
    since = dict(sorted(late.waiting_since().items(), key=lambda pair: pair[1])[:ASKED])
    return [
        Item(
            title=_("Onbeantwoord bericht: %(title)s") % {"title": application.title},
            url=messages_address(application, True),  # noqa: FBT003
            due=since[key],
            tag=_("Wacht op antwoord"),
            tone="warn",
            source=f"{application.ref} · {application.organisation}",
        )
        for key, application in _applications(since)
    ]


@register_signal("calls_late_completion", roles=STAFF, order=23)
def late_completions(user, now: datetime) -> Iterable[Item]:
    """Completions that should have been there, in the dossiers that the user follows or nobody does."""
    rows = CompletionRequest.objects.open().filter(application__in=_followed(user), due_on__lt=timezone.localdate(now))
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


def _followed(user):
    return Application.objects.visible_to(user).for_handler(user).submitted()


def _applications(keys: dict[int, object]) -> list[tuple[int, Application]]:
    """The applications by their ids, in the order of the ids. One query, none without ids."""
    found = Application.objects.select_related("organisation").in_bulk(list(keys))
    return [(key, found[key]) for key in keys]


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
