"""A calendar that plays the programme in order: each thing that happens may plan the next.

What is planned after today does not happen: so dossiers are found in every state that real ones are in, late ones
included, without anyone deciding which.
"""

import datetime as dt
import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

from pio_portal.workdays import is_working_day

BRUSSELS = ZoneInfo("Europe/Brussels")
DAYS_OFF = {(1, 2), (7, 11), (11, 2)}  # of the Flemish public service, beside the holidays of everybody
Action = Callable[[dt.datetime], None]


def moment(day: dt.date, hour: int = 10, minute: int = 0) -> dt.datetime:
    """A moment in Brussels."""
    return dt.datetime(day.year, day.month, day.day, hour, minute, tzinfo=BRUSSELS)


def waking(when: dt.datetime) -> dt.datetime:
    """The moment of the same day at which people do it: between 8 and 22 o'clock, the earlier still the earlier."""
    local = when.astimezone(BRUSSELS)
    midnight = moment(local.date(), 0)
    return moment(local.date(), 8) + (local - midnight) * 14 / 24


def working_day(day: dt.date) -> dt.date:
    """The day, or the first one after it on which people meet: no weekend, no holiday, and not between the years."""
    while not is_working_day(day) or (day.month, day.day) in DAYS_OFF or (day.month, day.day) > (12, 23):
        day += dt.timedelta(days=1)
    return day


@dataclass
class Agenda:
    """Actions by moment. `now` is where the story ends; `chance` makes every choice in it, the same each time."""

    now: dt.datetime
    chance: Random
    _planned: list[tuple[dt.datetime, int, Action]] = field(default_factory=list)
    _order: count = field(default_factory=count)

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(BRUSSELS).date()

    def at(self, when: dt.datetime, action: Action) -> None:
        """Plan an action. One that lies after the end of the story is dropped."""
        if when <= self.now:
            heapq.heappush(self._planned, (when, next(self._order), action))

    def on(self, day: dt.date, action: Action, *, hour: int | None = None) -> None:
        """Plan an action in the office hours of a day, or of the first working day after it."""
        self.at(
            moment(working_day(day), hour or self.chance.randint(9, 16), self.chance.choice([0, 5, 10, 20, 35, 50])),
            action,
        )

    def after(self, day: dt.date, days: int, action: Action) -> None:
        """Plan an action about so many days later: between nine tenths of it and a quarter more."""
        self.on(day + dt.timedelta(days=round(days * self.chance.uniform(0.9, 1.25))), action)

    def play(self) -> int:
        """Let everything happen, in order. Returns how many actions there were."""
        played = 0
        while self._planned:
            when, _order, action = heapq.heappop(self._planned)
            action(when)
            played += 1
        return played
