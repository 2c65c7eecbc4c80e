"""The way of a submitted application to its decision: what was, what is now, and when the rest may be expected.

Expected is what was usual: the time after the closing within which half of the applications of the last years got that
far. Nothing is promised where too few are known, or where the usual day has passed.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.call.years import Median
from calls.enums import ApplicationStatus as Status
from calls.models import Application
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Phase

LOOKED_BACK = dt.timedelta(days=3 * 365)
FEWEST = 3  # applications from which something may be expected

State = Literal["done", "now", ""]
ASSESSED = {Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED}
ENDED = (Status.DRAFT, Status.WITHDRAWN, Status.VOID)


@dataclass(frozen=True)
class Expected:
    """The days on which PIO usually gets so far; None is unknown, or over."""

    eligible_on: dt.date | None = None
    decided_on: dt.date | None = None


def phases_of(application: Application, at: dt.datetime) -> list[Phase]:
    """The four phases of an application that was handed in; none when it will go no further. One query, or none."""
    status = Status(application.status)
    if status in ENDED or application.submitted_at is None:
        return []
    decided = status in Status.decided()
    expected = Expected() if decided else expected_of(application, at)
    waits = application.completion
    eligibility = _("wacht op uw aanvulling") if waits else _around(expected.eligible_on)
    reopened = status == Status.REOPENED
    phases = [
        Phase(
            label=_("Ingediend"),
            state="now" if reopened else "done",
            note=_("heropend") if reopened else day_text(application.submitted_at),
        ),
        Phase(
            label=_("Ontvankelijkheid"),
            state="" if reopened else "done" if decided or status in ASSESSED else "now",
            note=day_text(application.eligible_at) if application.eligible_at else eligibility,
        ),
        Phase(label=_("Beoordeling"), state=_assessment(status)),
        Phase(
            label=_("Beslissing"),
            state="done" if decided else "",
            note=day_text(application.decided_on) if decided else _around(expected.decided_on),
        ),
    ]
    return phases if status != Status.INELIGIBLE else [phase for phase in phases if phase.state == "done"]


def expected_of(application: Application, at: dt.datetime) -> Expected:
    """When PIO usually gets so far with an application that closes when this one does. One query."""
    closes_at = application.closes_at
    if closes_at is None:
        return Expected()
    earlier = Application.objects.filter(
        status__in=Status.decided(), round__closes_at__lt=closes_at, round__closes_at__gte=closes_at - LOOKED_BACK
    )
    eligible, decided = Q(eligible_at__isnull=False), Q(decided_on__isnull=False)
    usual = earlier.aggregate(
        eligible=Median(_days(TruncDate("eligible_at") - TruncDate("round__closes_at")), filter=eligible),
        eligible_known=Count("pk", filter=eligible),
        decided=Median(_days(F("decided_on") - TruncDate("round__closes_at")), filter=decided),
        decided_known=Count("pk", filter=decided),
    )
    closed_on, today = timezone.localdate(closes_at), timezone.localdate(at)

    def usual_day(name: str) -> dt.date | None:
        if usual[name] is None or usual[f"{name}_known"] < FEWEST:
            return None
        day = closed_on + dt.timedelta(days=usual[name].days)
        return day if day > today else None

    return Expected(usual_day("eligible"), usual_day("decided"))


def _assessment(status: Status) -> State:
    if status in Status.decided():
        return "" if status == Status.INELIGIBLE else "done"
    return "now" if status == Status.ELIGIBLE else ""


def _around(day: dt.date | None) -> str:
    return _("verwacht rond %(day)s") % {"day": day_text(day)} if day else ""


def _days(expression) -> ExpressionWrapper:
    return ExpressionWrapper(expression, output_field=DurationField())
