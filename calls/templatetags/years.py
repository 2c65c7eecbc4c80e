"""How the figures that compare years are written; unknown is a question mark."""

from django import template

from pio_portal.formats import number_text

register = template.Library()
UNKNOWN = "?"


@register.filter
def tenth(value: float | None) -> str:
    """`41,5`; whole numbers without a comma."""
    if value is None:
        return UNKNOWN
    rounded = round(value, 1)
    return number_text(int(rounded) if rounded == int(rounded) else rounded)


@register.filter
def share(value: float | None) -> str:
    """`42 %`."""
    return UNKNOWN if value is None else f"{number_text(round(value * 100))} %"
