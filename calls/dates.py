"""The dates of a call as people follow them: past, next with its countdown, later."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import ApplicationStatus
from calls.models import Announcement, Call, Extension, Round
from pio_portal.ui.formats import clock_text, countdown_text, day_text, number_text
from pio_portal.ui.shapes import DatePoint

NEWS = 5  # announcements on a page


def points(call: Call, at: datetime, *, staff: bool = False) -> list[DatePoint]:
    """The submission rounds of a call on a line, for `staff` with a link to the page of each. One query."""
    handed_in = Count(
        "applications", filter=~Q(applications__status__in=[ApplicationStatus.DRAFT, ApplicationStatus.VOID])
    )
    extended = Extension.objects.filter(round=OuterRef("pk"), application=None, until=OuterRef("closes_at"))
    rounds = list(call.rounds.annotate(handed_in=handed_in, extended=Exists(extended)).order_by("closes_at"))
    following = next((r for r in rounds if not r.is_past(at)), None)
    drawn = [_point(r, following, at) for r in rounds]
    return [_for_staff(point, r) for point, r in zip(drawn, rounds, strict=True)] if staff else drawn


def current_call(at: datetime) -> Call | None:
    """The call that the home page speaks of: the one whose next round closes first."""
    upcoming = Round.objects.upcoming(at).select_related("call").first()
    return upcoming.call if upcoming else None


def news(call: Call, at: datetime) -> list[Announcement]:
    """What is announced about the rounds of a call that did not close yet, newest first. One query."""
    written = Announcement.objects.filter(round__call=call, round__closes_at__gt=at, publish_at__lte=at)
    return list(written.select_related("round")[:NEWS])


def _point(current: Round, following: Round | None, at: datetime) -> DatePoint:
    if current.is_past(at):
        return DatePoint(state="past", day=current.closes_at, note=_handed_in(current.handed_in))
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


def _handed_in(number: int) -> str:
    if number == 0:
        return ""
    return _("1 aanvraag ingediend") if number == 1 else _("%(n)s aanvragen ingediend") % {"n": number_text(number)}
