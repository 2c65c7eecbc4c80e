"""How an answer of an application form is written on pages and in PDFs."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from calls.application.revision_diff import Piece
from calls.enums import FieldKind
from calls.questionnaire import costs
from calls.questionnaire.definition import Definition
from calls.questionnaire.question import Condition
from pio_portal import formats
from pio_portal.organisations.identifiers import format_kbo
from pio_portal.ui.templatetags.pio import plain

register = template.Library()
KBO_DIGITS = 10


@register.simple_tag
def answer_text(kind: str, value: str) -> str:
    """A stored answer as people read it: text, a list of choices, a table of costs with its total.

    What is no date or amount (a draft) is shown as it was typed.
    """
    write = WRITERS.get(kind)
    try:
        return write(value) if write else value
    except (ValueError, InvalidOperation):
        return value


@register.simple_tag(takes_context=True)
def when_sentence(context: template.Context, condition: Condition) -> str:
    """When a question or a section is asked, in words; the page has all `sections` of the form."""
    return Definition(tuple(context["sections"])).sentence(condition)


@register.simple_tag
def answer_block(
    answer: Mapping[str, Any], files: Mapping[str, Any] | None = None, *, paper: bool = False
) -> SafeString:
    """An answer of `content_of` as a block. `files` are the documents that can be opened; on paper nothing can be."""
    kind, shown = answer["kind"], answer["shown"]
    if not shown:
        return format_html('<p class="soft">{}</p>', _("Niet ingevuld"))
    if kind == FieldKind.FILE:
        return _files(answer["files"], files or {}, paper=paper)
    text = answer_text(kind, shown)
    if isinstance(text, SafeString):
        return text
    return format_html('<p class="answer">{}</p>', text) if paper else plain(text)


@register.simple_tag
def marked_text(pieces: Sequence[Piece]) -> SafeString:
    """One side of a comparison: what was taken out and put in stands out, also for who listens."""
    if not pieces:
        return format_html('<p class="side-text"><span class="soft small">{}</span></p>', _("(stond er niet)"))
    aloud = {"removed": ("del", _("verwijderd:")), "added": ("ins", _("toegevoegd:"))}
    hidden = '<span class="visually-hidden">{}</span>'
    marked = "<{0}>" + hidden.format("{1} ") + "{2}" + hidden.format(" {3} ") + "</{0}>"
    texts = (
        format_html(marked, *aloud[piece.mark], piece.text, _("einde")) if piece.mark else piece.text
        for piece in pieces
    )
    return format_html('<p class="side-text">{}</p>', format_html_join("", "{}", ((text,) for text in texts)))


def _list(labels: list[str]) -> SafeString:
    return format_html(
        '<ul class="answer-list">{}</ul>', format_html_join("", "<li>{}</li>", ((label,) for label in labels))
    )


def _table(rows: list[costs.Row]) -> SafeString:
    lines = format_html_join(
        "", '<tr><td>{}</td><td class="num">{}</td></tr>', ((row.post, amount_text(row)) for row in rows)
    )
    return format_html(
        '<table class="costs"><thead><tr><th scope="col">{}</th><th scope="col" class="num">{}</th></tr></thead>'
        '<tbody>{}</tbody><tfoot><tr><th scope="row">{}</th><td class="num">{}</td></tr></tfoot></table>',
        _("Post"),
        _("Bedrag"),
        lines,
        _("Totaal"),
        formats.money_text(costs.total(rows)),
    )


def amount_text(row: costs.Row) -> str:
    """The amount of a row of costs; what is no amount (a draft) as it was typed."""
    amount = costs.amount_of(row)
    return row.amount if amount is None else formats.money_text(amount)


def _files(frozen: list[Mapping[str, Any]], known: Mapping[str, Any], *, paper: bool) -> SafeString:
    rows = [(known.get(file["document"]), file) for file in frozen]
    return SafeString(render_to_string("calls/answer_files.html", {"rows": rows, "paper": paper}).strip())


def _kbo(value: str) -> str:
    return format_kbo(value) if len(value) == KBO_DIGITS and value.isdigit() else value


WRITERS: dict[str, Callable[[str], str]] = {
    FieldKind.DATE: lambda value: formats.day_text(dt.date.fromisoformat(value), long=True),
    FieldKind.MONEY: lambda value: formats.money_text(Decimal(value)),
    FieldKind.NUMBER: lambda value: formats.number_text(Decimal(value).normalize()),
    FieldKind.ORGANISATION: _kbo,
    FieldKind.MULTIPLE: lambda value: _list(value.splitlines()),
    FieldKind.COSTS: lambda value: _table(costs.rows_of(value)),
}
