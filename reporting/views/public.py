"""The figures for everybody."""

from django.core.cache import cache
from django.shortcuts import render
from django.utils import timezone

from reporting.forms import YEARS_SHOWN
from reporting.indicators.engine import Period, figures
from reporting.indicators.presentation import Section, key_figures, section

KEPT_SECONDS = 300


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
