"""Reminding those with a draft that their round closes: once at each moment that the round names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    OuterRef,
    Q,
    QuerySet,
    SmallIntegerField,
    Value,
)
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.application import progress
from calls.application.recipients import writers_of
from calls.enums import ApplicationStatus as Status
from calls.enums import CallStatus, ReminderKind
from calls.models import Application, Extension, Reminder, Round
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.correspondence.periodic import parts_apart
from pio_portal.formats import countdown_text, moment_text

AT_ONCE = 100
MOST_HOURS = 60 * 24
MOST_REMINDERS = 6


class LatestMoment(Func):
    """How many hours before the closing the latest reminder is, of those whose moment has come. In SQL."""

    template = (
        "(SELECT min(hour) FROM (VALUES (%(expressions)s)) AS due(hours, closes, now), unnest(due.hours) AS hour"
        " WHERE due.closes - hour * interval '1 hour' <= due.now)"
    )
    output_field = SmallIntegerField()


class Hours(Func):
    """A number of hours as a length of time."""

    template = "(%(expressions)s * interval '1 hour')"
    output_field = DurationField()


@transaction.atomic
def set_reminders(*, round: Round, hours: Sequence[int], by, at: datetime) -> Round:  # noqa: A002 - the domain's word
    """Set how many hours before the closing people are reminded; an empty list switches it off.

    Raises NotPermitted, and Refused for more moments than people can bear, or one that is too early.
    """
    permit("calls.change_call", round.call, by=by)
    current = locked(round)
    wanted = sorted(set(hours), reverse=True)
    if len(wanted) > MOST_REMINDERS:
        raise Refused(_("Kies hoogstens %(n)d herinneringen.") % {"n": MOST_REMINDERS}, field="hours")
    if any(not 1 <= hour <= MOST_HOURS for hour in wanted):
        raise Refused(_("Herinner tussen 1 uur en 60 dagen voor de sluiting."), field="hours")
    current.reminder_hours = wanted
    current.save(update_fields=["reminder_hours"])
    record(about=current, verb="round_reminders_set", by=by, at=at, detail={"n": len(wanted)})
    return current


def remind_of_closing(at: datetime) -> None:
    """Remind the writers of each draft whose moment has come; of several missed ones only the latest. One query when idle."""

    def remind_part(part: Sequence[int]) -> None:
        # Locked, and asked again: another worker may have sent it by now, and a submitted one gets none.
        list(Application.objects.select_for_update().filter(pk__in=part).order_by("pk").values_list("pk"))
        due = due_reminders(at).filter(pk__in=part).select_related("round__call", "organisation", "form")
        _remind(list(due), at)

    parts_apart(list(due_reminders(at).order_by("pk").values_list("pk", flat=True)), remind_part, at_once=AT_ONCE)


def due_reminders(at: datetime) -> QuerySet[Application]:
    """The drafts, and what was reopened, to remind of now, with `closes` and `hours` of the moment.

    A moment that passed before it was begun or reopened, or before its closing was moved by an extension, was not missed.
    """
    closes = Greatest("round__closes_at", Coalesce("extended_until", "round__closes_at"))
    drafts = Application.objects.filter(
        Q(round__closes_at__gt=at) | Q(extended_until__gt=at),
        status__in=Status.before_closing(),
        round__call__status=CallStatus.PUBLISHED,
    )
    moment = LatestMoment(F("round__reminder_hours"), F("closes"), Value(at, output_field=DateTimeField()))
    due_since = ExpressionWrapper(F("closes") - Hours(F("hours")), output_field=DateTimeField())
    told = Reminder.objects.filter(
        application=OuterRef("pk"), kind=ReminderKind.CLOSING, due_at=OuterRef("closes"), hours__lte=OuterRef("hours")
    )
    moved = Extension.objects.filter(
        Q(application=OuterRef("pk")) | Q(application=None),
        round=OuterRef("round"),
        until=OuterRef("closes"),
        at__gt=OuterRef("due_since"),
    )
    return (
        drafts.annotate(closes=closes, began=Coalesce("reopened_at", "created_at"))
        .annotate(hours=moment)
        .filter(hours__isnull=False)
        .annotate(due_since=due_since)
        .filter(~Exists(told), ~Exists(moved), Q(began=None) | Q(began__lte=F("due_since")))
    )


def _remind(drafts: Sequence[Any], at: datetime) -> None:
    """`drafts` are of `due_reminders`: applications with `closes` and `hours`."""
    done, people = progress.progress_of(drafts), writers_of(drafts)
    Reminder.objects.bulk_create(
        [Reminder(application=a, kind=ReminderKind.CLOSING, due_at=a.closes, hours=a.hours, sent_at=at) for a in drafts]
    )
    for application in drafts:
        context = {
            "reference": application.ref,
            "title": application.title,
            "call": application.round.call.title,
            "left": countdown_text(application.closes, at),
            "closes": moment_text(application.closes),
            "missing": missing_text(*done[application.pk]),
            "link": outbox.link(application),
        }
        kind = "reopened_reminder" if application.status == Status.REOPENED else "draft_reminder"
        outbox.post_mail(kind, to=people[application.pk], about=application, context=context)


def missing_text(done: int, total: int) -> str:
    """What still has to be done, in one sentence."""
    left = total - done
    if left == 0:
        return _("Alle onderdelen zijn volledig. Een beheerder van uw organisatie kan de aanvraag indienen.")
    return ngettext(
        "Er is nog %(n)d onderdeel van de %(total)d niet volledig.",
        "Er zijn nog %(n)d onderdelen van de %(total)d niet volledig.",
        left,
    ) % {"n": left, "total": total}
