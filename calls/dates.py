"""The dates of a call as people follow them: past, next with its countdown, later."""

from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Call, Round
from pio_portal.ui.formats import clock_text, countdown_text, day_text, number_text
from pio_portal.ui.shapes import DatePoint


def points(call: Call, at: datetime) -> list[DatePoint]:
    """The submission rounds of a call on a line. One query."""
    handed_in = Count(
        "applications", filter=~Q(applications__status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
    )
    rounds = list(call.rounds.annotate(handed_in=handed_in).order_by("closes_at"))
    following = next((r for r in rounds if not r.is_past(at)), None)
    return [_point(r, following, at) for r in rounds]


def current_call(at: datetime) -> Call | None:
    """The call that the home page speaks of: the one whose next round closes first."""
    upcoming = Round.objects.upcoming(at).select_related("call").first()
    return upcoming.call if upcoming else None


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
