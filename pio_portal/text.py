"""What was typed or pasted, as plain text that every database and every page can hold."""

import unicodedata
from typing import Any

JOINER = "\u200d"  # between the parts of one emoji
KEPT = frozenset(f"\n\t{JOINER}\u00a0\u202f\u2009")
NEW_LINES = frozenset("\v\f\x85\u2028\u2029")  # what word processors put between lines


def tidy(typed: Any) -> str:
    """The text without what nobody can see: control characters, soft hyphens, marks of direction, spaces around it.

    Line breaks of any kind become one kind, and odd spaces become a space, so that no two words grow together.
    """
    text = str(typed or "").replace("\r\n", "\n").replace("\r", "\n")
    if not text.isprintable():
        text = "".join(_kept(c) for c in text)
    return text.strip()


def one_line(typed: Any) -> str:
    """The same on one line, with single spaces."""
    return " ".join(tidy(typed).split())


def _kept(character: str) -> str:
    if character.isprintable() or character in KEPT:
        return character
    if character in NEW_LINES:
        return "\n"
    return " " if unicodedata.category(character) == "Zs" else ""
