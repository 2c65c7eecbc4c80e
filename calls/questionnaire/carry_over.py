"""Which answers to one form also answer another: for a newer version of it, a copy, and a later call.

An answer goes to the question with the same section and key; else to a question with the same key in another section,
when the kind fits. Answers that fit nowhere are returned too, so that the page can list them for the applicant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from calls.enums import FieldKind as Kind
from calls.questionnaire import answers
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import BETWEEN, YES_NO, Question, Section

Stored = Mapping[str, Mapping[str, str]]  # answers per section

TEXTS = (Kind.TEXT, Kind.LONG)
FIXED = (Kind.CHOICE, Kind.YES_NO, Kind.MULTIPLE)  # the answer is one of the answers that the question names
CONTACTS = (Kind.EMAIL, Kind.PHONE, Kind.WEBSITE)
WRITTEN = (*TEXTS, Kind.NUMBER, Kind.MONEY, Kind.DATE, *CONTACTS, Kind.ORGANISATION)  # a text says as much
READ_AGAIN = (Kind.NUMBER, Kind.MONEY, Kind.DATE, *CONTACTS)  # a text may be one, when it is written as one


class Place(NamedTuple):
    """Where a question stands in a form."""

    section: str
    key: str


@dataclass(frozen=True)
class Lost:
    """An answer, or a part of it, that the other form does not ask for or cannot hold, as people read it."""

    section: Section
    question: Question
    value: str


class Carried(NamedTuple):
    """The answers per section of the new form, and what did not come along. Unpacks as (answers, lost)."""

    answers: dict[str, dict[str, str]]
    lost: tuple[Lost, ...]


def carried_answers(old: Definition, new: Definition, stored: Stored) -> Carried:
    """The answers to the form `old`, for the form `new` that replaces it.

    `answers` has only questions of the new form, and only those that are answered. `stored` is left as it is.
    """
    targets = _targets(old, new)
    taken: dict[str, dict[str, str]] = {}
    lost: list[Lost] = []
    for section, question in old.questions():
        value = stored.get(section.key, {}).get(question.key, "")
        if not value:
            continue
        place, target = targets.get(Place(section.key, question.key), (None, None))
        kept, left = _fitted(question, target, value) if target else ("", _as_text(question, value))
        if place and kept:
            taken.setdefault(place.section, {})[place.key] = kept
        if left:
            lost.append(Lost(section, question, left))
    _bring_back(old, new, stored, taken)
    return Carried(taken, tuple(lost))


def sources(old: Definition, new: Definition) -> dict[Place, Place]:
    """For each question of the new form that had a place in the old one: where that was."""
    return {target: source for source, (target, _question) in _targets(old, new).items()}


def _targets(old: Definition, new: Definition) -> dict[Place, tuple[Place, Question]]:
    """Where each question of the old form stands in the new one. No question of the new form is used twice."""
    before = {Place(s.key, q.key): q for s, q in old.questions()}
    after = {Place(s.key, q.key): q for s, q in new.questions()}
    found = {place: (place, after[place]) for place in before if place in after}
    free: dict[str, list[Place]] = {}
    for place in after:
        if place not in before:
            free.setdefault(place.key, []).append(place)
    for place, question in before.items():
        if place in found:
            continue
        fitting = [to for to in free.get(place.key, []) if may_hold(question, after[to])]
        if fitting:
            free[place.key].remove(fitting[0])
            found[place] = fitting[0], after[fitting[0]]
    return found


def may_hold(old: Question, new: Question) -> bool:
    """Whether an answer of the one kind can be an answer of the other. The answer itself may still not fit."""
    if old.kind == new.kind:
        return True
    if new.kind in TEXTS:
        return old.kind in WRITTEN or old.kind in FIXED
    if new.kind in READ_AGAIN:
        return old.kind in TEXTS or {old.kind, new.kind} == {Kind.NUMBER, Kind.MONEY}
    if new.kind in FIXED:
        return old.kind in FIXED
    return new.kind == Kind.ORGANISATION and old.kind in TEXTS


def _fitted(old: Question, new: Question, value: str) -> tuple[str, str]:
    """The answer as the new question keeps it, and what of it is lost; either may be empty."""
    if not may_hold(old, new):
        return "", _as_text(old, value)
    if new.kind in FIXED:
        return _chosen(old, new, value)
    if new.kind in TEXTS and old.kind in FIXED:
        return _as_text(old, value), ""
    if new.kind in READ_AGAIN and old.kind != new.kind:
        try:
            return answers.read(new, value), ""
        except answers.NotAnAnswer:
            return "", value
    return value, ""


def _chosen(old: Question, new: Question, value: str) -> tuple[str, str]:
    """Of the chosen answers those that the new question also has; one only, when it takes only one."""
    known = dict(new.choices or YES_NO)
    given = value.split(BETWEEN) if old.kind == Kind.MULTIPLE else [value]
    kept = [one for one in given if one in known]
    if new.kind != Kind.MULTIPLE:
        kept = kept if len(given) == 1 else []
    left = [one for one in given if one not in kept]
    return BETWEEN.join(kept), _as_text(old, BETWEEN.join(left)) if left else ""


def _as_text(question: Question, value: str) -> str:
    """An answer in words: the labels of what was chosen."""
    if question.kind not in FIXED:
        return value
    labels = dict(question.choices or YES_NO)
    given = value.split(BETWEEN) if question.kind == Kind.MULTIPLE else [value]
    return ", ".join(labels.get(one, one) for one in given)


def _bring_back(old: Definition, new: Definition, stored: Stored, taken: dict[str, dict[str, str]]) -> None:
    """Answers to questions that an even earlier version asked, `old` did not, and `new` asks again."""
    asked = {Place(s.key, q.key) for s, q in old.questions()}
    for section, question in new.questions():
        value = stored.get(section.key, {}).get(question.key, "")
        filled = question.key in taken.get(section.key, {})
        if value and not filled and Place(section.key, question.key) not in asked:
            kept, _left = _fitted(question, question, value)
            if kept:
                taken.setdefault(section.key, {})[question.key] = kept
