"""From a dossier to the next one of the list that one came from, with its filters, its search and its order.

The session keeps how each list was last shown; nothing of it stands in the addresses of dossiers. The list is asked
again, so that what was handled meanwhile and no longer answers to the filters is gone from it.
"""

from copy import copy
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Model
from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse

from pio_portal.addresses import query_int

LISTS = "lists"
LONGEST = 1000  # of a query string that is kept
WINDOW = 1000  # rows from the page before the one that was shown: further on, nobody walks


@dataclass(frozen=True, kw_only=True)
class Neighbours:
    """What stands before and after in the list; None at its ends."""

    previous: Model | None
    following: Model | None
    row_url: Any

    @property
    def previous_url(self) -> str:
        return self.row_url(self.previous) if self.previous else ""

    @property
    def following_url(self) -> str:
        return self.row_url(self.following) if self.following else ""


def remember(request: HttpRequest) -> None:
    """Keep how the list at this address is shown."""
    match, query = request.resolver_match, request.GET.urlencode(safe=",")
    if match is None or match.kwargs or len(query) > LONGEST or not hasattr(request, "session"):
        return
    kept = request.session.get(LISTS, {})
    if kept.get(match.view_name) != query:
        request.session[LISTS] = {**kept, match.view_name: query}


def as_left(request: HttpRequest, address: str) -> str:
    """The address of a list as one left it; any other address as it is."""
    kept = request.session.get(LISTS)
    if not kept or "?" in address:
        return address
    try:
        query = kept.get(resolve(address).view_name)
    except Resolver404:
        query = None
    return f"{address}?{query}" if query else address


def neighbours(request: HttpRequest, row: Model, list_name: str) -> Neighbours | None:
    """What stands beside the row in the list as this user left it; None when it does not stand there (any more)."""
    query = request.session.get(LISTS, {}).get(list_name)
    if query is None:
        return None
    shown = cast("Any", resolve(reverse(list_name)).func).view_class()
    asked = copy(request)
    asked.GET = cast("Any", QueryDict(query))
    shown.is_drawn = False
    shown.setup(asked)
    before = max(0, query_int(asked, "page", 1) - 2) * shown.page_size
    keys = list(shown.ordered(shown.columns).data.data.values_list("pk", flat=True)[before : before + WINDOW])
    if row.pk not in keys:
        return None
    place = keys.index(row.pk)
    beside = [*keys[max(0, place - 1) : place], *keys[place + 1 : place + 2]]
    found = shown.base().in_bulk([row.pk, *beside])  # with itself: one query, also at the only row
    return Neighbours(
        previous=found.get(keys[place - 1]) if place else None,
        following=found.get(keys[place + 1]) if place + 1 < len(keys) else None,
        row_url=shown.row_url,
    )
