"""One question put to every source of a world."""

from typing import Any

from django.http import HttpRequest

from pio_portal.addresses import query_text
from pio_portal.ui import registry
from pio_portal.ui.registry import Hit, SearchSource, World

SHORTEST = 2
PER_SOURCE = 10


def answer(request: HttpRequest, world: World) -> dict[str, Any]:
    """What the search page shows: the results per source, best first; nothing is asked for less than two characters."""
    q = query_text(request, "q")
    results = _results(request.user, q, world) if len(q) >= SHORTEST else []
    total = sum(len(hits) for _source, hits in results)
    return {"q": q, "results": results, "total": total, "too_short": 0 < len(q) < SHORTEST}


def _results(user, q: str, world: World) -> list[tuple[SearchSource, list[Hit]]]:
    sources = [s for s in registry.registered.searches.values() if s.world == world and s.audience.admits(user)]
    answers = ((source, list(source.find(user, q, PER_SOURCE))) for source in sorted(sources, key=lambda s: s.order))
    return [(source, hits) for source, hits in answers if hits]
