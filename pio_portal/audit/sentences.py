"""The sentences that a timeline tells: each app registers its own, in its `timeline.py`."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Sentence:
    """How an entry with this verb is told: a lazy Dutch text with %(by)s and the keys of the entry's detail.

    What is `public` is shown to the applicants of the dossier too; the rest stays inside PIO.
    """

    verb: str
    text: Any
    public: bool = False


SENTENCES: dict[str, Sentence] = {}


def register_sentences(sentences: Mapping[str, Any], *, public: bool = False) -> None:
    """Make verbs known, each with its sentence."""
    SENTENCES.update({verb: Sentence(verb, text, public) for verb, text in sentences.items()})
