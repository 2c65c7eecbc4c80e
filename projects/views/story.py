"""What happened in a project, told as a story: a chapter for each phase, and in it what happened on each day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from django.db import models
from django.utils.timezone import localdate

from pio_portal.audit.workflow import Line, timeline
from projects.enums import Phase
from projects.models import Project


@dataclass(frozen=True)
class Day:
    """What happened on one day, in the order in which it did."""

    on: date
    lines: list[Line]


@dataclass(frozen=True)
class Chapter:
    """A phase, since when, and its days, the last one first."""

    phase: Phase
    since: date | None
    days: list[Day] = field(default_factory=list)


def story(project: Project, about: Iterable[models.Model], **options: Any) -> list[Chapter]:
    """The chapters, the last phase first; the options are those of `timeline`. One query more than that."""
    entries = sorted(project.phase_entries.all(), key=lambda entry: (entry.entered_on, entry.pk))
    began = [(entry.phase, entry.entered_on) for entry in entries]
    lines = timeline(about, **options)
    return [
        Chapter(phase, since, list(_days(told)))
        for (phase, since), told in groupby(lines, key=lambda line: _chapter_of(line, began))
    ]


def _chapter_of(line: Line, began: list[tuple[str, date]]) -> tuple[Phase, date | None]:
    """The last phase that had begun by the day of the line; what came before the first belongs to the first."""
    on = localdate(line.at)
    passed = [(Phase(phase), since) for phase, since in began if since <= on]
    return passed[-1] if passed else (Phase.INTAKE, None)


def _days(lines: Iterable[Line]) -> Iterator[Day]:
    for on, told in groupby(lines, key=lambda line: localdate(line.at)):
        yield Day(on, list(told)[::-1])
