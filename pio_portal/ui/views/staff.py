from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.ui import registry, searching

NEXT_DATES = 8


def today(request: HttpRequest) -> HttpResponse:
    """`/beheer/`: what asks for something today, and nothing else."""
    now = arrived_at(request)
    known = registry.registered
    context = {
        "tasks": registry.found(known.tasks, request.user, now),
        "signals": registry.found(known.signals, request.user, now),
        "dates": registry.found(known.dates, request.user, now)[:NEXT_DATES],
        "now": now,
        "today": arrived_on(request),
    }
    return render(request, "ui/staff/today.html", context)


def search(request: HttpRequest) -> HttpResponse:
    """One search box over everything that this user may see."""
    return render(request, "ui/staff/search.html", searching.answer(request, "staff"))
