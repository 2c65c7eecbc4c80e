"""One normal form for all that is searched and sorted, in Python and in the database alike.

`normal()` is what two ways to write a text have in common: composed or decomposed signs, accents, capitals, the shape of
quotes and dashes. What is searched is compared in that form on both sides, so it stays plain ASCII for every language
that is written here: then PostgreSQL also finds where a word ends when its locale (C, in the embedded server) takes
every sign beyond ASCII for a letter. `Sorted` is the order of a Dutch list.
"""

import re
import unicodedata
from typing import Any

from django.db.models import CharField, Func, Lookup, Manager, Model, QuerySet, TextField
from django.db.models.expressions import OrderBy
from django.utils.deconstruct import deconstructible

SHAPES = {  # that people see as the same sign
    "'": "\u2018\u2019\u201a\u201b\u2032\u00b4`",
    '"': "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2015\u2212",
}
# Letters that Unicode does not take apart; in capitals too, for a server whose locale knows only those of ASCII.
LETTERS = {"d": "đðĐÐ", "h": "ħĦ", "i": "ı", "l": "łŁ", "o": "øØ", "t": "ŧŦ"}
PAIRS = {"ss": "ßẞ", "ae": "æÆ", "oe": "œŒ", "th": "þÞ"}
UNSEEN = r"\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"  # accents that stand alone, and what has no width
SIGNS = r"\u00a1-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u00d7\u00f7\u2000-\u2bff\u3000-\u303f\ufe00-\ufe0f\U0001f000-\U0001faff"
LEADING = " -.,:;(["  # passed over at the beginning of a text that is sorted

SHAPE_OF = str.maketrans({sign: shape for shape, signs in SHAPES.items() for sign in signs})
LETTER_OF = str.maketrans({sign: letter for letter, signs in (LETTERS | PAIRS).items() for sign in signs})


def normal(text: str) -> str:
    """The text as it is searched: without accents, capitals, and signs that are no part of a word."""
    plain = unicodedata.normalize("NFKD", text.translate(SHAPE_OF)).lower().translate(LETTER_OF)
    return re.sub(f"[{SIGNS}]", " ", re.sub(f"[{UNSEEN}]", "", plain))


def question(text: str) -> str:
    """What full text is asked for a text that was typed or pasted: a dash by itself would be its “not”."""
    return re.sub(r"(?<!\S)-+(?!\S)", " ", normal(text))


def sorting(text: str) -> str:
    """What a text is sorted by in Python: “’s-Gravenwezel” stands under the s, “de Lijn” under the d."""
    return re.sub("['\"]", "", normal(text)).lstrip(LEADING)


@deconstructible(path="pio_portal.searched.Normal")
class Normal(Func):
    """`normal()` in the database; immutable, so that an index can be on it."""

    function = "pio_normal"
    arity = 1
    output_field = TextField()


@deconstructible(path="pio_portal.searched.Sorted")
class Sorted(Func):
    """What a list is ordered by for a field of text."""

    function = "pio_sorting"
    template = "(%(function)s(%(expressions)s) COLLATE pio_dutch)"
    arity = 1
    output_field = TextField()


@CharField.register_lookup
@TextField.register_lookup
class Has(Lookup):
    """`title__has="Ömer"`: the text stands in it, however both are written."""

    lookup_name = "has"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Compare in the normal form; indexes of trigrams on `Normal(field)` are used."""
        field, given = self.process_lhs(compiler, connection)
        return f"pio_normal({field}) LIKE %s", [*given, f"%{connection.ops.prep_for_like_query(normal(self.rhs))}%"]


def sorted_keys(model: type[Model], keys: Any) -> list[Any]:
    """The keys of an order, in which each field of text that people write stands in Dutch order."""
    return [_sorted_key(model, key) if isinstance(key, str) else key for key in keys]


def _sorted_key(model: type[Model], key: str) -> str | OrderBy:
    path, down = key.removeprefix("-"), key.startswith("-")
    return OrderBy(Sorted(path), descending=down) if _is_written(model, path) else key


def _is_written(model: type[Model], path: str) -> bool:
    """Whether it is a text that people write: no choice, and nothing that is unique, such as a reference."""
    *through, name = path.split("__")
    for step in through:
        found = {field.name: field for field in model._meta.get_fields()}.get(step)
        if found is None or found.related_model is None:
            return False
        model = found.related_model  # type: ignore[assignment]  # no field here refers to "self" by name any more
    field = {field.name: field for field in model._meta.concrete_fields}.get(name)
    return isinstance(field, CharField | TextField) and not field.choices and not field.unique


class SearchedManager(Manager):
    """Leaves out the columns that the model names in `search_columns`: triggers write them, and only the database reads.

    A row that is saved whole then does not write them either, so that nothing is worked out again for no reason.
    """

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().defer(*self.model.search_columns)
