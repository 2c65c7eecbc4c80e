"""What the components show: small immutable records, so that a view says what it means and a typo is an error."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Literal

Tone = Literal["", "act", "ok", "warn", "bad"]


@dataclass(frozen=True, kw_only=True)
class Crumb:
    """One step of the way here; the last one has no address."""

    label: Any
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class DatePoint:
    """One date on a line of dates (`components/dates.html`). `state`: past, next or later."""

    state: Literal["past", "next", "later"]
    day: dt.date | dt.datetime
    label: Any = ""
    note: Any = ""
    url: str = ""
    link: Any = ""


@dataclass(frozen=True, kw_only=True)
class Phase:
    """One phase of a dossier (`components/phases.html`). `state`: done, now or empty."""

    label: Any
    state: Literal["done", "now", ""] = ""
    note: Any = ""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of a timeline (`components/story.html`). `text` is escaped unless it is marked safe."""

    at: dt.datetime | dt.date
    text: Any
    detail: Any = ""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One key figure (`components/figures.html`): `value` is already written out."""

    value: Any
    label: Any
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of a list of facts (`components/facts.html`)."""

    label: Any
    value: Any
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab of a dossier (`components/tabs.html`): each tab is a page of its own."""

    label: Any
    url: str
    current: bool = False
    count: int | None = None


@dataclass(frozen=True, kw_only=True)
class TaskRow:
    """One section of a task list (`components/task_list.html`)."""

    label: Any
    url: str = ""
    hint: Any = ""
    state: Any = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """One card that is a link (`components/cards.html`)."""

    title: Any
    url: str
    above: Any = ""
    below: Any = ""
    foot: Any = ""
    tag: Any = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar of a chart. `value` None is unknown and is drawn as such, never as zero."""

    label: Any
    value: float | int | None
    text: str = ""
    current: bool = False


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One chip above a list: a state with its count, or a filter that can be removed."""

    label: Any
    url: str
    count: int | None = None
    on: bool = False
