"""The geometry of the portfolio's timeline: plain SVG, the same on a page and in a PDF."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects.enums import Phase
from projects.models import Project

LEFT, RIGHT, WIDTH = 250, 770, 960  # where time begins and ends; behind it stands how it goes
TOP, ROW = 40, 46
LETTERS = 34  # of a title and of a client, before it is cut off
BEFORE_LAUNCH = (Phase.INTAKE, Phase.PREPARATION, Phase.STRATEGY, Phase.DOCUMENTS, Phase.AWARD)


@dataclass(frozen=True, kw_only=True)
class Window:
    """The days that are shown: `first ≤ day < end`."""

    first: date
    end: date

    def x(self, day: date) -> float:
        """Where a day stands; what falls outside stands at the edge."""
        share = (day - self.first).days / (self.end - self.first).days
        return LEFT + min(1.0, max(0.0, share)) * (RIGHT - LEFT)

    def shows(self, day: date | None) -> bool:
        return day is not None and self.first <= day < self.end


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A line at the begin of a year, a quarter or a month."""

    x: float
    label: str
    strong: bool


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A piece of a row: a phase, or the range in which the launch is expected."""

    x: float
    width: float
    name: str
    label: Any


@dataclass(frozen=True, kw_only=True)
class Line:
    """One project: its phases, what was agreed, what is expected and what came."""

    project: Project
    y: int
    title: str
    client: str
    phases: list[Stretch]
    told: str  # the whole of it in words, for who hears the picture
    agreed_from: float = 0
    agreed_x: float | None = None
    launched_x: float | None = None
    expected: Stretch | None = None
    middle_x: float | None = None
    word: Any = ""
    tone: str = ""


@dataclass(frozen=True, kw_only=True)
class Picture:
    """All that the template draws."""

    lines: list[Line]
    ticks: list[Tick]
    today_x: float | None
    height: int
    width: int = WIDTH
    left: int = LEFT
    right: int = RIGHT
    legend: list[Phase] = field(default_factory=lambda: list(BEFORE_LAUNCH))


def picture_of(projects: Iterable[Project], window: Window, *, today: date, monthly: bool) -> Picture:
    """The rows of these projects, which have their phases, their launch and their warning at hand (`for_timeline`)."""
    lines = [_line(project, window, today, TOP + number * ROW) for number, project in enumerate(projects)]
    return Picture(
        lines=lines,
        ticks=list(_ticks(window, monthly=monthly)),
        today_x=window.x(today) if window.shows(today) else None,
        height=TOP + len(lines) * ROW + 8,
    )


def _ticks(window: Window, *, monthly: bool) -> Iterable[Tick]:
    day = window.first.replace(day=1)
    while day < window.end:
        if day >= window.first and (monthly or day.month in (1, 4, 7, 10)):
            quarter = _("K%(n)d") % {"n": (day.month + 2) // 3}
            label = date_format(day, "b") if monthly else quarter
            yield Tick(x=window.x(day), label=str(day.year) if day.month == 1 else label, strong=day.month == 1)
        day = (day + timedelta(days=31)).replace(day=1)


def _line(project: Project, window: Window, today: date, y: int) -> Line:
    launched, target = project.launch_actual, project.target_launch_on
    warning = getattr(project, "warning", None)
    expected = None
    if warning is not None and launched is None and warning.p10_on and warning.p90_on:
        expected = _stretch(window, warning.p10_on, warning.p90_on + timedelta(days=1), "expected", "")
    word, tone = _how(project, launched, warning)
    return Line(
        project=project,
        y=y,
        title=_short(project.title),
        client=_short(f"{project.ref} · {project.organisation}"),
        phases=_phases(project, window, launched or today),
        agreed_from=window.x(project.started_on) if project.started_on else window.x(window.first),
        agreed_x=window.x(target) if window.shows(target) else None,
        launched_x=window.x(launched) if window.shows(launched) else None,
        expected=expected,
        middle_x=window.x(warning.p50_on) if expected and window.shows(warning.p50_on) else None,
        word=word,
        tone=tone,
        told=_told(project, launched, target, word),
    )


def _phases(project: Project, window: Window, until: date) -> list[Stretch]:
    entries = [e for e in project.phase_entries.all() if e.phase in BEFORE_LAUNCH]
    ends = [entry.entered_on for entry in entries[1:]] + [until]
    found = [
        _stretch(window, entry.entered_on, min(end, until), entry.phase, Phase(entry.phase).label)
        for entry, end in zip(entries, ends, strict=True)
    ]
    return [stretch for stretch in found if stretch is not None]


def _stretch(window: Window, first: date, end: date, name: str, label: Any) -> Stretch | None:
    if end <= window.first or first >= window.end or end <= first:
        return None
    x = window.x(first)
    return Stretch(x=x, width=max(1.5, window.x(end) - x), name=name, label=label)


def _how(project: Project, launched: date | None, warning: Any) -> tuple[Any, str]:
    if launched is not None:
        late = (launched - project.target_launch_on).days if project.target_launch_on else 0
        if late <= 0:
            return _("gelanceerd, op tijd"), "ok"
        return (_("gelanceerd, 1 dag later") if late == 1 else _("gelanceerd, %(n)d dagen later") % {"n": late}), "warn"
    if warning is None or warning.chance is None:
        return _("te weinig gegevens"), "act"
    return _("%(n)d op 10 te laat") % {"n": round(warning.chance / 10)}, warning.risk.tone


def _told(project: Project, launched: date | None, target: date | None, word: Any) -> str:
    agreed = date_format(target, "j b Y") if target else _("niet afgesproken")
    came = date_format(launched, "j b Y") if launched else _("nog niet")
    return _("%(title)s: lancering afgesproken %(agreed)s, gelanceerd %(came)s; %(word)s") % {
        "title": project.title,
        "agreed": agreed,
        "came": came,
        "word": word,
    }


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 1].rstrip()}…"
