"""How an answer of an application form is written on pages and in PDFs."""

import datetime as dt
from decimal import Decimal, InvalidOperation

from django import template

from calls.enums import FieldKind
from pio_portal.ui import formats

register = template.Library()


@register.simple_tag
def answer_text(kind: str, value: str) -> str:
    """A stored answer as people read it. What is no date or amount (a draft) is shown as it was typed."""
    try:
        match kind:
            case FieldKind.DATE:
                return formats.day_text(dt.date.fromisoformat(value), long=True)
            case FieldKind.MONEY:
                return formats.money_text(Decimal(value))
            case FieldKind.NUMBER:
                return formats.number_text(Decimal(value))
    except (ValueError, InvalidOperation):
        return value
    return value
