"""The figures for everybody."""

import datetime as dt

from django.core.cache import cache
from django.shortcuts import render

from pio_portal.arrival import arrived_on
from reporting.forms import YEARS_SHOWN
from reporting.indicators.engine import Period, figures
from reporting.indicators.presentation import Section, key_figures, section

KEPT_SECONDS = 300


def public_sections(today: dt.date) -> list[Section]:
    """The last five years as they stand today; counted at most once in five minutes."""
    period = Period(today.year - YEARS_SHOWN + 1, today.year, today)
    kept = f"reporting.public/{today}"
    counted = cache.get(kept)
    if counted is None:
        counted = figures(period, items_too=False)
        cache.set(kept, counted, KEPT_SECONDS)
    return [section(each, as_of=today) for each in counted]


def public_figures(request):
    """Every indicator with its chart and its table; nothing about single dossiers."""
    today = arrived_on(request)
    sections = public_sections(today)
    context = {"sections": sections, "figures": key_figures(sections), "today": today}
    return render(request, "reporting/public/figures.html", context)
