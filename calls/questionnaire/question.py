"""What a form is made of: its questions, when they are asked, and the pages on which they stand."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from calls.enums import FieldKind, Visibility
from calls.questionnaire.crosscheck import CrossCheck

BETWEEN = "|"  # stands between the values of an answer that has several: choices, files
YES_NO = (("ja", "Ja"), ("nee", "Nee"))
MAX_TYPED = 100_000  # characters kept of one answer while it is a draft, whatever the question's own limit


@dataclass(frozen=True)
class Condition:
    """Asked only when another question, earlier in the form, has one of these answers."""

    section: str
    question: str
    values: tuple[str, ...]

    def holds(self, answers: Mapping[str, Mapping[str, str]]) -> bool:
        """Whether the answers per section meet it."""
        given = answers.get(self.section, {}).get(self.question, "")
        return bool(given) and not set(given.split(BETWEEN)).isdisjoint(self.values)


@dataclass(frozen=True)
class Check:
    """A yes-or-no question before the form. A no to a `hard` one ends it; a no to another asks for a talk first."""

    key: str
    question: str
    help: str = ""
    advice: str = ""
    hard: bool = False


@dataclass(frozen=True)
class Question:
    """One field of the form. What is `public` may be published once the application is selected."""

    key: str
    label: str
    kind: FieldKind
    help: str = ""
    required: bool = True
    max_length: int | None = None
    min_length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    visibility: Visibility = Visibility.ASSESSORS
    when: Condition | None = None
    min: int | None = None
    max: int | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    most: int | None = None
    agrees: CrossCheck | None = None

    @property
    def public(self) -> bool:
        return self.visibility == Visibility.PUBLIC

    def shown(self, value: Any) -> Any:
        """A stored answer as people read it: the label of a choice (of several, a line each), else the value itself."""
        labels = dict(self.choices or YES_NO)
        if self.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
            return labels.get(value, value)
        if self.kind == FieldKind.MULTIPLE:
            return "\n".join(labels.get(one, one) for one in str(value).split(BETWEEN))
        return value


@dataclass(frozen=True)
class Section:
    """A page of the form: the unit of saving. `group` is the heading under which the task list shows it."""

    key: str
    title: str
    fields: tuple[Question, ...]
    help: str = ""
    group: str = ""
    when: Condition | None = None

    def question(self, key: str) -> Question | None:
        return next((q for q in self.fields if q.key == key), None)
