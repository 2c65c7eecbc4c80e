"""Whether an answer agrees with another one: the own share with the cost, the launch with today, a "ja" with what is signed.

A form version declares it at a question, as

    "agrees": {"how": "at_most", "with": "middelen.raming", "sentence": "…", "hard": true}

`how` is one of `calls.enums.Agrees`. `with` is another question (`section.question`), `vandaag`, or, for `is`, the answer
that is expected. What is `hard` cannot be submitted; what is not, is asked about before it is. Nothing hard is compared
with today: a completion comes later than the submission that it completes.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from calls.enums import Agrees, FieldKind
from calls.questionnaire import costs

TODAY = "vandaag"
AMOUNTS = (FieldKind.NUMBER, FieldKind.MONEY, FieldKind.COSTS)
HOWS: dict[FieldKind, tuple[Agrees, ...]] = {
    **dict.fromkeys(AMOUNTS, (Agrees.AT_MOST, Agrees.AT_LEAST)),
    FieldKind.DATE: (Agrees.AFTER, Agrees.BEFORE),
    FieldKind.YES_NO: (Agrees.IS,),
    FieldKind.CHOICE: (Agrees.IS,),
}


@dataclass(frozen=True)
class CrossCheck:
    """What an answer must agree with, and what is said when it does not."""

    how: Agrees
    against: str
    sentence: str
    hard: bool = False

    @property
    def place(self) -> str:
        """The other question; empty when there is none."""
        return "" if self.how == Agrees.IS or self.against == TODAY else self.against


def read(written: Any) -> CrossCheck | None:
    """What the data of a form declares; None when it is not complete."""
    if not isinstance(written, Mapping) or written.get("how") not in Agrees.values:
        return None
    against, sentence = str(written.get("with") or ""), str(written.get("sentence") or "").strip()
    if not against or not sentence:
        return None
    return CrossCheck(Agrees(written["how"]), against, sentence, bool(written.get("hard")))


def fits(check: CrossCheck, kind: FieldKind, answers: Mapping[str, Any], other: FieldKind | None) -> bool:
    """Whether a question of this kind, with these fixed answers, can be held against that: `other` is its kind."""
    if check.how not in HOWS.get(kind, ()):
        return False
    if check.how == Agrees.IS:
        return check.against in answers
    if check.against == TODAY:
        return kind == FieldKind.DATE and not check.hard
    return other is not None and check.how in HOWS.get(other, ())


def first_misfit(sections: Iterable[Any], yes_no: Any) -> str:
    """The label of the first question that is held against what is not there, or of another kind; empty when none is."""
    asked = {f"{section.key}.{question.key}": question for section in sections for question in section.fields}
    for place, question in asked.items():
        if (check := question.agrees) is None:
            continue
        other = asked[check.place].kind if check.place in asked and check.place != place else None
        if not fits(check, question.kind, dict(question.choices or yes_no), other):
            return question.label
    return ""


def holds(check: CrossCheck, mine: tuple[FieldKind, str], other: tuple[FieldKind, str] | None, on: dt.date) -> bool:
    """Whether two stored answers, each with its kind, agree. What there is no other answer for agrees."""
    if check.how == Agrees.IS:
        return mine[1] == check.against
    if check.against == TODAY:
        other = FieldKind.DATE, on.isoformat()
    if other is None:
        return True
    left, right = _weighed(*mine), _weighed(*other)
    match check.how:
        case Agrees.AT_MOST:
            return left <= right
        case Agrees.AT_LEAST:
            return left >= right
        case Agrees.BEFORE:
            return left < right
    return left > right


def _weighed(kind: FieldKind, stored: str) -> Any:
    """The number or the day that an answer stands for; of a table its total."""
    if kind == FieldKind.DATE:
        return dt.date.fromisoformat(stored)
    return costs.total(costs.rows_of(stored)) if kind == FieldKind.COSTS else Decimal(stored)
