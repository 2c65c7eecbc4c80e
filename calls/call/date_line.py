"""The dates of a call as people follow them: past, next with its countdown, later."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from django.db.models import Avg, Count, DurationField, Exists, ExpressionWrapper, F, Min, OuterRef, Q
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Announcement, Application, Call, Extension, Round
from pio_portal.formats import clock_text, countdown_text, day_text, number_text
from pio_portal.ui.shapes import DatePoint

MOST = 6  # calls at the same time on the home pages: far more than there ever were
NEWS = 5  # announcements on a page


def points(call: Call, at: datetime, *, staff: bool = False) -> list[DatePoint]:
    """The submission rounds of a call on a line, for `staff` with a link to the page of each. One query."""
    return points_of([call], at, staff=staff)[call.pk]


def points_of(calls: Iterable[Call], at: datetime, *, staff: bool = False) -> dict[int, list[DatePoint]]:
    """The same for several calls, by their id. One query for all."""
    by_id = {call.pk: call for call in calls}
    handed_in = Count(
        "applications", filter=~Q(applications__status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
    )
    selected = Count("applications", filter=Q(applications__status=ApplicationStatus.SELECTED))
    extended = Extension.objects.filter(round=OuterRef("pk"), application=None, until=OuterRef("closes_at"))
    rounds: dict[int, list[Round]] = {pk: [] for pk in by_id}
    rows = Round.objects.filter(call__in=by_id).annotate(
        handed_in=handed_in, selected=selected, extended=Exists(extended)
    )
    for row in rows.order_by("closes_at"):
        row.call = by_id[row.call_id]
        rounds[row.call_id].append(row)
    return {pk: _line(rows, at, staff=staff) for pk, rows in rounds.items()}


def _line(rounds: list[Round], at: datetime, *, staff: bool) -> list[DatePoint]:
    following = next((r for r in rounds if not r.is_past(at)), None)
    drawn = [_point(r, following, at) for r in rounds]
    return [_for_staff(point, r) for point, r in zip(drawn, rounds, strict=True)] if staff else drawn


def current_calls(at: datetime) -> list[Call]:
    """The calls that are open now or will be, by the closing of their next round, with `first_opening`. One query."""
    upcoming = Min("rounds__closes_at", filter=Q(rounds__closes_at__gt=at))
    rows = Call.objects.published().annotate(next_closing=upcoming, first_opening=Min("rounds__opens_at"))
    rows = rows.filter(next_closing__isnull=False)
    return list(rows.select_related("form", "theme").order_by("next_closing", "code")[:MOST])


def open_calls(at: datetime) -> list[Call]:
    """Those of the current calls to which an application can be begun: one that opens later is only announced."""
    current: list[Any] = current_calls(at)  # with `first_opening`
    return [call for call in current if call.first_opening <= at]


def opening_of(call: Call, at: datetime) -> datetime | None:
    """When a call that is only announced opens; None once it did. Its rounds are fetched with it."""
    first = min((row.opens_at for row in call.rounds.all()), default=None)
    return first if first and first > at else None


def weighed(call: Call) -> list[Any]:
    """The criteria, each with its `percent` of the whole: "25", and "33,3" where it is no whole number.

    The criteria are fetched with the call.
    """
    criteria: list[Any] = list(call.criteria.all())
    total = sum(one.weight for one in criteria)
    for one in criteria:
        percent = Fraction(100 * one.weight, total) if total else Fraction(0)
        one.percent = number_text(float(percent), 0 if percent.denominator == 1 else 1)
    return criteria


def weeks_to_decide(at: datetime) -> int | None:
    """How many weeks it took on average from closing to decision, in the last three years; None when nothing is known."""
    waited = ExpressionWrapper(F("decided_on") - TruncDate("round__closes_at"), output_field=DurationField())
    since = at - timedelta(days=3 * 365)
    decided = Application.objects.filter(decided_on__isnull=False, round__closes_at__gte=since, imported=False)
    mean = decided.aggregate(mean=Avg(waited))["mean"]
    return max(1, round(mean.days / 7)) if mean else None


def news(call: Call, at: datetime) -> list[Announcement]:
    """What is announced about the rounds of a call that did not close yet, newest first. One query."""
    return news_of([call], at)[call.pk]


def news_of(calls: Iterable[Call], at: datetime) -> dict[int, list[Announcement]]:
    """The same for several calls, by their id; of each its newest few. One query for all."""
    found: dict[int, list[Announcement]] = {call.pk: [] for call in calls}
    written = Announcement.objects.filter(round__call__in=found, round__closes_at__gt=at, publish_at__lte=at)
    for one in written.select_related("round")[: NEWS * len(found)]:
        found[one.round.call_id].append(one)
    return {pk: rows[:NEWS] for pk, rows in found.items()}


def _point(current: Any, following: Round | None, at: datetime) -> DatePoint:
    if current.is_past(at):
        return DatePoint(state="past", day=current.closes_at, note=_handed_in(current.handed_in, current.selected))
    hour = _("om %(clock)s, tijd van Brussel") % {"clock": clock_text(current.closes_at)}
    if current.extended:
        hour += " · " + _("verlengd")
    if current != following:
        return DatePoint(state="later", day=current.closes_at, note=hour)
    if at < current.opens_at:
        label = _("Opent op %(day)s") % {"day": day_text(current.opens_at)}
    else:
        label = countdown_text(current.closes_at, at)
    link = reverse("calls:call_calendar", args=[current.call.code])
    return DatePoint(state="next", day=current.closes_at, label=label, note=hour, url=link, link=_("in uw agenda"))


def _for_staff(point: DatePoint, current: Round) -> DatePoint:
    link = reverse("calls:staff_round", args=[current.call.code, current.number])
    return replace(point, url=link, link=_("Indiendatum %(n)d") % {"n": current.number})


def _handed_in(number: int, selected: int) -> str:
    if number == 0:
        return ""
    told = _("1 aanvraag ingediend") if number == 1 else _("%(n)s aanvragen ingediend") % {"n": number_text(number)}
    return _("%(told)s, %(n)s geselecteerd") % {"told": told, "n": number_text(selected)} if selected else told
