"""The early warning: how likely each project misses its target, from how long phases lasted in the whole portfolio."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import reduce

from django.db import transaction
from django.utils.timezone import localdate

from projects.enums import Phase
from projects.models import EarlyWarning
from projects.tempo.courses import BEFORE_LAUNCH, Course, read_courses
from projects.tempo.survival import WEEK, Curve, Stay, Wait, after_each_other

ENOUGH = 5  # projects that went through a phase, before anything is said of it
PATIENCE = 60  # days with which the pace of one project is weighed against that of all
SLOWEST, FASTEST = 2.0, 0.5
MONTH = 30
AT_ONCE = 1000


@dataclass(frozen=True, kw_only=True)
class Outlook:
    """What can be said of one project: a chance (0-1; None when too few speak), a range, and the evidence."""

    chance: float | None = None
    range: tuple[date | None, date | None, date | None] = (None, None, None)
    facts: dict[str, int | float | str] = field(default_factory=dict)


class Experience:
    """What the courses taught up to a day."""

    def __init__(self, courses: Iterable[Course], today: date) -> None:
        self.today = today
        stays: dict[Phase, list[Stay]] = defaultdict(list)
        known: dict[Phase, list[tuple[int, bool]]] = defaultdict(list)
        behind = [0, 0]  # expected after the target at some time before it: kept it all the same, missed it
        for course in courses:
            missed = course.missed(today)
            for phase, days, ended in course.stays(today):
                stays[phase].append(Stay(days, ended))
                if missed is not None:
                    known[phase].append((days, missed))
            if missed is not None and any(at <= course.target_on < to for at, to in course.forecasts):
                behind[missed] += 1
        self.curves = {phase: Curve(stays[phase]) for phase in BEFORE_LAUNCH}
        self.known = known
        self.kept_behind, self.missed_behind = behind
        self.medians = {phase: curve.median() for phase, curve in self.curves.items()}
        self._waits: dict[tuple[Phase, int], Wait] = {}
        self._alike: dict[tuple[Phase, int], tuple[int, int]] = {}

    def outlook(self, course: Course) -> Outlook:
        """What this says of a project that waits for its launch."""
        facts: dict[str, int | float | str] = {"late": course.late} if course.late else {}
        if slips := course.slips:
            facts |= {"slips": len(slips), "slip_days": sum(slips)}
        days_left = (course.target_on - self.today).days
        phase = course.phase
        if not self.speaks_of(phase):
            return Outlook(
                chance=1.0 if days_left < 0 else None, facts=facts | {"past": -days_left} if days_left < 0 else facts
            )
        days = (self.today - course.entered[-1][1]).days
        wait, pace = self._wait(phase, self._seen_days(phase, days)), self.pace(course)
        chance = 1.0 if days_left < 0 else self._humbly(phase, 1 - wait.chance_within(days_left / WEEK / pace))
        if days_left < 0:
            facts["past"] = -days_left
        else:
            missed, alike = self._outcomes(phase, self._seen_days(phase, days))
            facts |= {
                "phase": phase.value,
                "months": self._seen_days(phase, days) // MONTH,
                "missed": missed,
                "alike": alike,
            }
        if abs(pace - 1) > 1 / 10:
            facts["pace"] = round(pace, 1)
        if days_left >= 0 and course.expected_on > course.target_on:
            behind = self.missed_behind + self.kept_behind
            chance = max(chance, (self.missed_behind + 1) / (behind + 2))  # where nobody ever said so: a half
            facts |= {"behind_missed": self.missed_behind, "behind": behind} if behind >= ENOUGH else {}
        return Outlook(chance=chance, range=self._range(wait, pace), facts=facts)

    def speaks_of(self, phase: Phase) -> bool:
        """Whether enough projects went through this phase and each one after it, until the launch."""
        return all(self.curves[later].ended >= ENOUGH for later in _from(phase))

    def _humbly(self, phase: Phase, chance: float) -> float:
        """No few projects make anything certain: as if one more came, of which nobody knows how it went."""
        number = min(self.curves[later].ended for later in _from(phase))
        return (chance * number + 1 / 2) / (number + 1)

    def pace(self, course: Course) -> float:
        """How long its phases took, against half of all: 1.5 is half as long again. The first weeks weigh little."""
        own = usual = 0
        for phase, days, ended in course.stays(self.today):
            median = self.medians.get(phase)
            if ended and median is not None:
                own, usual = own + days, usual + median
        return min(max((own + PATIENCE) / (usual + PATIENCE), FASTEST), SLOWEST)

    def _seen_days(self, phase: Phase, days: int) -> int:
        """The days in a phase, or the longest that enough others were seen in it; in whole weeks."""
        return min(days, self.curves[phase].longest_with(ENOUGH)) // WEEK * WEEK

    def _wait(self, phase: Phase, days: int) -> Wait:
        if (phase, days) not in self._waits:
            later = [self.curves[each].rest() for each in _from(phase)[1:]]
            self._waits[phase, days] = Wait(reduce(after_each_other, later, self.curves[phase].rest(days)))
        return self._waits[phase, days]

    def _outcomes(self, phase: Phase, days: int) -> tuple[int, int]:
        """Of the projects that were in this phase at least so long: how many missed their target, and how many are known."""
        if (phase, days) not in self._alike:
            found = [missed for stayed, missed in self.known[phase] if stayed >= days]
            self._alike[phase, days] = sum(found), len(found)
        return self._alike[phase, days]

    def _range(self, wait: Wait, pace: float) -> tuple[date | None, date | None, date | None]:
        weeks = [wait.weeks_for(chance) for chance in (0.1, 0.5, 0.9)]
        first, half, last = (None if n is None else self.today + timedelta(days=round(n * WEEK * pace)) for n in weeks)
        return first, half, last


def _from(phase: Phase) -> tuple[Phase, ...]:
    return BEFORE_LAUNCH[BEFORE_LAUNCH.index(phase) :]


def recompute_warnings(*, at: datetime) -> int:
    """Count the early warning of every project that waits for its launch; those of others go. Returns how many."""
    today = localdate(at)
    courses = read_courses()
    experience = Experience(courses, today)
    rows = [_row(course, experience.outlook(course), at) for course in courses if course.is_waiting]
    with transaction.atomic():
        EarlyWarning.objects.exclude(project__in=[row.project_id for row in rows]).delete()
        EarlyWarning.objects.bulk_create(
            rows,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["project"],
            update_fields=["chance", "p10_on", "p50_on", "p90_on", "facts", "computed_at"],
        )
    return len(rows)


def _row(course: Course, outlook: Outlook, at: datetime) -> EarlyWarning:
    first, half, last = outlook.range
    return EarlyWarning(
        project_id=course.key,
        chance=None if outlook.chance is None else round(outlook.chance * 100),
        p10_on=first,
        p50_on=half,
        p90_on=last,
        facts=outlook.facts,
        computed_at=at,
    )
