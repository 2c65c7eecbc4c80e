"""The course of each project: when its phases began, what it expected, when it launched. Read once, for all of them."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.db.models import F, Q
from django.utils.timezone import localdate

from projects.enums import Phase, ProjectState
from projects.models import ForecastChange, Milestone, PhaseEntry, Project

BEFORE_LAUNCH = (Phase.INTAKE, Phase.PREPARATION, Phase.STRATEGY, Phase.DOCUMENTS)


@dataclass(frozen=True, kw_only=True)
class Course:
    """What happened to one project up to a day. `ended_on`: it was suspended, stopped or closed without a launch."""

    key: int
    started_on: date
    target_on: date
    entered: tuple[tuple[Phase, date], ...] = ()
    launched_on: date | None = None
    ended_on: date | None = None
    forecasts: tuple[tuple[date, date], ...] = ()  # (said on, expected on), of the launch
    late: int = 0  # milestones that came, or are expected, later than agreed

    def as_of(self, day: date) -> "Course":
        """What was known of it on that day."""
        return replace(
            self,
            entered=tuple(pair for pair in self.entered if pair[1] <= day),
            launched_on=self.launched_on if self.launched_on and self.launched_on <= day else None,
            ended_on=self.ended_on if self.ended_on and self.ended_on <= day else None,
            forecasts=self.forecasts[: bisect_right(self.forecasts, (day, date.max))],
        )

    def missed(self, today: date) -> bool | None:
        """Whether it missed its target; None while that is open, or when it ended before."""
        if self.launched_on is not None:
            return self.launched_on > self.target_on
        if self.ended_on is not None and self.ended_on <= self.target_on:
            return None
        return True if today > self.target_on else None

    @property
    def is_waiting(self) -> bool:
        """It runs, and was not launched yet."""
        return self.launched_on is None and self.ended_on is None and bool(self.entered) and self.phase in BEFORE_LAUNCH

    @property
    def phase(self) -> Phase:
        return self.entered[-1][0]

    @property
    def expected_on(self) -> date:
        """The launch as the project itself expected it last; before it said anything, its target."""
        return self.forecasts[-1][1] if self.forecasts else self.target_on

    @property
    def slips(self) -> list[int]:
        """By how many days the launch was put off, each time."""
        days = [self.target_on, *(to for _at, to in self.forecasts)]
        return [(after - before).days for before, after in pairwise(days) if after > before]

    def stays(self, today: date) -> Iterable[tuple[Phase, int, bool]]:
        """Each phase before the launch: how many days in it, and whether it ended. The last runs until it launched."""
        ends = [day for _phase, day in self.entered[1:]]
        last = self.launched_on or self.ended_on or today
        for number, (phase, began) in enumerate(self.entered):
            if phase in BEFORE_LAUNCH:
                went_on = number < len(ends)
                until = ends[number] if went_on else last
                yield phase, max((until - began).days, 0), went_on or self.launched_on is not None


def read_courses() -> list[Course]:
    """The courses of all projects with a start and a target. Four queries."""
    entries: dict[int, list] = defaultdict(list)
    for key, phase, day in PhaseEntry.objects.order_by("entered_on", "pk").values_list(
        "project", "phase", "entered_on"
    ):
        entries[key].append((Phase(phase), day))
    launches = dict(
        Milestone.objects.filter(is_launch=True, actual_on__isnull=False).values_list("project", "actual_on")
    )
    said: dict[int, list] = defaultdict(list)
    changes = ForecastChange.objects.filter(milestone__is_launch=True).order_by("at", "pk")
    for key, at, to_on in changes.values_list("milestone__project", "at", "to_on"):
        said[key].append((localdate(at), to_on))
    late: dict[int, int] = defaultdict(int)
    behind = Q(actual_on__gt=F("baseline_on")) | Q(actual_on__isnull=True, forecast_on__gt=F("baseline_on"))
    for key in Milestone.objects.filter(behind, is_launch=False).order_by().values_list("project", flat=True):
        late[key] += 1
    fields = ("pk", "started_on", "target_launch_on", "state", "halted_on", "closed_on")
    rows = Project.objects.filter(started_on__isnull=False, target_launch_on__isnull=False).order_by("pk")
    return [
        Course(
            key=key,
            started_on=started_on,
            target_on=target_on,
            entered=tuple(entries[key]),
            launched_on=launches.get(key),
            ended_on=None if state == ProjectState.ACTIVE else halted_on or closed_on,
            forecasts=tuple(said[key]),
            late=late[key],
        )
        for key, started_on, target_on, state, halted_on, closed_on in rows.values_list(*fields)
    ]
