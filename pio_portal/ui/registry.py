"""What the domain tells the shared pages, when its apps load.

The ground never imports the domain: an app registers in `AppConfig.ready()` what the menus, Vandaag, the home pages
and the search should ask it. Every callable must be cheap: it runs on a page that everybody opens.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from django.http import HttpRequest
from django.utils import timezone

from pio_portal.accounts.access import INTERNAL, LOGGED_IN, PUBLIC, Audience
from pio_portal.accounts.enums import Role
from pio_portal.ui.shapes import Tone

World = Literal["public", "mijn", "beheer"]


@dataclass(frozen=True, kw_only=True)
class MenuItem:
    """A link in the navigation of one world; `count` is shown beside it."""

    world: World
    label: Any
    url_name: str
    group: Any = ""
    icon: str = ""
    audience: Audience = PUBLIC
    count: Callable[[Any], int | None] | None = None
    lands: frozenset[Role] = frozenset()
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something that asks for attention, or a date to keep in mind.

    `due` is a date or a moment; `tone` says how pressing it is; `source` is the dossier or the part it comes from.
    """

    title: Any
    url: str
    due: dt.date | dt.datetime | None = None
    tone: Tone = ""
    tag: Any = ""
    source: Any = ""


@dataclass(frozen=True, kw_only=True)
class Finder:
    """Finds the items of one kind for one user at one moment."""

    name: str
    find: Callable[[Any, dt.datetime], Iterable[Item]]
    audience: Audience = INTERNAL


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One result of a search. `summary` may hold `<mark>` when it is marked safe."""

    title: Any
    url: str
    reference: str = ""
    summary: Any = ""
    tag: Any = ""
    tone: Tone = ""


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """One kind of thing that can be found. `find(user, q, limit)` gives what this user may see, best first."""

    name: str
    world: World
    label: Any
    find: Callable[[Any, str, int], Iterable[Hit]]
    audience: Audience = PUBLIC
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a home page. `context(request)` gives what the template needs, or None when there is nothing to show.

    `slot` is `hero` (beside the sentence that says what PIO does) or `main`.
    """

    name: str
    world: World
    template: str
    context: Callable[[HttpRequest], dict | None]
    slot: Literal["hero", "main"] = "main"
    order: int = 100


@dataclass
class Registry:
    """Everything that was registered. Tests make their own."""

    menu: list[MenuItem] = field(default_factory=list)
    tasks: list[Finder] = field(default_factory=list)
    signals: list[Finder] = field(default_factory=list)
    dates: list[Finder] = field(default_factory=list)
    searches: list[SearchSource] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)


registered = Registry()

MINE: dict[World, Audience] = {"public": PUBLIC, "mijn": LOGGED_IN, "beheer": INTERNAL}


def register_menu(
    *,
    label: Any,
    url_name: str,
    world: World = "beheer",
    group: Any = "",
    icon: str = "",
    roles: Audience | None = None,
    count: Callable[[Any], int | None] | None = None,
    lands: frozenset[Role] = frozenset(),
    order: int = 100,
) -> None:
    """Put a link in a menu. `count(user)` runs at most twice a minute; `lands` are the roles that start here."""
    registered.menu.append(
        MenuItem(
            world=world,
            label=label,
            url_name=url_name,
            group=group,
            icon=icon,
            audience=roles or MINE[world],
            count=count,
            lands=lands,
            order=order,
        )
    )


def register_task(name: str, find: Callable[[Any, dt.datetime], Iterable[Item]], *, roles: Audience = INTERNAL) -> None:
    """What this user must do: shown on Vandaag by date. Nothing that needs no action."""
    registered.tasks.append(Finder(name=name, find=find, audience=roles))


def register_signal(
    name: str, find: Callable[[Any, dt.datetime], Iterable[Item]], *, roles: Audience = INTERNAL
) -> None:
    """What threatens to go wrong: a term at risk, a round closing, an envelope nearly used."""
    registered.signals.append(Finder(name=name, find=find, audience=roles))


def register_dates(
    name: str, find: Callable[[Any, dt.datetime], Iterable[Item]], *, roles: Audience = INTERNAL
) -> None:
    """The next dates to know of; each item has a `due`."""
    registered.dates.append(Finder(name=name, find=find, audience=roles))


def register_search(
    name: str,
    *,
    label: Any,
    find: Callable[[Any, str, int], Iterable[Hit]],
    world: World = "public",
    roles: Audience | None = None,
    order: int = 100,
) -> None:
    """A source for the one search box of a world (`public` or `beheer`)."""
    source = SearchSource(name=name, world=world, label=label, find=find, audience=roles or MINE[world], order=order)
    registered.searches.append(source)


def register_home_block(
    name: str,
    *,
    template: str,
    context: Callable[[HttpRequest], dict | None],
    world: World = "public",
    slot: Literal["hero", "main"] = "main",
    order: int = 100,
) -> None:
    """A part of `/` (world `public`) or of `/mijn/` (world `mijn`)."""
    registered.blocks.append(Block(name=name, world=world, template=template, context=context, slot=slot, order=order))


def found(finders: Iterable[Finder], user, now: dt.datetime) -> list[Item]:
    """The items of every finder that is for this user: dated ones first, by date."""
    items = [item for finder in finders if finder.audience.admits(user) for item in finder.find(user, now)]
    return sorted(items, key=_by_date)


def _by_date(item: Item) -> tuple[bool, str]:
    """Dates and moments side by side: their ISO forms sort alike."""
    due = item.due
    if isinstance(due, dt.datetime):
        due = timezone.localtime(due)
    return due is None, due.isoformat() if due else ""


def blocks(request: HttpRequest, world: World, slot: str = "main") -> list[tuple[Block, dict]]:
    """The blocks that have something to show, in order, each with its context."""
    chosen = sorted((b for b in registered.blocks if b.world == world and b.slot == slot), key=lambda b: b.order)
    filled = ((block, block.context(request)) for block in chosen)
    return [(block, context) for block, context in filled if context is not None]
