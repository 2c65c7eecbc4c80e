"""One question put to every source of a world."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pio_portal.references import typed_reference
from pio_portal.ui import registry
from pio_portal.ui.lists.searching import SHORTEST_GUESS
from pio_portal.ui.registry import Hit, SearchSource, World

SHORTEST = 2
PER_SOURCE = 10
SUGGESTED = 3  # of each source while somebody types
SIGN = re.compile(r"[\W_]+")
ENTERPRISE = re.compile(r"(BE)?\s*[01]?\d{3}[.\s]?\d{3}[.\s]?\d{3}", re.IGNORECASE | re.ASCII)

Found = list[tuple[SearchSource, list[Hit]]]


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What is shown: the results per source, best first. `exact` is the one thing whose reference was typed.

    `missing` is a reference that was typed and is of nothing that the user may see; `is_guess`: nothing has the words,
    and what is shown only looks like them.
    """

    q: str
    results: Found = field(default_factory=list)
    exact: Hit | None = None
    missing: str = ""
    is_guess: bool = False

    @property
    def total(self) -> int:
        return sum(len(hits) for _source, hits in self.results)

    @property
    def too_short(self) -> bool:
        return 0 < len(self.q) < SHORTEST


def answer(user, q: str, world: World, *, limit: int = PER_SOURCE) -> Answer:
    """Ask every source; nothing is asked for less than two characters."""
    if len(q) < SHORTEST:
        return Answer(q=q)
    sources = sorted(
        (s for s in registry.registered.searches.values() if s.world == world and s.audience.admits(user)),
        key=lambda s: s.order,
    )
    found = _asked(sources, user, q, limit)
    asked = _plain(typed_reference(q) or q)
    same = {hit.url: hit for _source, hits in found for hit in hits if hit.reference and _plain(hit.reference) == asked}
    if len(same) == 1:
        return Answer(q=q, results=found, exact=next(iter(same.values())))
    if world == "staff" and not same and (missing := _reference_in(q)):  # the public meets few references
        return Answer(q=q, missing=missing)
    if found or len(q) < SHORTEST_GUESS:
        return Answer(q=q, results=found)
    return Answer(q=q, results=list(_alike(sources, user, q, limit)), is_guess=True)


def _asked(sources: list[SearchSource], user, q: str, limit: int) -> Found:
    answers = ((source, list(source.find(user, q, limit))) for source in sources)
    return [(source, hits) for source, hits in answers if hits]


def _alike(sources: list[SearchSource], user, q: str, limit: int) -> Iterator[tuple[SearchSource, list[Hit]]]:
    """What looks like the question, of the sources that forgive typing errors."""
    for source in sources:
        if source.alike and (hits := list(source.alike(user, q, limit))):
            yield source, hits


def _reference_in(q: str) -> str:
    """The reference or enterprise number that the whole question is, as it is written; else nothing."""
    return typed_reference(q) or (q if ENTERPRISE.fullmatch(q) else "")


def _plain(reference: str) -> str:
    """Without signs and capitals; an enterprise number without its country and its leading zero."""
    plain = SIGN.sub("", reference).lower()
    return plain.removeprefix("be").lstrip("0") if ENTERPRISE.fullmatch(reference) else plain
