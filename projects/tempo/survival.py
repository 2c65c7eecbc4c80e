"""How long phases last, with those that still run counted as such (Kaplan-Meier), and what that says of a launch.

Written by hand: thirty lines, where the libraries bring numpy, scipy and pandas (docs/dependencies.md).
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, groupby

WEEK = 7


@dataclass(frozen=True, order=True)
class Stay:
    """So many days in a phase; `ended` when the next one began, else it was still there when one looked."""

    days: int
    ended: bool


class Curve:
    """The share that is still in a phase after so many days.

    A stay that did not end counts as long as it was seen: it tells that the phase lasts longer, not how much longer.
    """

    def __init__(self, stays: Iterable[Stay]) -> None:
        ordered = sorted(stays)
        self.days = [stay.days for stay in ordered]
        self.ended = sum(stay.ended for stay in ordered)
        self.steps: list[int] = []
        self.left: list[float] = []
        remaining, share = len(ordered), 1.0
        for day, group in groupby(ordered, key=lambda stay: stay.days):
            here = list(group)
            if gone := sum(stay.ended for stay in here):
                share *= 1 - gone / remaining
                self.steps.append(day)
                self.left.append(share)
            remaining -= len(here)

    def share_after(self, days: int) -> float:
        """The share that is still there after these days."""
        place = bisect_right(self.steps, days)
        return self.left[place - 1] if place else 1.0

    def median(self) -> int | None:
        """After how many days half are gone; None when fewer ever went."""
        return next((day for day, left in zip(self.steps, self.left, strict=True) if left <= 1 / 2), None)

    def longest_with(self, number: int) -> int:
        """The longest stay that at least so many were seen to reach."""
        return self.days[-number] if len(self.days) >= number else 0

    def rest(self, since: int = 0) -> dict[int, float]:
        """What is left of a stay that lasted `since` days: weeks and their share. What lacks of one lasts longer than seen."""
        there = self.share_after(since) if since else 1.0
        weeks: dict[int, float] = defaultdict(float)
        if not there:
            return {}
        before = there
        for day, left in zip(self.steps, self.left, strict=True):
            if day > since or not since:
                weeks[-(-(day - since) // WEEK)] += (before - left) / there
                before = left
        return dict(weeks)


def after_each_other(first: Mapping[int, float], second: Mapping[int, float]) -> dict[int, float]:
    """How long two stays last together."""
    both: dict[int, float] = defaultdict(float)
    for one, share in first.items():
        for other, more in second.items():
            both[one + other] += share * more
    return dict(both)


class Wait:
    """How many weeks something may still take, as shares that add up."""

    def __init__(self, weeks: Mapping[int, float]) -> None:
        self.weeks = sorted(weeks)
        self.sums = list(accumulate(weeks[week] for week in self.weeks))

    def chance_within(self, weeks: float) -> float:
        """The chance that it takes no more than these weeks."""
        place = bisect_right(self.weeks, weeks)
        return min(self.sums[place - 1], 1.0) if place else 0.0

    def weeks_for(self, chance: float) -> int | None:
        """Within how many weeks it is done with this chance; None when that is longer than was ever seen."""
        place = bisect_left(self.sums, chance - 1e-9)
        return self.weeks[place] if place < len(self.weeks) else None
