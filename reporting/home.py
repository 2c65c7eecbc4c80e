"""The programme in figures, on the public home page."""

from pio_portal import formats
from pio_portal.arrival import arrived_on
from pio_portal.ui.registry import register_home_block
from pio_portal.ui.shapes import Figure
from reporting.indicators.presentation import Section
from reporting.views.public import public_sections

SHOWN = ("I01", "I02", "I04", "I06")


@register_home_block("reporting.figures", template="reporting/public/home_block.html", order=80)
def figures(request) -> dict | None:
    """The programme in figures, for the home page: nothing before there is anything to count."""
    sections = {each.indicator.code: each for each in public_sections(arrived_on(request))}
    shown = [
        Figure(value=total(sections[code]), label=sections[code].indicator.title)
        for code in SHOWN
        if total(sections[code]) not in {"", "0"}
    ]
    return {"figures": shown, "first": sections["I01"].years[0]} if shown else None


def total(each: Section) -> str:
    """The sum over the years that are shown."""
    known = [bar.value for bar in each.bars if bar.value is not None]
    if each.indicator.code == "I06":
        return formats.money_short(sum(known)) if sum(known) else ""
    return formats.number_text(int(sum(known)))
