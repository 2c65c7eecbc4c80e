"""What a list finds: the words first and, when there are none, what looks like them."""

import re
from typing import Any, Protocol

from django.contrib.postgres.lookups import TrigramWordSimilar
from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from pio_portal.searched import Normal, normal, question

SHORTEST_GUESS = 3  # letters: fewer look like everything
WORD = re.compile(r"[^\W\d_]+")
LONGEST_STOP_WORD = 7  # letters: "geweest", in the Dutch list of PostgreSQL


class Searched(Protocol):
    """What a list without `search_fields` asks of its queryset."""

    def search(self, text: str) -> QuerySet:
        """The rows that answer the question."""
        ...


class Ranked(Protocol):
    """What a list that is `ranked` asks of its queryset."""

    def best_first(self, text: str) -> QuerySet:
        """What was found in the order of how well it answers."""
        ...

    def similar(self, text: str) -> QuerySet:
        """What looks like the question, most alike first."""
        ...


def with_words(rows: QuerySet, fields: tuple[str, ...], text: str) -> QuerySet:
    """Every word in one of the fields."""
    for word in normal(text).split():
        found = Q()
        for field in fields:
            found |= Q(**{f"{field}__has": word})
        rows = rows.filter(found)
    return rows


def looking_like(rows: QuerySet, fields: tuple[str, ...], text: str) -> QuerySet:
    """Whose fields hold something like the text, most alike first.

    Compared in the normal form, as the trigram indexes of the portal are.
    """
    wanted = normal(text)
    found, closeness = Q(), []
    for field in fields:
        found |= Q(TrigramWordSimilar(Normal(field), wanted))
        closeness.append(TrigramWordSimilarity(wanted, Normal(field)))
    order: Any = Greatest(*closeness) if len(closeness) > 1 else closeness[0]
    return rows.filter(found).order_by(order.desc(), "-pk")


def has_no_words(text: str) -> bool:
    """Whether full text has nothing to look for: only words such as “de” and “het”, or only signs.

    Asks the database only where no word is too long to be one of those.
    """
    if any(len(word) > LONGEST_STOP_WORD for word in WORD.findall(question(text))):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT numnode(websearch_to_tsquery('dutch', %s)) = 0", [question(text)])
        return cursor.fetchone()[0]
