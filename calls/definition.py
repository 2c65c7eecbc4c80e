"""The questions of an application form: read from `FormVersion.definition`, checked, and typed.

A definition is data, so that an application keeps the questions it was begun with and staff can change the next ones.
`parse` is the only reader of that data; forms, task lists, receipts and PDFs work with what it gives.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from calls.enums import FieldKind

KEY = re.compile(r"^[a-z][a-z0-9_]{0,38}$")
RESERVED = frozenset({"basis", "bijlagen", "controle", "ontvangst", "pdf", "verplaatsen", "intrekken"})
MAX_TYPED = 100_000  # characters kept of one answer while it is a draft, whatever the question's own limit

FIELD_NAMES = frozenset(
    {"key", "label", "help", "kind", "required", "max_length", "min_length", "choices", "public", "min", "max"}
)


class DefinitionError(ValueError):
    """The data is no form. The sentence says where and what is wrong."""


@dataclass(frozen=True)
class Question:
    """One field of the form. `public` answers may be published once the application is selected."""

    key: str
    label: str
    kind: FieldKind
    help: str = ""
    required: bool = True
    max_length: int | None = None
    min_length: int | None = None
    choices: tuple[tuple[str, str], ...] = ()
    public: bool = False
    min: int | None = None
    max: int | None = None

    def shown(self, value: Any) -> Any:
        """A stored answer as people read it: the label of a choice, else the value itself."""
        if self.kind in (FieldKind.CHOICE, FieldKind.YES_NO):
            return dict(self.choices or YES_NO).get(value, value)
        return value


YES_NO = (("ja", "Ja"), ("nee", "Nee"))


@dataclass(frozen=True)
class Section:
    """A page of the form: the unit of saving. `group` is the heading under which the task list shows it."""

    key: str
    title: str
    fields: tuple[Question, ...]
    help: str = ""
    group: str = ""

    def question(self, key: str) -> Question | None:
        return next((q for q in self.fields if q.key == key), None)


@dataclass(frozen=True)
class Definition:
    """The whole form, in order."""

    sections: tuple[Section, ...] = field(default_factory=tuple)

    def section(self, key: str) -> Section | None:
        return next((s for s in self.sections if s.key == key), None)

    def after(self, key: str) -> Section | None:
        """The section that comes next, if any."""
        keys = [s.key for s in self.sections]
        place = keys.index(key) + 1
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
    return Definition(sections)


def of(form: Any) -> Definition:
    """The definition of a FormVersion; without a form (imported applications) there are no questions."""
    return parse(form.definition) if form is not None else Definition()


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
    choices = tuple((str(value), str(label)) for value, label in data.get("choices", ()))
    if (kind == FieldKind.CHOICE) != bool(choices):
        raise DefinitionError(_("%(where)s: een keuze heeft antwoorden, een andere vraag niet.") % {"where": where})
    low, high = data.get("min_length"), data.get("max_length")
    if low and high and low > high:
        raise DefinitionError(_("%(where)s: het minimum is groter dan het maximum.") % {"where": where})
    plain = {name: data[name] for name in ("help", "required", "public", "min", "max") if name in data}
    return Question(
        key=key, label=str(data["label"]), kind=kind, choices=choices, min_length=low, max_length=high, **plain
    )


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
