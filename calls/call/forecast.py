"""What each date of a call will bring, from how earlier years went: the load to plan for, never a promise.

A date is compared with the same date of the earlier years that had as many dates; without such years, with an even share
of a year. Only dates that have closed count, and thematic calls have no earlier years of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from statistics import fmean

from django.utils.translation import gettext as _

from calls.call.years import years
from calls.enums import CallKind
from calls.models import Call, Round


@dataclass(frozen=True)
class Expected:
    """One date: what came in so far, and what earlier years make one expect. Unknown is None, never zero."""

    round: Round
    came_in: int
    mean: float | None
    low: int | None
    high: int | None
    years: list[int]
    is_over: bool
    per_handler: float | None = None

    @property
    def between(self) -> str:
        """The least and the most, `2 tot 4`; empty when they are one or unknown."""
        return "" if self.low == self.high else _("%(low)d tot %(high)d") % {"low": self.low, "high": self.high}


def forecast(call: Call, at: datetime) -> list[Expected]:
    """Its dates in their order. Nothing for a thematic call."""
    if call.kind != CallKind.OPEN:
        return []
    known = years(at)
    earlier = [one for one in known if one.year < call.year and one.is_over]
    came_in = {date.closes_at: date.applications for one in known if one.year == call.year for date in one.dates}
    rounds = list(call.rounds.order_by("closes_at", "number"))
    alike = [one for one in earlier if len(one.dates) == len(rounds)]
    handlers = next((one.handlers for one in reversed(earlier) if one.handlers), 0)
    found = []
    for place, round_ in enumerate(rounds):
        loads = [float(one.dates[place].applications) for one in alike]
        loads = loads or [one.applications / len(rounds) for one in earlier]
        mean = fmean(loads) if loads else None
        found.append(
            Expected(
                round=round_,
                came_in=came_in.get(round_.closes_at, 0),
                mean=mean,
                low=round(min(loads)) if loads else None,
                high=round(max(loads)) if loads else None,
                years=[one.year for one in alike or earlier],
                is_over=round_.is_past(at),
                per_handler=mean / handlers if mean is not None and handlers else None,
            )
        )
    return found
