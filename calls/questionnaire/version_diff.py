"""What differs between two versions of a form, as people see it: added, taken away, changed and moved questions."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.questionnaire.carry_over import Place, sources
from calls.questionnaire.crosscheck import TODAY, CrossCheck
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import Condition, Question, Section
from pio_portal.formats import day_text, number_text

PROPERTIES = (
    ("label", gettext_lazy("Vraag")),
    ("kind", gettext_lazy("Soort")),
    ("help", gettext_lazy("Toelichting")),
    ("required", gettext_lazy("Verplicht")),
    ("choices", gettext_lazy("Antwoorden")),
    ("min_length", gettext_lazy("Minstens, in tekens")),
    ("max_length", gettext_lazy("Hoogstens, in tekens")),
    ("min", gettext_lazy("Minstens")),
    ("max", gettext_lazy("Hoogstens")),
    ("earliest", gettext_lazy("Niet vroeger dan")),
    ("latest", gettext_lazy("Niet later dan")),
    ("most", gettext_lazy("Hoogste aantal")),
    ("agrees", gettext_lazy("Moet kloppen met")),
    ("visibility", gettext_lazy("Wie leest het antwoord")),
    ("when", gettext_lazy("Voorwaarde")),
)


@dataclass(frozen=True)
class Change:
    """One property that reads differently."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedQuestion:
    """A question that stands in both, with what differs."""

    section: Section
    question: Question
    changes: list[Change]


@dataclass(frozen=True)
class Difference:
    """All that differs. A question that only moved within its section counts as the same."""

    added: list[tuple[Section, Question]] = field(default_factory=list)
    removed: list[tuple[Section, Question]] = field(default_factory=list)
    changed: list[ChangedQuestion] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.added or self.removed or self.changed or self.sections or self.checks)

    @property
    def count(self) -> int:
        return sum(map(len, (self.added, self.removed, self.changed, self.sections, self.checks)))


def compare(old: Definition, new: Definition) -> Difference:
    """What the new version asks differently. Questions are matched as in `calls.questionnaire.carry_over`."""
    came_from = sources(old, new)
    before = {Place(s.key, q.key): (s, q) for s, q in old.questions()}
    added, changed = [], []
    for section, question in new.questions():
        source = came_from.get(Place(section.key, question.key))
        if source is None:
            added.append((section, question))
        elif changes := _changes(before[source], (section, question), old, new):
            changed.append(ChangedQuestion(section, question, changes))
    kept = set(came_from.values())
    removed = [pair for place, pair in before.items() if place not in kept]
    return Difference(added, removed, changed, _section_changes(old, new), _check_changes(old, new))


def property_text(value: Any, name: str, form: Definition) -> str:
    """A property of a question as people read it."""
    if value is None or value in ("", ()):
        return _("geen")
    if name == "choices":
        return ", ".join(label for _value, label in value)
    writers: dict[type, Callable[[], str]] = {
        bool: lambda: _("ja") if value else _("nee"),
        Condition: lambda: condition_text(value, form),
        CrossCheck: lambda: crosscheck_text(value, form),
        dt.date: lambda: day_text(value),
        int: lambda: number_text(value),
    }
    return writers.get(type(value), lambda: str(getattr(value, "label", value)))()


def condition_text(condition: Condition, form: Definition) -> str:
    """`alleen als “Is er al een budget?” “Nee” is`."""
    section = form.section(condition.section)
    question = section.question(condition.question) if section else None
    label = question.label if question else condition.question
    labels = dict(question.choices or (("ja", _("Ja")), ("nee", _("Nee")))) if question else {}
    answers = [labels.get(value, value) for value in condition.values]
    return _("alleen bij “%(answers)s” op de vraag “%(question)s”") % {
        "answers": f"” {_('of')} “".join(answers),
        "question": label,
    }


def crosscheck_text(check: CrossCheck, form: Definition) -> str:
    """`is hoogstens “Geraamde kost”`."""
    section, _dot, key = check.place.partition(".")
    found = form.section(section)
    question = found.question(key) if found else None
    other = _("vandaag") if check.against == TODAY else f"“{question.label if question else check.against}”"
    return f"{check.how.label} {other}"


def _changes(
    was: tuple[Section, Question], now: tuple[Section, Question], old: Definition, new: Definition
) -> list[Change]:
    changes = [
        Change(str(label), property_text(before, name, old), property_text(after, name, new))
        for name, label in PROPERTIES
        if (before := getattr(was[1], name)) != (after := getattr(now[1], name))
    ]
    if was[0].key != now[0].key:
        changes.append(Change(_("Onderdeel"), was[0].title, now[0].title))
    return changes


def _section_changes(old: Definition, new: Definition) -> list[str]:
    """Sentences about the sections themselves."""
    sentences = [
        _("Onderdeel “%(title)s” is nieuw.") % {"title": section.title}
        for section in new.sections
        if old.section(section.key) is None
    ]
    for section in old.sections:
        now = new.section(section.key)
        if now is None:
            sentences.append(_("Onderdeel “%(title)s” is weg.") % {"title": section.title})
        elif (now.title, now.help, now.group, now.when) != (section.title, section.help, section.group, section.when):
            sentences.append(
                _("Onderdeel “%(title)s” heeft een andere kop, uitleg of voorwaarde.") % {"title": now.title}
            )
    order = [s.key for s in old.sections if new.section(s.key)]
    if order != [s.key for s in new.sections if old.section(s.key)]:
        sentences.append(_("De onderdelen staan in een andere volgorde."))
    return sentences


def _check_changes(old: Definition, new: Definition) -> list[str]:
    """Sentences about the questions before the form."""
    before, after = {c.key: c for c in old.checks}, {c.key: c for c in new.checks}
    sentences = [_("“%(q)s” is nieuw.") % {"q": c.question} for key, c in after.items() if key not in before]
    sentences += [_("“%(q)s” is weg.") % {"q": c.question} for key, c in before.items() if key not in after]
    sentences += [_("“%(q)s” is gewijzigd.") % {"q": c.question} for key, c in after.items() if before.get(key, c) != c]
    return sentences
