"""Reminders of a completion that PIO asked: three days and one day before its last day, and the day after."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application.completion import mail_context
from calls.application.recipients import applicants_of, writing_along
from calls.enums import ReminderKind
from calls.models import Application, CompletionRequest, Reminder
from pio_portal.change import locked
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import each_apart
from pio_portal.formats import day_text

BEFORE, LATE = (3, 1), -1  # days before the last day
NOT_BEFORE = time(8)  # in Brussels: nobody wants a reminder at midnight
HOURS = 24
FORGOTTEN = 7  # days after which it is too late to say that it is late


def remind_of_completions(now: datetime) -> None:
    """Remind the applicants of every completion for which a step was reached, each step once. One query when none is."""
    local = timezone.localtime(now)
    if local.time() < NOT_BEFORE:
        return
    today = local.date()
    waiting = CompletionRequest.objects.open().filter(
        due_on__gte=today - timedelta(days=FORGOTTEN), due_on__lte=today + timedelta(days=max(BEFORE))
    )
    done = Prefetch(
        "application__reminders", Reminder.objects.filter(kind=ReminderKind.COMPLETION), "completion_reminders"
    )
    rows = waiting.order_by("due_on", "application").select_related("application").prefetch_related(done)

    def remind_one(request: Any) -> None:  # with the reminders that were fetched beside it
        step = step_of(request, today)
        sent = {(reminder.due_at, reminder.hours) for reminder in request.application.completion_reminders}
        if step is not None and (end_of(request.due_on), step * HOURS) not in sent:
            remind(application=request.application, at=now)

    each_apart(rows, remind_one)


@transaction.atomic
def remind(*, application: Application, at: datetime) -> bool:
    """Remind the applicants of what PIO asked, if a step was reached and not told yet. Says whether it was."""
    application = locked(application)
    request = application.completion
    step = step_of(request, timezone.localdate(at)) if request else None
    if request is None or step is None:
        return False
    _reminder, first = Reminder.objects.get_or_create(
        application=application,
        kind=ReminderKind.COMPLETION,
        due_at=end_of(request.due_on),
        hours=step * HOURS,
        person=None,
        defaults={"sent_at": at},
    )
    if first:
        post_reminder(request, at=at)
    return first


def post_reminder(request: CompletionRequest, *, at: datetime) -> None:
    """Mail the applicants that PIO waits, or that their day is over."""
    late = request.due_on < timezone.localdate(at)
    outbox.post_mail(
        "application_completion_late" if late else "application_completion_due",
        to=applicants_of(request.application),
        copies=writing_along(request.application),
        about=request.application,
        context=mail_context(request) | {"due_on": day_text(request.due_on, long=True), "left": left_text(request, at)},
    )


def left_text(request: CompletionRequest, at: datetime) -> str:
    """How long there is still: `vandaag`, `morgen`, `nog 3 dagen`; for a day that is over, empty."""
    if (left := (request.due_on - timezone.localdate(at)).days) < 0:
        return ""
    soon = {0: _("vandaag is de laatste dag"), 1: _("nog tot morgen")}
    return soon.get(left) or ngettext("nog %(n)d dag", "nog %(n)d dagen", left) % {"n": left}


def end_of(day: date) -> datetime:
    """The moment at which a day is over in Brussels."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def step_of(request: CompletionRequest, today: date) -> int | None:
    """The step (days before the last day) that was reached last; None when none was since PIO asked."""
    left = (request.due_on - today).days
    if left < 0:
        return LATE
    reached = min((days for days in BEFORE if left <= days), default=None)
    if reached is None:
        return None
    asked_on = timezone.localdate(request.asked_at)
    as_recent = asked_on >= request.due_on - timedelta(days=reached)  # the request itself is the reminder
    return None if as_recent else reached
