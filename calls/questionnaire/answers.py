"""What was typed, and whether it is an answer: one place, for the forms, the saving and the submitting alike.

Answers are kept as text in one way of writing: a date as 2026-09-01, an amount as 360000.00, several choices or files
with `question.BETWEEN` between them, a table of costs as `calls.costs` writes it. What is no answer (yet) is kept as
it was typed, so that nothing is ever lost; it is only refused when the application is submitted.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls.enums import FieldKind
from calls.questionnaire import contacts, costs, crosscheck
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import BETWEEN, MAX_TYPED, YES_NO, Question, Section
from pio_portal import reading
from pio_portal.formats import day_text, number_text
from pio_portal.organisations.identifiers import clean_kbo
from pio_portal.text import one_line, tidy

NotAnAnswer = reading.Misread  # what was typed does not answer the question; the text says how to put it right
Values = Mapping[str, str]
LONGEST_SHORT_TEXT = 250
MOST_FILES = 3  # for one question, when it does not say
SHOWN_FAULTS = 3  # of the rows of one table
SEVERAL = (FieldKind.MULTIPLE, FieldKind.FILE)
THOUSANDS = 3  # so many decimals would be read as thousands


@dataclass(frozen=True)
class Fault:
    """Something that keeps an application from being submitted."""

    section: Section
    question: Question
    sentence: str
    missing: bool  # there is no answer at all


def read(question: Question, typed: Any) -> str:
    """The answer in its one way of writing; empty stays empty. Raises NotAnAnswer."""
    if question.kind == FieldKind.COSTS:
        return _costs(question, costs.rows_of(typed))
    text = _plain(question, typed)
    if not text:
        return ""
    if len(text) > MAX_TYPED:
        raise NotAnAnswer(_too_long())
    return READERS[question.kind](question, text)


def keep(question: Question, typed: Any) -> str:
    """What to store of it: the answer, or what was typed when that is no answer (yet)."""
    try:
        return read(question, typed)
    except NotAnAnswer:
        if question.kind == FieldKind.COSTS:
            return costs.as_text(costs.cut([_kept_cost(row) for row in costs.rows_of(typed)], MAX_TYPED))
        return _plain(question, typed)[:MAX_TYPED].strip()


def keep_all(section: Section, typed: Mapping[str, Any]) -> dict[str, str]:
    """What to store of a section; only of the questions that were typed in."""
    return {q.key: keep(q, typed[q.key]) for q in section.fields if q.key in typed}


def fault_of(question: Question, stored: str) -> str:
    """Why this stored answer cannot be submitted; empty when it can."""
    if not stored:
        return _missing(question) if question.required else ""
    try:
        read(question, stored)
    except NotAnAnswer as error:
        return str(error)
    return ""


def faults(definition: Definition, values: Mapping[str, Values]) -> list[Fault]:
    """Everything that is missing or wrong, in the order of the form. `values` are the answers per section.

    What the conditions of the form leave out is neither missing nor wrong.
    """
    found, asked = [], definition.asked(values)
    disagree = {(one.section.key, one.question.key): one for one in _disagreeing(asked, values, dt.date.max, hard=True)}
    for section, question in asked.questions():
        stored = values.get(section.key, {}).get(question.key, "")
        if sentence := fault_of(question, stored):
            found.append(Fault(section, question, sentence, missing=not stored))
        elif fault := disagree.get((section.key, question.key)):
            found.append(fault)
    return found


def doubts(definition: Definition, values: Mapping[str, Values], on: dt.date) -> list[Fault]:
    """What can be submitted, but is asked about first: answers that do not agree. `on` is today."""
    return list(_disagreeing(definition.asked(values), values, on, hard=False))


def _disagreeing(asked: Definition, values: Mapping[str, Values], on: dt.date, *, hard: bool) -> Iterator[Fault]:
    """The cross-checks that do not hold. Of an answer that is missing or wrong nothing more is said."""

    def given(section: Section, question: Question) -> tuple[FieldKind, str] | None:
        stored = values.get(section.key, {}).get(question.key, "")
        return (question.kind, stored) if stored and not fault_of(question, stored) else None

    places = {f"{section.key}.{question.key}": (section, question) for section, question in asked.questions()}
    for section, question in places.values():
        check = question.agrees
        if check is None or check.hard != hard or (mine := given(section, question)) is None:
            continue
        other = given(*places[check.place]) if check.place in places else None
        if not crosscheck.holds(check, mine, other, on):
            yield Fault(section, question, check.sentence, missing=False)


def state_of(section: Section, values: Values) -> str:
    """How far a section is: `todo` (nothing answered), `busy`, or `done` (it could be submitted).

    `section` has the questions that are asked (`Definition.asked`): an answer that a condition hides does not count.
    """
    if not any(values.get(q.key) for q in section.fields):
        return "todo"
    return "busy" if any(fault_of(q, values.get(q.key, "")) for q in section.fields) else "done"


def split(value: str) -> list[str]:
    """The values of an answer that may have several."""
    return [one for one in value.split(BETWEEN) if one]


def file_ids(value: str) -> list[str]:
    """The documents of an answer that is files; text that names none gives none."""
    try:
        return [str(uuid.UUID(one)) for one in split(value)]
    except ValueError:
        return []


def most_files(question: Question) -> int:
    """How many files a question takes."""
    return question.most or MOST_FILES


def _plain(question: Question, typed: Any) -> str:
    text = tidy(typed)
    return BETWEEN.join(dict.fromkeys(split(text))) if question.kind in SEVERAL else text


def _missing(question: Question) -> str:
    label = {"label": question.label}
    match question.kind:
        case FieldKind.MULTIPLE:
            return _("Kies minstens één antwoord bij “%(label)s”.") % label
        case FieldKind.COSTS:
            return _("Vul minstens één rij in bij “%(label)s”.") % label
        case FieldKind.FILE:
            return _("Voeg minstens één bestand toe bij “%(label)s”.") % label
    return _("Geef een antwoord op “%(label)s”.") % label


def _too_long() -> str:
    return _("Deze tekst is te lang om te bewaren. Voeg hem toe als bijlage.")


def _text(question: Question, text: str) -> str:
    text = one_line(text) if question.kind == FieldKind.TEXT else text
    limit = question.max_length or (LONGEST_SHORT_TEXT if question.kind == FieldKind.TEXT else None)
    if limit and len(text) > limit:
        raise NotAnAnswer(_no_more_than(limit, text))
    if question.min_length and len(text) < question.min_length:
        raise NotAnAnswer(
            _("Gebruik minstens %(limit)s tekens. U hebt er nu %(now)s.")
            % {"limit": number_text(question.min_length), "now": number_text(len(text))}
        )
    return text


def _no_more_than(limit: int, text: str) -> str:
    return _("Gebruik hoogstens %(limit)s tekens. U hebt er nu %(now)s.") % {
        "limit": number_text(limit),
        "now": number_text(len(text)),
    }


def _number(question: Question, text: str) -> str:
    number = _within(question, reading.read_number(text))
    plain = f"{number.normalize():f}"
    return f"{plain}0" if len(plain.partition(".")[2]) == THOUSANDS else plain


def _money(question: Question, text: str) -> str:
    return f"{_within(question, amount(text)):f}"


def amount(text: str) -> Decimal:
    """An amount in euro as it was typed. Raises NotAnAnswer."""
    return reading.read_amount(text)


def _within(question: Question, number: Decimal) -> Decimal:
    if question.min is not None and number < question.min:
        raise NotAnAnswer(_("Vul minstens %(limit)s in.") % {"limit": number_text(question.min)})
    if question.max is not None and number > question.max:
        raise NotAnAnswer(_("Vul hoogstens %(limit)s in.") % {"limit": number_text(question.max)})
    return number


def _date(question: Question, text: str) -> str:
    day = reading.read_day(text)
    if question.earliest and day < question.earliest:
        raise NotAnAnswer(_("Kies %(day)s of een latere dag.") % {"day": day_text(question.earliest, long=True)})
    if question.latest and day > question.latest:
        raise NotAnAnswer(_("Kies %(day)s of een vroegere dag.") % {"day": day_text(question.latest, long=True)})
    return day.isoformat()


def _choice(question: Question, text: str) -> str:
    if text not in dict(question.choices or YES_NO):
        raise NotAnAnswer(_("Kies een van de antwoorden uit de lijst."))
    return text


def _multiple(question: Question, text: str) -> str:
    chosen = split(text)
    if set(chosen) - {value for value, _label in question.choices}:
        raise NotAnAnswer(_("Kies alleen antwoorden uit de lijst."))
    return BETWEEN.join(value for value, _label in question.choices if value in chosen)


def _organisation(_question: Question, text: str) -> str:
    try:
        return clean_kbo(text)
    except ValidationError as error:
        raise NotAnAnswer(error.messages[0]) from error


def _files(question: Question, text: str) -> str:
    try:
        known = list(dict.fromkeys(str(uuid.UUID(one)) for one in split(text)))
    except ValueError:
        raise NotAnAnswer(_("Voeg het bestand opnieuw toe.")) from None
    if len(known) > most_files(question):
        raise NotAnAnswer(_("Bij deze vraag kunt u hoogstens %(n)d bestanden toevoegen.") % {"n": most_files(question)})
    return BETWEEN.join(known)


def _costs(question: Question, rows: list[costs.Row]) -> str:
    if costs.length(rows) > MAX_TYPED:
        raise NotAnAnswer(_too_long())
    read_rows, wrong = [], []
    for number, row in enumerate(rows, 1):
        if row.is_empty:
            continue
        try:
            read_rows.append(_cost(row))
        except NotAnAnswer as error:
            wrong.append(_("Rij %(n)d: %(sentence)s") % {"n": number, "sentence": str(error)})
    if wrong:
        raise NotAnAnswer(" ".join(wrong[:SHOWN_FAULTS]))
    most = question.most or costs.MOST
    if len(read_rows) > most:
        raise NotAnAnswer(_("Gebruik hoogstens %(n)d rijen. Voeg kleine kosten samen.") % {"n": most})
    if read_rows:
        _within(question, costs.total(read_rows))
    return costs.as_text(read_rows)


def _cost(row: costs.Row) -> costs.Row:
    if not row.post:
        raise NotAnAnswer(_("Schrijf waarvoor dit bedrag dient."))
    if len(row.post) > LONGEST_SHORT_TEXT:
        raise NotAnAnswer(_no_more_than(LONGEST_SHORT_TEXT, row.post))
    return costs.Row(row.post, f"{amount(row.amount):f}")


def _kept_cost(row: costs.Row) -> costs.Row:
    try:
        return costs.Row(row.post, f"{amount(row.amount):f}")
    except NotAnAnswer:
        return row


READERS = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _choice,
    FieldKind.MULTIPLE: _multiple,
    FieldKind.EMAIL: lambda _question, text: contacts.read_email(text),
    FieldKind.PHONE: lambda _question, text: contacts.read_phone(text),
    FieldKind.WEBSITE: lambda _question, text: contacts.read_website(text),
    FieldKind.ORGANISATION: _organisation,
    FieldKind.FILE: _files,
}
