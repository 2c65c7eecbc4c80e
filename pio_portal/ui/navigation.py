"""The menus of the three worlds, with the counts beside their items."""

import logging
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.http import HttpRequest
from django.urls import reverse

from pio_portal.accounts.access import INTERNAL
from pio_portal.ui import registry
from pio_portal.ui.choices import canonical
from pio_portal.ui.models import SavedView
from pio_portal.ui.registry import MenuItem, World

logger = logging.getLogger(__name__)
MOST_VIEWS = 8  # saved views below one item
fallback = LocMemCache("menu-counts", {"OPTIONS": {"MAX_ENTRIES": 2000}})


@dataclass(frozen=True)
class Link:
    """A menu item as this user sees it now."""

    label: Any
    url: str
    icon: str
    current: bool
    count: int | None
    key: str = ""
    views: list["ViewLink"] = field(default_factory=list)


@dataclass(frozen=True)
class ViewLink:
    """A saved view of a list, below the list's own item."""

    label: str
    url: str
    current: bool


def menu(request: HttpRequest, world: World) -> list[tuple[Any, list[Link]]]:
    """The groups of one world's menu with the links that this user may follow; a page that shows it twice asks once."""
    menus = vars(request).setdefault("_menus", {})
    if world not in menus:
        menus[world] = _menu(request, world)
    return menus[world]


def _menu(request: HttpRequest, world: World) -> list[tuple[Any, list[Link]]]:
    items = _addressed(_items(request.user, world))
    counts = _counts(request.user, world, [item for item, _address in items])
    here = _current(request.path, items)
    views = _views_of(request, items) if world == "staff" else {}
    links = [
        (
            item.group,
            Link(
                item.label,
                address,
                item.icon,
                item is here,
                counts.get(item.url_name),
                item.key,
                views.get(item.url_name, []),
            ),
        )
        for item, address in items
    ]
    return [(group, [link for _group, link in rows]) for group, rows in groupby(links, key=lambda row: row[0])]


def landing(user) -> str:
    """Where someone starts after logging in."""
    if not INTERNAL.admits(user):
        return reverse("ui:overview")
    items = _items(user, "staff")
    roles = set(user.roles)
    chosen = next((item for item in items if item.lands & roles), items[0] if items else None)
    return reverse(chosen.url_name if chosen else "ui:today")


def _items(user, world: World) -> list[MenuItem]:
    items = [item for item in registry.registered.menu.values() if item.world == world and item.audience.admits(user)]
    return sorted(items, key=lambda item: item.order)


def _addressed(items: list[MenuItem]) -> list[tuple[MenuItem, str]]:
    return [(item, reverse(item.url_name)) for item in items]


def _current(path: str, items: list[tuple[MenuItem, str]]) -> MenuItem | None:
    """The item whose address is the longest beginning of this one."""
    roots = {reverse("ui:today"), reverse("ui:overview")}
    above = [
        (len(address), item)
        for item, address in items
        if path == address or (path.startswith(address) and address not in roots)
    ]
    return max(above, key=lambda pair: pair[0])[1] if above else None


def _counts(user, world: World, items: list[MenuItem]) -> dict[str, int]:
    """One look in the cache; the counting itself at most once in half a minute per user."""
    counters = [item for item in items if item.count]
    if not counters:
        return {}
    seconds = settings.MENU_COUNT_SECONDS
    key = f"menu-counts:{world}:{user.pk}"
    kept = _kept(key) if seconds else None
    if kept is None:
        kept = {item.url_name: item.count(user) or 0 for item in counters if item.count}
        if seconds:
            _keep(key, kept, seconds)
    return kept


def _views_of(request: HttpRequest, items: list[tuple[MenuItem, str]]) -> dict[str, list[ViewLink]]:
    """The saved views per item: those of its own list, and of a list below it."""
    seconds = settings.MENU_COUNT_SECONDS
    kept = _kept(_views_key(request.user)) if seconds else None
    found: dict[str, list[ViewLink]] = {}
    for list_name, label, query in keep_views(request.user) if kept is None else kept:
        address = reverse(list_name)
        item = _current(address, items)
        if item and len(found.setdefault(item.url_name, [])) < MOST_VIEWS:
            here = address == request.path and canonical(request.GET.urlencode()) == query
            found[item.url_name].append(ViewLink(label, f"{address}?{query}", here))
    return found


def keep_views(user) -> list[tuple[str, str, str]]:
    """The saved views that someone sees, kept for the next pages: the list, how it is called, the query string."""
    found = [(view.list, view.label_for(user), view.query) for view in SavedView.objects.named().own_first(user)]
    if seconds := settings.MENU_COUNT_SECONDS:
        _keep(_views_key(user), found, seconds)
    return found


def _views_key(user) -> str:
    return f"menu-views:{user.pk}"


def _kept(key: str) -> Any:
    try:
        kept = cache.get(key)
    except Exception:  # noqa: BLE001  a menu must not fall with the cache, whatever its client raises
        logger.warning("menu counts: the cache does not answer")
        kept = None
    return kept if kept is not None else fallback.get(key)


def _keep(key: str, counts: Any, seconds: int) -> None:
    """In the shared cache, and in this process for when that is away."""
    fallback.set(key, counts, seconds)
    try:
        cache.set(key, counts, seconds)
    except Exception:  # noqa: BLE001  see _kept
        logger.warning("menu counts: the cache does not answer")
