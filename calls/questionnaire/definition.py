"""The questions of an application form: read from `Questionnaire.definition`, checked, and typed.

A definition is data, so that an application keeps the questions it was begun with and staff can change the next ones.
`parse` is the only reader of that data; forms, task lists, receipts and PDFs work with what it gives. The data is

    {"sections": [{"key", "title", "help", "group", "when", "fields": [
        {"key", "label", "help", "kind", "required", "visibility", "when", "choices": [[value, label], ...],
         "min_length", "max_length", "min", "max", "earliest", "latest", "most", "agrees"}]}],
     "checks": [{"key", "question", "help", "advice", "hard"}]}

`when` is {"question": "section.key", "is": [value, ...]}: asked only when an earlier question has one of these answers.
`most` is how many files (kind file) or rows (kind costs) there may be; `earliest` and `latest` are days, written as
2026-12-31; `agrees` is what the answer is held against (`calls.questionnaire.crosscheck`). `checks` are the yes-or-no questions before the
form. `public: true` is the older way to write `visibility: public`.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from calls.enums import FieldKind, Part, Visibility
from calls.questionnaire import crosscheck
from calls.questionnaire.crosscheck import CrossCheck
from calls.questionnaire.question import BETWEEN, YES_NO, Check, Condition, Question, Section

KEY = re.compile(r"^[a-z][a-z0-9_]{0,38}$")
RESERVED = frozenset(
    {
        *Part.values,
        "aanwezig",
        "behouden",
        "berichten",
        "controle",
        "heropenen",
        "intrekken",
        "kopie",
        "meenemen",
        "ondertekenen",
        "ontvangst",
        "pdf",
        "vergelijkbaar",
        "verplaatsen",
        "versie",
        "verwijderen",
    }
)  # fmt: skip - addresses beside the sections

FIELD_NAMES = frozenset(
    {
        "key", "label", "help", "kind", "required", "max_length", "min_length", "choices", "public", "visibility", "when",
        "min", "max", "earliest", "latest", "most", "agrees",
    }
)  # fmt: skip
WITH_CHOICES = (FieldKind.CHOICE, FieldKind.MULTIPLE)
CONDITIONAL_ON = (FieldKind.CHOICE, FieldKind.MULTIPLE, FieldKind.YES_NO)


class DefinitionError(ValueError):
    """The data is no form. The sentence says where and what is wrong."""


@dataclass(frozen=True)
class Definition:
    """The whole form, in order."""

    sections: tuple[Section, ...] = field(default_factory=tuple)
    checks: tuple[Check, ...] = ()

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Each question with its section, in order."""
        for section in self.sections:
            for question in section.fields:
                yield section, question

    def asked(self, answers: Mapping[str, Mapping[str, str]]) -> "Definition":
        """The form without the questions that are not asked, given these answers per section.

        A question that is left out counts as unanswered for the conditions that look at it.
        """
        known: dict[str, dict[str, str]] = {}
        sections = []
        for section in self.sections:
            if section.when is not None and not section.when.holds(known):
                continue
            given = known.setdefault(section.key, {})
            fields = []
            for question in section.fields:
                if question.when is None or question.when.holds(known):
                    fields.append(question)
                    given[question.key] = answers.get(section.key, {}).get(question.key, "")
            if fields:
                sections.append(replace(section, fields=tuple(fields)))
        return replace(self, sections=tuple(sections))

    def page(self, key: str, answers: Mapping[str, Mapping[str, str]]) -> Section | None:
        """A section as its page shows it: without the questions that answers in other sections rule out.

        Questions that depend on answers in the section itself stay: those can change on the page. None when nothing is
        asked.
        """
        section = self.section(key)
        asked = self.asked(answers).sections
        known = {s.key: {q.key: answers.get(s.key, {}).get(q.key, "") for q in s.fields} for s in asked if s.key != key}
        if section is None or (section.when is not None and not section.when.holds(known)):
            return None
        out: set[str] = set()
        for question in section.fields:
            when = question.when
            if when and (when.question in out if when.section == key else not when.holds(known)):
                out.add(question.key)
        fields = tuple(q for q in section.fields if q.key not in out)
        return replace(section, fields=fields) if fields else None

    def looks_elsewhere(self, key: str) -> bool:
        """Whether answers of other sections decide what the page of this one asks."""
        section = self.section(key)
        return section is not None and bool(
            section.when or any(q.when and q.when.section != key for q in section.fields)
        )

    def sentence(self, condition: Condition | None) -> str:
        """When something is asked, in words; empty without a condition."""
        section = self.section(condition.section) if condition else None
        question = section.question(condition.question) if condition and section else None
        if condition is None or question is None:
            return ""
        labels = dict(question.choices or YES_NO)
        given = _(" of ").join(f"“{labels.get(value, value)}”" for value in condition.values)
        return _("Alleen als u bij “%(question)s” %(answers)s antwoordde.") % {
            "question": question.label,
            "answers": given,
        }

    def section(self, key: str) -> Section | None:
        return next((s for s in self.sections if s.key == key), None)

    def after(self, key: str) -> Section | None:
        """The section that comes next, if any."""
        keys = [s.key for s in self.sections]
        place = keys.index(key) + 1 if key in keys else len(keys)
        return self.sections[place] if place < len(keys) else None

    def groups(self) -> Iterator[tuple[str, list[Section]]]:
        """The sections under their headings, both in order."""
        grouped: dict[str, list[Section]] = {}
        for section in self.sections:
            grouped.setdefault(section.group or section.title, []).append(section)
        yield from grouped.items()


def parse(data: Mapping[str, Any]) -> Definition:
    """The typed form. Raises DefinitionError, naming the place, for data that is no form."""
    if not isinstance(data, Mapping) or not isinstance(data.get("sections"), list) or not data["sections"]:
        raise DefinitionError(_("Een vragenlijst heeft minstens één onderdeel."))
    sections = tuple(_section(item, place) for place, item in enumerate(data["sections"], 1))
    _once([s.key for s in sections], _("onderdelen"))
    checks = tuple(_check(item, place) for place, item in enumerate(data.get("checks", []), 1))
    _once([c.key for c in checks], _("voorafgaande vragen"))
    _check_conditions(sections)
    if label := crosscheck.first_misfit(sections, YES_NO):
        raise DefinitionError(
            _("“%(label)s” wordt vergeleken met wat er niet (meer) is, of niet te vergelijken valt.") % {"label": label}
        )
    return Definition(sections, checks)


def of(form: Any) -> Definition:
    """The definition of a Questionnaire; without a form (imported applications) there are no questions."""
    return _parsed(json.dumps(form.definition)) if form is not None else Definition()


@lru_cache(maxsize=100)
def _parsed(text: str) -> Definition:
    """Parse once what is read again and again: nobody changes a definition that was parsed."""
    return parse(json.loads(text))


def _section(data: Any, place: int) -> Section:
    where = _("Onderdeel %(place)d") % {"place": place}
    if not isinstance(data, Mapping):
        raise DefinitionError(_("%(where)s is geen onderdeel.") % {"where": where})
    key = _key(data, where)
    if key in RESERVED:
        raise DefinitionError(_("%(where)s: de sleutel “%(key)s” is voorbehouden.") % {"where": where, "key": key})
    if not data.get("title"):
        raise DefinitionError(_("%(where)s heeft geen titel.") % {"where": where})
    if not data.get("fields"):
        raise DefinitionError(_("%(where)s heeft geen vragen.") % {"where": where})
    fields = tuple(_question(item, f"{where}, {_('vraag')} {n}") for n, item in enumerate(data["fields"], 1))
    _once([q.key for q in fields], where)
    return Section(
        key=key,
        title=str(data["title"]),
        fields=fields,
        help=str(data.get("help", "")),
        group=str(data.get("group", "")),
        when=_condition(data, where),
    )


def _check(data: Any, place: int) -> Check:
    where = _("Voorafgaande vraag %(place)d") % {"place": place}
    if not isinstance(data, Mapping) or not data.get("question"):
        raise DefinitionError(_("%(where)s heeft geen tekst.") % {"where": where})
    return Check(
        key=_key(data, where),
        question=str(data["question"]),
        help=str(data.get("help", "")),
        advice=str(data.get("advice", "")),
        hard=bool(data.get("hard")),
    )


def _condition(data: Mapping[str, Any], where: str) -> Condition | None:
    written = data.get("when")
    if not written:
        return None
    section, dot, question = str(written.get("question", "") if isinstance(written, Mapping) else "").partition(".")
    values = tuple(str(value) for value in written.get("is", ())) if dot else ()
    if not values:
        raise DefinitionError(_("%(where)s: de voorwaarde noemt geen vraag of geen antwoord.") % {"where": where})
    return Condition(section, question, values)


def _check_conditions(sections: tuple[Section, ...]) -> None:
    """Check that each condition names an earlier question with fixed choices, and only choices of that question."""
    before: dict[tuple[str, str], Question] = {}
    for section in sections:
        _check_condition(section.when, section.title, before)
        for question in section.fields:
            _check_condition(question.when, question.label, before)
            before[section.key, question.key] = question


def _check_condition(condition: Condition | None, where: str, before: Mapping[tuple[str, str], Question]) -> None:
    if condition is None:
        return
    question = before.get((condition.section, condition.question))
    if question is None or question.kind not in CONDITIONAL_ON:
        raise DefinitionError(
            _("“%(where)s”: een voorwaarde kijkt naar een eerdere vraag met vaste antwoorden.") % {"where": where}
        )
    known = dict(question.choices or YES_NO)
    if unknown := [value for value in condition.values if value not in known]:
        raise DefinitionError(
            _("“%(where)s”: het antwoord %(values)s bestaat niet bij die vraag.")
            % {"where": where, "values": ", ".join(unknown)}
        )


def _question(data: Any, where: str) -> Question:
    if not isinstance(data, Mapping):
        raise DefinitionError(_("%(where)s is geen vraag.") % {"where": where})
    if unknown := set(data) - FIELD_NAMES:
        raise DefinitionError(
            _("%(where)s: onbekende eigenschap %(names)s.") % {"where": where, "names": ", ".join(sorted(unknown))}
        )
    key = _key(data, where)
    if not data.get("label"):
        raise DefinitionError(_("%(where)s heeft geen tekst.") % {"where": where})
    if data.get("kind") not in FieldKind.values:
        raise DefinitionError(
            _("%(where)s: de soort “%(kind)s” bestaat niet.") % {"where": where, "kind": data.get("kind")}
        )
    kind = FieldKind(data["kind"])
    choices = _choices(data.get("choices") or (), where)
    if (kind in WITH_CHOICES) != bool(choices):
        raise DefinitionError(_("%(where)s: een keuze heeft antwoorden, een andere vraag niet.") % {"where": where})
    if any(BETWEEN in value for value, _label in choices):
        raise DefinitionError(
            _("%(where)s: een antwoord mag geen %(sign)s bevatten.") % {"where": where, "sign": BETWEEN}
        )
    low, high = data.get("min_length"), data.get("max_length")
    earliest, latest = _day(data, "earliest", where), _day(data, "latest", where)
    for least, most in ((low, high), (data.get("min"), data.get("max")), (earliest, latest)):
        if least is not None and most is not None and least > most:
            raise DefinitionError(_("%(where)s: het minimum is groter dan het maximum.") % {"where": where})
    plain = {name: data[name] for name in ("help", "required", "min", "max", "most") if name in data}
    return Question(
        key=key,
        label=str(data["label"]),
        kind=kind,
        choices=choices,
        min_length=low,
        max_length=high,
        visibility=_visibility(data, where),
        when=_condition(data, where),
        earliest=earliest,
        latest=latest,
        agrees=_agrees(data, where),
        **plain,
    )


def _day(data: Mapping[str, Any], name: str, where: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(data[name]) if data.get(name) else None
    except (TypeError, ValueError):
        raise DefinitionError(_("%(where)s: “%(day)s” is geen dag.") % {"where": where, "day": data[name]}) from None


def _agrees(data: Mapping[str, Any], where: str) -> CrossCheck | None:
    check = crosscheck.read(data.get("agrees"))
    if data.get("agrees") and check is None:
        raise DefinitionError(_("%(where)s: de vergelijking met een ander antwoord is onvolledig.") % {"where": where})
    return check


def _choices(written: Any, where: str) -> tuple[tuple[str, str], ...]:
    """The choices of a question. A value holds no separator, since an answer may have several values."""
    choices = tuple((str(value), str(label)) for value, label in written)
    if any(not value or not label or BETWEEN in value for value, label in choices):
        raise DefinitionError(_("%(where)s: een antwoord heeft een waarde en een tekst.") % {"where": where})
    _once([value for value, _label in choices], where)
    return choices


def _visibility(data: Mapping[str, Any], where: str) -> Visibility:
    default = Visibility.PUBLIC if data.get("public") else Visibility.ASSESSORS
    written = data.get("visibility", default)
    if written not in Visibility.values:
        raise DefinitionError(_("%(where)s: wie het antwoord mag lezen is niet bekend.") % {"where": where})
    return Visibility(written)


def _key(data: Mapping[str, Any], where: str) -> str:
    key = data.get("key")
    if not isinstance(key, str) or not KEY.match(key):
        raise DefinitionError(_("%(where)s heeft geen geldige sleutel.") % {"where": where})
    return key


def _once(keys: list[str], where: str) -> None:
    if double := {key for key in keys if keys.count(key) > 1}:
        raise DefinitionError(
            _("%(where)s: dubbele sleutel %(keys)s.") % {"where": where, "keys": ", ".join(sorted(double))}
        )
