"""What looks like an application: by the letters of its title (trigrams) and by its words (full text).

Each app says for itself what it has, in its `similar.py`, so that applications are compared with projects too without
this app knowing those. What is found for a user is what that user may see anyway.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.contrib.postgres.search import SearchQuery, SearchRank, TrigramDistance, TrigramSimilarity
from django.db.models import F, FloatField, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from pio_portal.searched import Normal, normal

WORD = re.compile(r"\w{3,}")
MOST_WORDS = 12
CANDIDATES = 40  # nearest by title, of each kind
TOLD = 300  # newest with a word in common, of each kind
WEIGHTS = [0.0, 0.5, 0.0, 1.0]  # a word counts in a title, half in a need, and not in the name of an organisation
ONE_WORD = 0.6079  # what ts_rank gives for one word that is found, shared by the words that are looked for
WORDS_WEIGH = 0.7
SIMILAR, DOUBLE = 0.3, 0.45  # how close is worth showing, and worth a warning


@dataclass(frozen=True)
class Subject:
    """What the others are compared with: its title, whose it is, and the applications that it belongs to."""

    title: str
    organisations: frozenset[int]
    applications: frozenset[int] = frozenset()

    @classmethod
    def of(cls, application) -> "Subject":
        """An application; where it comes from and what comes from it is no news. Needs `partners`."""
        own = {application.pk, application.origin_id} - {None}
        whose = {application.organisation_id, *(partner.pk for partner in application.partners.all())}
        return cls(application.title, frozenset(whose), frozenset(own))


@dataclass(frozen=True, kw_only=True)
class Similar:
    """Something that looks like it. `closeness` is between 0 and 1."""

    title: str
    url: str
    kind: Any
    about: str
    closeness: float
    state: Any = ""
    tone: str = ""


class FindSimilar(Protocol):
    """Finds what looks like the subject. `own`: only of the subject's organisations, and as close as a double; else the nearest of all."""

    def __call__(self, user, subject: Subject, *, staff: bool, own: bool, limit: int) -> Iterable[Similar]: ...


FINDERS: dict[str, FindSimilar] = {}


def register_similar(name: str) -> Callable[[FindSimilar], FindSimilar]:
    """Let something be compared."""

    def register(find: FindSimilar) -> FindSimilar:
        FINDERS[name] = find
        return find

    return register


def find_similar(user, subject: Subject, *, staff: bool, limit: int) -> list[Similar]:
    """The closest first. `staff` takes in all that staff may see; else what is public, and of the user's own."""
    return _found(user, subject, staff=staff, own=False, limit=limit)


def find_doubles(user, subject: Subject, *, staff: bool, limit: int = 3) -> list[Similar]:
    """What the subject's own organisations have that looks the same. One query per app."""
    return _found(user, subject, staff=staff, own=True, limit=limit)


def _found(user, subject: Subject, *, staff: bool, own: bool, limit: int) -> list[Similar]:
    found = [one for find in FINDERS.values() for one in find(user, subject, staff=staff, own=own, limit=limit)]
    return sorted(found, key=lambda one: -one.closeness)[:limit]


def doubles(rows: QuerySet, title: str, limit: int) -> QuerySet:
    """Those of few rows (of some organisations) that are nearly the same."""
    return _close(rows, title).filter(closeness__gte=DOUBLE).order_by("-closeness", "-pk")[:limit]


def close(rows: QuerySet, title: str, limit: int) -> QuerySet:
    """Those of few rows that look like it."""
    return _close(rows, title).filter(closeness__gte=SIMILAR).order_by("-closeness", "-pk")[:limit]


def nearest(rows: QuerySet, title: str, limit: int) -> QuerySet:
    """The closest of many rows: their index gives the nearest titles and the newest with a word in common.

    The model has a GiST index of trigrams on the normal form of its `title`, and `search`.
    """
    near = rows.order_by(TrigramDistance(Normal("title"), normal(title))).values("pk")[:CANDIDATES]
    if query := _words(title):
        near = near.union(rows.filter(search=query).order_by("-pk").values("pk")[:TOLD])
    return close(rows.model.objects.filter(pk__in=near), title, limit)


def _close(rows: QuerySet, title: str) -> QuerySet:
    """With `closeness`: of the letters, or of the words when more of those are the same."""
    letters = Cast(TrigramSimilarity(Normal("title"), normal(title)), FloatField())
    query = _words(title)
    if query is None:
        return rows.annotate(closeness=letters)
    words = SearchRank(F("search"), query, weights=WEIGHTS) * Value(WORDS_WEIGH / ONE_WORD)
    return rows.annotate(closeness=Greatest(letters, Cast(words, FloatField())))


def _words(title: str) -> SearchQuery | None:
    words = WORD.findall(normal(title))[:MOST_WORDS]
    return SearchQuery(" or ".join(f'"{w}"' for w in words), config="dutch", search_type="websearch") if words else None
