"""The figures for everybody."""

from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone

from pio_portal import formats
from pio_portal.ui.shapes import Figure
from reporting.forms import YEARS_SHOWN
from reporting.indicators.engine import Period, figures
from reporting.indicators.presentation import Section, key_figures, section

KEPT_SECONDS = 300
HOME_FIGURES = ("I01", "I02", "I04", "I06")


def public_sections() -> list[Section]:
    """The last five years as they stand today; counted at most once in five minutes."""
    today = timezone.localdate()
    period = Period(today.year - YEARS_SHOWN + 1, today.year, today)
    kept = f"reporting.public/{today}"
    found = cache.get(kept)
    if found is None:
        found = figures(period, items_too=False)
        cache.set(kept, found, KEPT_SECONDS)
    return [section(each) for each in found]


def public_figures(request):
    """Every indicator with its chart and its table; nothing about single dossiers."""
    sections = public_sections()
    return render(
        request,
        "reporting/public/figures.html",
        {"sections": sections, "figures": key_figures(sections), "today": timezone.localdate()},
    )


def home_block(_request) -> dict | None:
    """The programme in figures, for the home page: nothing before there is anything to count."""
    sections = {each.indicator.code: each for each in public_sections()}
    shown = [
        Figure(value=total(sections[code]), label=sections[code].indicator.title)
        for code in HOME_FIGURES
        if total(sections[code]) not in {"", "0"}
    ]
    return {"figures": shown, "first": sections["I01"].years[0]} if shown else None


def total(each: Section) -> str:
    """The sum over the years that are shown."""
    known = [bar.value for bar in each.bars if bar.value is not None]
    if each.indicator.code == "I06":
        return formats.money_short(sum(known)) if sum(known) else ""
    return formats.number_text(int(sum(known)))
