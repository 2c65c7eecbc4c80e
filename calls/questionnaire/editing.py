"""Small changes to the data of a form: add, change, move and take away sections, questions and checks.

Every function gives new data and leaves what it got as it is. The data is described in `calls.questionnaire.definition`. What is
written here is always a form but for sections without questions (yet); `check` says so, `versions` asks it.

A place is `section`, `section.question` or `checks.check`, written with its keys.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from calls.questionnaire.definition import KEY, RESERVED, Definition, DefinitionError, parse
from calls.questionnaire.question import YES_NO

Data = dict[str, Any]
CHECKS = "checks"
LONGEST_KEY = 30  # leaves room for a number within what KEY allows
WORDS_IN_KEY = 4


class InUse(DefinitionError):  # noqa: N818 - it is a sentence for the user
    """A condition looks at this question, or at this answer. The sentence says which, and what to do."""


# Keys: made once from what people read, and kept, so that answers find their question in the next version


def key_from(text: str, taken: Iterable[str]) -> str:
    """A key of a few words of the text, that is not taken yet."""
    words = [word for word in slugify(text).replace("-", "_").split("_") if word]
    stem = "_".join(words[:WORDS_IN_KEY])[:LONGEST_KEY].strip("_")
    if not KEY.match(stem):
        stem = f"v_{stem}".strip("_")
    used = {*taken, *RESERVED, CHECKS}
    number, key = 1, stem
    while key in used:
        number += 1
        key = f"{stem}_{number}"
    return key


# Reading


def sections(data: Data) -> list[Data]:
    """The sections, in order."""
    return data.get("sections", [])


def checks(data: Data) -> list[Data]:
    """The yes-or-no questions before the form, in order."""
    return data.get(CHECKS, [])


def section_of(data: Data, key: str) -> Data | None:
    """A section, by its key."""
    return next((s for s in sections(data) if s["key"] == key), None)


def item_at(data: Data, place: str) -> Data | None:
    """What stands at a place: a section, a question or a check; None when it is gone."""
    section, dot, key = place.partition(".")
    if not dot:
        return section_of(data, section)
    siblings = _siblings(data, place)
    return next((item for item in siblings or () if item["key"] == key), None)


def fingerprint(data: Data, place: str) -> str:
    """A short text that differs as soon as what stands at the place differs; of a section only its head counts."""
    item = item_at(data, place)
    if item is None:
        return ""
    plain = {name: value for name, value in item.items() if name != "fields"}
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()[:16]


def check(data: Data) -> None:
    """Raise DefinitionError unless this is a form, but for sections that have no questions yet."""
    typed(data)


def typed(data: Data) -> Definition:
    """The form without its sections that have no questions yet. Raises DefinitionError."""
    filled = [s for s in sections(data) if s.get("fields")]
    if filled:
        return parse({**data, "sections": filled})
    nothing = {"key": "leeg", "title": "-", "fields": [{"key": "leeg", "label": "-", "kind": "text"}]}
    return Definition(checks=parse({**data, "sections": [nothing]}).checks)


def faults(data: Data) -> list[str]:
    """What keeps this form from being published, in sentences."""
    if not sections(data):
        return [_("Deze vragenlijst heeft nog geen onderdelen. Voeg er een toe.")]
    found = [
        _("Het onderdeel “%(title)s” heeft nog geen vragen. Voeg er een toe, of verwijder het onderdeel.")
        % {"title": section["title"]}
        for section in sections(data)
        if not section.get("fields")
    ]
    try:
        check(data)
    except DefinitionError as error:
        found.append(str(error))
    return found


# Changing


def put_section(data: Data, head: Mapping[str, Any], key: str = "") -> tuple[Data, str]:
    """Write the head of a section, or add one at the end. Gives the data and the section's key."""
    data = copy.deepcopy(data)
    if key:
        section = _must(section_of(data, key))
        fields = section.get("fields", [])
        section.clear()
        section.update(_not_empty(head), key=key, fields=fields)
    else:
        key = key_from(head["title"], [s["key"] for s in sections(data)])
        data.setdefault("sections", []).append({"key": key, **_not_empty(head), "fields": []})
    return _checked(data), key


def put_question(data: Data, section: str, question: Mapping[str, Any], key: str = "") -> tuple[Data, str]:
    """Write a question, or add one at the end of its section. Gives the data and the question's key."""
    data = copy.deepcopy(data)
    fields = _must(section_of(data, section)).setdefault("fields", [])
    if key:
        _check_answers_in_use(data, f"{section}.{key}", question)
        item = _must(next((q for q in fields if q["key"] == key), None))
        item.clear()
        item.update({"key": key, **_not_empty(question)})
    else:
        everywhere = [q["key"] for s in sections(data) for q in s.get("fields", [])]
        key = key_from(question["label"], everywhere)
        fields.append({"key": key, **_not_empty(question)})
    return _checked(data), key


def put_check(data: Data, asked: Mapping[str, Any], key: str = "") -> tuple[Data, str]:
    """Write a yes-or-no question before the form, or add one. Gives the data and its key."""
    data = copy.deepcopy(data)
    rows = data.setdefault(CHECKS, [])
    if key:
        item = _must(next((c for c in rows if c["key"] == key), None))
        item.clear()
        item.update({"key": key, **_not_empty(asked)})
    else:
        key = key_from(asked["question"], [c["key"] for c in rows])
        rows.append({"key": key, **_not_empty(asked)})
    return _checked(data), key


def move(data: Data, place: str, step: int) -> Data:
    """Move what stands at the place up (-1) or down (1) among its own kind. At the end it stays."""
    data = copy.deepcopy(data)
    siblings, at = _stands(data, place)
    to = at + step
    if 0 <= to < len(siblings):
        siblings[at], siblings[to] = siblings[to], siblings[at]
    try:
        return _checked(data)
    except DefinitionError as error:
        raise InUse(
            _("Dat kan niet: een vraag met een voorwaarde staat altijd na de vraag waar ze naar kijkt. %(why)s")
            % {"why": error}
        ) from error


def remove(data: Data, place: str) -> Data:
    """Take away what stands at the place. Raises InUse when the condition of another part looks at it."""
    waiting = dependents(data, place)
    if waiting:
        raise InUse(
            _(
                "Dit kan nog niet weg: het bepaalt of %(names)s gevraagd wordt, of klopt. Verander of verwijder eerst die voorwaarde."
            )
            % {"names": _listed(waiting)}
        )
    data = copy.deepcopy(data)
    siblings, at = _stands(data, place)
    del siblings[at]
    return _checked(data)


def dependents(data: Data, place: str) -> list[str]:
    """The titles of what looks at this question, or at a question of this section: to be asked, or to agree."""
    section, _dot, _key = place.partition(".")
    found = []
    for where, item, looks_at in _looking(data):
        inside = not _dot and where.partition(".")[0] == section
        if (looks_at == place or (not _dot and looks_at.startswith(f"{section}."))) and not inside:
            found.append(item.get("title") or item["label"])
    return found


def _with_conditions(data: Data) -> Iterator[tuple[str, Data]]:
    for section in sections(data):
        if section.get("when"):
            yield section["key"], section
        for question in section.get("fields", []):
            if question.get("when"):
                yield f"{section['key']}.{question['key']}", question


def _looking(data: Data) -> Iterator[tuple[str, Data, str]]:
    """Where something looks at another question, what it is, and at which question."""
    for where, item in _with_conditions(data):
        yield where, item, item["when"]["question"]
    for section in sections(data):
        for question in section.get("fields", []):
            if question.get("agrees"):
                yield f"{section['key']}.{question['key']}", question, question["agrees"]["with"]


def _check_answers_in_use(data: Data, place: str, question: Mapping[str, Any]) -> None:
    """Raise InUse when the change takes away an answer that a condition looks at."""
    is_yes_no = question.get("kind") == "yes_no"
    kept = {value for value, _label in (YES_NO if is_yes_no else question.get("choices") or ())}
    for _where, item in _with_conditions(data):
        if item["when"]["question"] == place and (gone := [v for v in item["when"]["is"] if v not in kept]):
            raise InUse(
                _("Het antwoord %(answers)s bepaalt of %(name)s gevraagd wordt. Verander eerst die voorwaarde.")
                % {"answers": _listed(gone), "name": _listed([item.get("title") or item["label"]])}
            )


def _listed(names: list[str]) -> str:
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {_('en')} {quoted[-1]}"


def _siblings(data: Data, place: str) -> list[Data] | None:
    section, dot, _key = place.partition(".")
    if not dot:
        return sections(data)
    if section == CHECKS:
        return checks(data)
    found = section_of(data, section)
    return found.get("fields", []) if found else None


def _stands(data: Data, place: str) -> tuple[list[Data], int]:
    """The list in which the place stands, and where in it."""
    key = place.rpartition(".")[2]
    siblings = _siblings(data, place) or []
    at = next((n for n, item in enumerate(siblings) if item["key"] == key), None)
    if at is None:
        raise _gone()
    return siblings, at


def _must(item: Data | None) -> Data:
    if item is None:
        raise _gone()
    return item


def _gone() -> DefinitionError:
    return DefinitionError(_("Dit staat niet meer in de vragenlijst: een collega nam het intussen weg."))


def _not_empty(values: Mapping[str, Any]) -> Data:
    """The values to keep: the empty ones are left out, except a `required` that is false."""
    return {n: v for n, v in values.items() if n != "key" and (v not in (None, "", [], (), False) or n == "required")}


def _checked(data: Data) -> Data:
    check(data)
    return data
