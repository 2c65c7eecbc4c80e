"""Advisers are reminded of what was asked of them: once before the day, and a few times after it."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from calls.assessment.conflicts import interest_of
from calls.enums import ReminderKind
from calls.models import Assignment, Reminder
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import each_apart
from pio_portal.formats import day_text

AT_HOUR = time(8)  # in Brussels: it is there for those who read mail in the morning
BEFORE = 48  # hours before the day for which the advice was asked
AFTER = (-24, -96, -168)  # the day after it, then every three days, at most three times
STEPS = (BEFORE, *AFTER)


def remind_advisers(now: datetime) -> None:
    """Mail the advisers whose advice is due soon or late. Each reminder is sent once, however often this runs."""
    today = timezone.localdate(now)
    soonest, latest = today + timedelta(hours=min(STEPS)), today + timedelta(hours=max(STEPS))
    rows = Assignment.objects.waiting().filter(due_on__gte=soonest, due_on__lte=latest)

    def remind_one(assignment: Any) -> None:  # one that has a last day
        due_on = assignment.due_on
        hours = step_at(due_on, now)
        if hours is not None and moment_of(due_on, hours) > assignment.assigned_at:
            remind(assignment=assignment, due_on=due_on, hours=hours, at=now)

    each_apart(rows.select_related("application__organisation", "adviser").order_by("pk"), remind_one)


def moment_of(due_on: date, hours: int) -> datetime:
    """When this reminder leaves: whole days from the due day, at the same hour in Brussels."""
    return timezone.make_aware(datetime.combine(due_on - timedelta(hours=hours), AT_HOUR))


def step_at(due_on: date, now: datetime) -> int | None:
    """The newest reminder whose moment has come; earlier ones that were missed are not sent any more."""
    return min((hours for hours in STEPS if moment_of(due_on, hours) <= now), default=None)


@transaction.atomic
def remind(*, assignment: Assignment, due_on: date, hours: int, at: datetime) -> None:
    """Send one reminder of the day for which the advice was asked.

    Not when it was sent before, and not to an adviser who works for an organisation that applies.
    """
    application, adviser = assignment.application, assignment.adviser
    if not adviser.is_active or interest_of(application, adviser):
        return
    _sent, new = Reminder.objects.get_or_create(
        application=application,
        kind=ReminderKind.ADVICE,
        due_at=moment_of(due_on, 0),
        hours=hours,
        person=adviser,
        defaults={"sent_at": at},
    )
    if new:
        post_reminder(assignment, due_on=due_on, late=hours < 0)


def post_reminder(assignment: Assignment, *, due_on: date, late: bool) -> None:
    """Mail an adviser that the advice is expected, or late."""
    application = assignment.application
    outbox.post_mail(
        "advice_late" if late else "advice_due",
        to=assignment.adviser,
        about=application,
        context={
            "reference": application.ref,
            "title": application.title,
            "organisation": application.organisation.name,
            "due_on": day_text(due_on, long=True),
            "link": outbox.link(assignment),
        },
    )
