"""The early warning: how well it would have foretold, and how quickly it is counted."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import mean

from django.db import transaction
from django.utils import timezone

from projects.models import EarlyWarning
from projects.tempo.courses import Course, read_courses
from projects.tempo.warning import Experience, recompute_warnings

STEP = timedelta(days=30)
MANY = 5_000


@dataclass(frozen=True)
class Brier:
    """The mean squared distance between what was foretold and what came: 0 is a seer, 0.25 is always saying half."""

    forecasts: int
    warning: float
    base_rate: float
    client: float


def backtest(courses: Iterable[Course], today: date) -> Brier | None:
    """Look back month by month at what each project that waited would have been told, by what was known then.

    Against two that need no portfolio: the share of projects that missed until then, and what the project expected
    itself. Only moments at which enough others spoke, and of which the outcome is known today. None without any.
    """
    courses = list(courses)
    day, told = min((course.started_on for course in courses), default=today), []
    while day < today:
        then = [(course, course.as_of(day)) for course in courses if course.started_on <= day]
        experience = Experience([known for _whole, known in then], day)
        outcomes = [missed for _whole, known in then if (missed := known.missed(day)) is not None]
        for whole, known in then:
            missed = whole.missed(today)
            if missed is None or not known.is_waiting or known.target_on < day or not outcomes:
                continue
            if (chance := experience.outlook(known).chance) is not None:
                told.append((missed, chance, mean(outcomes), known.expected_on > known.target_on))
        day += STEP
    if not told:
        return None
    distances = [[(said - missed) ** 2 for said in says] for missed, *says in told]
    return Brier(len(told), *(mean(column) for column in zip(*distances, strict=True)))


@dataclass(frozen=True)
class Recomputing:
    """Seconds for so many projects: all at once as the worker does it, and a single-row UPDATE for each."""

    projects: int
    all_at_once: float
    one_by_one: float

    @property
    def ratio(self) -> float:
        return self.all_at_once / self.one_by_one


def recomputing() -> Recomputing:
    """Count the warnings of all projects, then write as many rows one by one; scaled to the same number of rows."""
    now = timezone.now()
    recompute_warnings(at=now)
    start = time.perf_counter()
    number = recompute_warnings(at=now)
    all_at_once = time.perf_counter() - start
    keys = list(EarlyWarning.objects.order_by("pk").values_list("pk", flat=True)[:MANY])
    start = time.perf_counter()
    for key in keys:
        with transaction.atomic():
            EarlyWarning.objects.filter(pk=key).update(chance=50, computed_at=now)
    one_by_one = (time.perf_counter() - start) * number / max(len(keys), 1)
    return Recomputing(projects=number, all_at_once=all_at_once, one_by_one=one_by_one)


def of_the_demo() -> Brier | None:
    """The backtest on the programme in the database."""
    return backtest(read_courses(), timezone.localdate())
