"""What was typed, and whether it is an answer: one place, for the forms, the saving and the submitting alike.

Answers are kept as text in one way of writing: a date as 2026-09-01, an amount as 360000.00. What is no answer (yet) is
kept as it was typed, so that nothing is ever lost; it is only refused when the application is submitted.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from calls.definition import MAX_TYPED, YES_NO, Definition, Question, Section
from calls.enums import FieldKind
from pio_portal.ui.formats import number_text
from pio_portal.ui.forms import plain_amount

Values = Mapping[str, str]
LONGEST_SHORT_TEXT = 250
CENTS = Decimal("0.01")
MOST = Decimal(10) ** 12
KEPT_CONTROLS = "\n\t"


class NotAnAnswer(ValueError):  # noqa: N818 - it is a sentence for the user
    """What was typed does not answer the question; the text says how to put it right."""


@dataclass(frozen=True)
class Fault:
    """Something that keeps an application from being submitted."""

    section: Section
    question: Question
    sentence: str


def tidy(text: Any) -> str:
    """What was typed, without what no database keeps: control characters, and spaces around it."""
    plain = str(text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in plain if c in KEPT_CONTROLS or c.isprintable() or c in "\u200d\u00a0\u202f\u2009").strip()


def read(question: Question, typed: Any) -> str:
    """The answer in its one way of writing; empty stays empty. Raises NotAnAnswer."""
    text = tidy(typed)
    if not text:
        return ""
    if len(text) > MAX_TYPED:
        raise NotAnAnswer(_("Deze tekst is te lang om te bewaren. Voeg hem toe als bijlage."))
    return READERS[question.kind](question, text)


def keep(question: Question, typed: Any) -> str:
    """What to store of it: the answer, or what was typed when that is no answer (yet)."""
    try:
        return read(question, typed)
    except NotAnAnswer:
        return tidy(typed)[:MAX_TYPED]


def fault_of(question: Question, stored: str) -> str:
    """Why this stored answer cannot be submitted; empty when it can."""
    if not stored:
        return (_("Geef een antwoord op “%(label)s”.") % {"label": question.label}) if question.required else ""
    try:
        read(question, stored)
    except NotAnAnswer as error:
        return str(error)
    return ""


def faults(definition: Definition, values: Mapping[str, Values]) -> list[Fault]:
    """Everything that is missing or wrong, in the order of the form. `values` are the answers per section."""
    return [
        Fault(section, question, sentence)
        for section in definition.sections
        for question in section.fields
        if (sentence := fault_of(question, values.get(section.key, {}).get(question.key, "")))
    ]


def state_of(section: Section, values: Values) -> str:
    """How far a section is: `todo` (nothing answered), `busy`, or `done` (it could be submitted)."""
    if not any(values.get(q.key) for q in section.fields):
        return "todo"
    return "busy" if any(fault_of(q, values.get(q.key, "")) for q in section.fields) else "done"


def _text(question: Question, text: str) -> str:
    limit = question.max_length or (LONGEST_SHORT_TEXT if question.kind == FieldKind.TEXT else None)
    if limit and len(text) > limit:
        raise NotAnAnswer(
            _("Gebruik hoogstens %(limit)s tekens. U hebt er nu %(now)s.")
            % {"limit": number_text(limit), "now": number_text(len(text))}
        )
    if question.min_length and len(text) < question.min_length:
        raise NotAnAnswer(
            _("Gebruik minstens %(limit)s tekens. U hebt er nu %(now)s.")
            % {"limit": number_text(question.min_length), "now": number_text(len(text))}
        )
    return " ".join(text.split()) if question.kind == FieldKind.TEXT else text


def _number(question: Question, text: str) -> str:
    return f"{_within(question, _decimal(text, _('Schrijf een getal in cijfers, bijvoorbeeld 12,5.'))).normalize():f}"


def _money(question: Question, text: str) -> str:
    amount = _decimal(text, _("Schrijf het bedrag in cijfers, bijvoorbeeld 1.234,50."))
    if amount < 0:
        raise NotAnAnswer(_("Schrijf een bedrag dat niet onder nul ligt."))
    return f"{_within(question, amount).quantize(CENTS):f}"


def _decimal(text: str, sentence: str) -> Decimal:
    try:
        number = Decimal(plain_amount(text))
    except InvalidOperation:
        raise NotAnAnswer(sentence) from None
    if not number.is_finite() or abs(number) >= MOST:
        raise NotAnAnswer(sentence)
    return number


def _within(question: Question, number: Decimal) -> Decimal:
    if question.min is not None and number < question.min:
        raise NotAnAnswer(_("Vul minstens %(limit)s in.") % {"limit": number_text(question.min)})
    if question.max is not None and number > question.max:
        raise NotAnAnswer(_("Vul hoogstens %(limit)s in.") % {"limit": number_text(question.max)})
    return number


def _date(_question: Question, text: str) -> str:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            day = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        return day.isoformat()
    raise NotAnAnswer(_("Schrijf een bestaande datum, bijvoorbeeld 31/12/2026."))


def _choice(question: Question, text: str) -> str:
    if text not in dict(question.choices or YES_NO):
        raise NotAnAnswer(_("Kies een van de antwoorden uit de lijst."))
    return text


READERS = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _text,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.DATE: _date,
    FieldKind.CHOICE: _choice,
    FieldKind.YES_NO: _choice,
}
