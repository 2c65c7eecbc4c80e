"""The verbs that a timeline knows: each domain app registers its own, with the sentence that tells it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Verb:
    """`sentence` is a lazy Dutch text with %(by)s and the keys of the entry's detail.

    `public` verbs are shown to the applicants of the dossier too; the others stay inside PIO.
    """

    name: str
    sentence: str
    public: bool = False


VERBS: dict[str, Verb] = {}


def register_verb(name: str, sentence, *, public: bool = False) -> None:
    """Make a verb known. Called from AppConfig.ready."""
    VERBS[name] = Verb(name, sentence, public)
