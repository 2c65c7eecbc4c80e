"""What the domain tells the shared pages: the menus, Vandaag, the home pages and the search.

The ground never imports the domain: an app registers in modules that the portal finds by name (`menu`, `today`,
`home`, `search`; docs/architecture.md). Every function must be cheap: it runs on a page that everybody opens.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pio_portal.accounts.access import INTERNAL, LOGGED_IN, PUBLIC, Audience
from pio_portal.accounts.enums import Role
from pio_portal.ui.shapes import Tone

World = Literal["public", "applicant", "staff"]

MOST = 15  # rows of one kind on Vandaag: who has more, works from the list
ASKED = MOST + 1  # of a source: one more tells that there are more

# The groups of the staff's menu
WORK = _("Werk")
NETWORK = _("Netwerk")
STEERING = _("Sturing")


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
    key: str = ""
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
    until: dt.datetime | None = None  # when what begins at `due` ends, where that is known
    kind: str = ""  # the name of what found it; filled in by `found`


@dataclass(frozen=True, kw_only=True)
class Span:
    """The time of which dates are asked: `begins ≤ date < ends`, or all that is to come; of each source the `most` first.

    `own` leaves out the dossiers of colleagues, where a source has dossiers.
    """

    begins: dt.datetime
    ends: dt.datetime | None = None
    most: int = ASKED
    own: bool = False

    def of(self, field: str) -> Q:
        """The condition that a moment falls in it."""
        return self._of(field, self.begins, self.ends)

    def of_days(self, field: str) -> Q:
        """The condition that a day falls in it: the days of Brussels."""
        return self._of(field, timezone.localdate(self.begins), self.ends and timezone.localdate(self.ends))

    def _of(self, field: str, first: Any, end: Any) -> Q:
        after = Q(**{f"{field}__gte": first})
        return after if end is None else after & Q(**{f"{field}__lt": end})


FindItems = Callable[[Any, dt.datetime], Iterable[Item]]
FindDates = Callable[[Any, Span], Iterable[Item]]


@dataclass(frozen=True, kw_only=True)
class ItemSource:
    """Finds the items of one kind for one user at one moment. `order` decides between items of the same day."""

    name: str
    find: Callable[[Any, Any], Iterable[Item]]
    audience: Audience = INTERNAL
    order: int = 100


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One result of a search. `summary` may hold `<mark>` when it is marked safe."""

    title: Any
    url: str
    reference: str = ""
    summary: Any = ""
    tag: Any = ""
    tone: str = ""  # a Tone


FindHits = Callable[[Any, str, int], Iterable[Hit]]


@dataclass(frozen=True, kw_only=True)
class SearchSource:
    """One kind of thing that can be found. `find(user, q, limit)` gives what this user may see, best first.

    `alike`, if there is one, is asked in the same way for what looks like the question when no source found anything.
    """

    name: str
    world: World
    label: Any
    find: FindHits
    alike: FindHits | None = None
    audience: Audience = PUBLIC
    order: int = 100


BlockContext = Callable[[HttpRequest], dict | None]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A part of a home page. `context(request)` gives what the template needs, or None when there is nothing to show.

    `slot` is `hero` (beside the sentence that says what PIO does) or `main`.
    """

    name: str
    world: World
    template: str
    context: BlockContext
    slot: Literal["hero", "main"] = "main"
    order: int = 100


@dataclass
class Registry:
    """Everything that was registered, by name: registering again replaces. Tests make their own."""

    menu: dict[tuple[World, str], MenuItem] = field(default_factory=dict)
    asked: dict[str, ItemSource] = field(default_factory=dict)
    tasks: dict[str, ItemSource] = field(default_factory=dict)
    signals: dict[str, ItemSource] = field(default_factory=dict)
    dates: dict[str, ItemSource] = field(default_factory=dict)
    changes: dict[str, ItemSource] = field(default_factory=dict)
    searches: dict[str, SearchSource] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)


registered = Registry()

OF_WORLD: dict[World, Audience] = {"public": PUBLIC, "applicant": LOGGED_IN, "staff": INTERNAL}


def register_menu(
    *,
    label: Any,
    url_name: str,
    world: World = "staff",
    group: Any = "",
    icon: str = "",
    roles: Audience | None = None,
    count: Callable[[Any], int | None] | None = None,
    lands: frozenset[Role] = frozenset(),
    key: str = "",
    order: int = 100,
) -> None:
    """Put a link in a menu. `count(user)` runs at most twice a minute; `lands` are the roles that start here.

    `key` is the letter that leads there after `g`.
    """
    registered.menu[world, url_name] = MenuItem(
        world=world,
        label=label,
        url_name=url_name,
        group=group,
        icon=icon,
        audience=roles or OF_WORLD[world],
        count=count,
        lands=lands,
        key=key,
        order=order,
    )


def register_asked(name: str, *, order: int = 100) -> Callable[[FindItems], FindItems]:
    """What PIO or a colleague asks of an applicant: on top of `/mijn/`, by its last day. `tag` is what to do."""

    def register(find: FindItems) -> FindItems:
        registered.asked[name] = ItemSource(name=name, find=find, audience=LOGGED_IN, order=order)
        return find

    return register


def register_task(name: str, *, roles: Audience = INTERNAL, order: int = 100) -> Callable[[FindItems], FindItems]:
    """What this user must do: shown on Vandaag by date. Nothing that needs no action."""

    def register(find: FindItems) -> FindItems:
        registered.tasks[name] = ItemSource(name=name, find=find, audience=roles, order=order)
        return find

    return register


def register_signal(name: str, *, roles: Audience = INTERNAL, order: int = 100) -> Callable[[FindItems], FindItems]:
    """What threatens to go wrong: a term at risk, a round closing, an envelope nearly used."""

    def register(find: FindItems) -> FindItems:
        registered.signals[name] = ItemSource(name=name, find=find, audience=roles, order=order)
        return find

    return register


def register_dates(name: str, *, roles: Audience = INTERNAL, order: int = 100) -> Callable[[FindDates], FindDates]:
    """The dates to know of, for the agenda and for what comes next on Vandaag; each item has a `due`, the first first."""

    def register(find: FindDates) -> FindDates:
        registered.dates[name] = ItemSource(name=name, find=find, audience=roles, order=order)
        return find

    return register


def register_changes(name: str, *, roles: Audience = INTERNAL, order: int = 100) -> Callable[[FindItems], FindItems]:
    """What others did in this user's dossiers these days; `due` is when. Newest first."""

    def register(find: FindItems) -> FindItems:
        registered.changes[name] = ItemSource(name=name, find=find, audience=roles, order=order)
        return find

    return register


def register_search(
    name: str,
    *,
    label: Any,
    world: World = "public",
    roles: Audience | None = None,
    order: int = 100,
    alike: FindHits | None = None,
) -> Callable[[FindHits], FindHits]:
    """A source for the one search box of a world (`public` or `staff`)."""

    def register(find: FindHits) -> FindHits:
        registered.searches[name] = SearchSource(
            name=name,
            world=world,
            label=label,
            find=find,
            alike=alike,
            audience=roles or OF_WORLD[world],
            order=order,
        )
        return find

    return register


def register_home_block(
    name: str, *, template: str, world: World = "public", slot: Literal["hero", "main"] = "main", order: int = 100
) -> Callable[[BlockContext], BlockContext]:
    """A part of `/` (world `public`) or of `/mijn/` (world `mijn`)."""

    def register(context: BlockContext) -> BlockContext:
        registered.blocks[name] = Block(
            name=name, world=world, template=template, context=context, slot=slot, order=order
        )
        return context

    return register


def found(sources: dict[str, ItemSource], user, asked: dt.datetime | Span) -> list[Item]:
    """The items of every source that is for this user, each with its kind: dated ones first, by date."""
    admitted = sorted((s for s in sources.values() if s.audience.admits(user)), key=lambda s: s.order)
    items = (replace(item, kind=source.name) for source in admitted for item in source.find(user, asked))
    return sorted(items, key=_by_date)


def _by_date(item: Item) -> tuple[bool, str]:
    """Dates and moments side by side: their ISO forms sort alike."""
    due = item.due
    if isinstance(due, dt.datetime):
        due = timezone.localtime(due)
    return due is None, due.isoformat() if due else ""


def blocks(request: HttpRequest, world: World, slot: str = "main") -> list[tuple[Block, dict]]:
    """The blocks that have something to show, in order, each with its context."""
    chosen = sorted(
        (b for b in registered.blocks.values() if b.world == world and b.slot == slot), key=lambda b: b.order
    )
    filled = ((block, block.context(request)) for block in chosen)
    return [(block, context) for block, context in filled if context is not None]
