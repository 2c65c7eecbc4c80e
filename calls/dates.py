"""The dates of a call as people follow them: past, next with its countdown, later."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Call, Round
from pio_portal.ui.formats import clock_text, countdown_text, day_text, number_text
from pio_portal.ui.shapes import DatePoint

MOST = 6  # calls at the same time on the home pages: far more than there ever were


def points(call: Call, at: datetime) -> list[DatePoint]:
    """The submission rounds of a call on a line. One query."""
    return points_of([call], at)[call.pk]


def points_of(calls: Iterable[Call], at: datetime) -> dict[int, list[DatePoint]]:
    """The same for several calls, by their id. One query for all."""
    by_id = {call.pk: call for call in calls}
    handed_in = Count(
        "applications", filter=~Q(applications__status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
    )
    rounds: dict[int, list[Round]] = {pk: [] for pk in by_id}
    for row in Round.objects.filter(call__in=by_id).annotate(handed_in=handed_in).order_by("closes_at"):
        row.call = by_id[row.call_id]
        rounds[row.call_id].append(row)
    return {pk: _line(rows, at) for pk, rows in rounds.items()}


def _line(rounds: list[Round], at: datetime) -> list[DatePoint]:
    following = next((r for r in rounds if not r.is_past(at)), None)
    return [_point(r, following, at) for r in rounds]


def current_calls(at: datetime) -> list[Call]:
    """The calls that can be answered now or later, the one whose next round closes first in front. One query."""
    upcoming = Min("rounds__closes_at", filter=Q(rounds__closes_at__gt=at))
    rows = Call.objects.published().annotate(next_closing=upcoming).filter(next_closing__isnull=False)
    return list(rows.select_related("form", "theme").order_by("next_closing", "code")[:MOST])


def _point(current: Round, following: Round | None, at: datetime) -> DatePoint:
    if current.is_past(at):
        return DatePoint(state="past", day=current.closes_at, note=_handed_in(current.handed_in))
    hour = _("om %(clock)s, tijd van Brussel") % {"clock": clock_text(current.closes_at)}
    if current != following:
        return DatePoint(state="later", day=current.closes_at, note=hour)
    if at < current.opens_at:
        label = _("Opent op %(day)s") % {"day": day_text(current.opens_at)}
    else:
        label = countdown_text(current.closes_at, at)
    link = reverse("calls:call_calendar", args=[current.call.code])
    return DatePoint(state="next", day=current.closes_at, label=label, note=hour, url=link, link=_("in uw agenda"))


def _handed_in(number: int) -> str:
    if number == 0:
        return ""
    return _("1 aanvraag ingediend") if number == 1 else _("%(n)s aanvragen ingediend") % {"n": number_text(number)}
