"""What the address of a list chooses: its query string, without what is of one visit."""

from urllib.parse import urlsplit

from django.http import QueryDict

EVERYTHING = "?toon=alles"  # the address that chooses nothing, also for who left the list narrowed
PASSING = ("page", "export", "toon", "csrfmiddlewaretoken")


def canonical(query: str, *, without: tuple[str, ...] = ()) -> str:
    """The query string without empty values and what is of one visit, so that equal choices are equal texts."""
    kept = QueryDict(urlsplit(f"?{query.lstrip('?')}").query.replace("%00", ""), mutable=True)
    for name in list(kept):
        values = [value for value in kept.getlist(name) if value]
        if name in (*PASSING, *without) or not values:
            del kept[name]
        else:
            kept.setlist(name, values)
    return kept.urlencode(safe=",")


def lasting(query: str) -> str:
    """What is remembered of a list: its filters, columns and order. Nobody wants the search of yesterday again."""
    return canonical(query, without=("q",))
