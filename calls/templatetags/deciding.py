"""How what advisers found is written beside a decision."""

from django import template
from django.utils.safestring import SafeString

from calls.assessment.scoring import Scoreboard
from calls.selection import tables

register = template.Library()


@register.simple_tag
def score_bar(board: Scoreboard) -> SafeString:
    """The total out of 5 as a bar, with the lowest and the highest adviser."""
    return tables.score_bar(board)


@register.filter
def split(board: Scoreboard) -> str:
    """`2× Selecteren, 1× Twijfel`."""
    return ", ".join(f"{number}× {label}" for number, label in tables.split_of(board))
