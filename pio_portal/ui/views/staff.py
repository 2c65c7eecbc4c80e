from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from pio_portal.addresses import query_text
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.formats import day_text
from pio_portal.ui import attention, registry, searching
from pio_portal.ui.layout import Form
from pio_portal.ui.pages import button, sent
from pio_portal.ui.workflow import snoozing

NEXT_DATES = 8
CHANGES = 8


class SnoozeForm(Form):
    """Which row of Vandaag, and for how many days."""

    kind = forms.CharField(max_length=80)
    url = forms.CharField(max_length=500)
    days = forms.IntegerField()


def today(request: HttpRequest) -> HttpResponse:
    """`/beheer/`: what asks for something today, and nothing else."""
    now, day = arrived_at(request), arrived_on(request)
    known = registry.registered
    later = attention.waiting(request.user, day)
    tasks, tasks_later = attention.apart(registry.found(known.tasks, request.user, now), later)
    signals, signals_later = attention.apart(registry.found(known.signals, request.user, now), later)
    changes = list(reversed(registry.found(known.changes, request.user, now)))
    context = {
        "tasks": attention.grouped(tasks),
        "signals": attention.grouped(signals),
        "put_off": [attention.Row(item) for item in [*tasks_later, *signals_later]],
        "changes": changes[:CHANGES],
        "more_changes": len(changes) > CHANGES,
        "dates": registry.found(known.dates, request.user, registry.Span(begins=now, own=True))[:NEXT_DATES],
        "now": now,
        "today": day,
    }
    return render(request, "ui/staff/today.html", context)


def snooze(request: HttpRequest) -> HttpResponse:
    """Put off one row."""
    return button(
        request,
        form=SnoozeForm(*sent(request)),
        change=snoozing.snooze,
        done=lambda until: _("Uitgesteld tot %(day)s.") % {"day": day_text(until)},
        back="ui:today",
    )


def wake(request: HttpRequest) -> HttpResponse:
    """Take back all that was put off."""
    return button(request, change=snoozing.wake, done=_("Alles staat weer op Vandaag."), back="ui:today")


def search(request: HttpRequest) -> HttpResponse:
    """One search box over everything that this user may see. A reference opens what it is of.

    htmx gets suggestions while somebody types.
    """
    q = query_text(request, "q")
    if request.htmx:
        found = searching.answer(request.user, q, "staff", limit=searching.SUGGESTED)
        return render(request, "ui/staff/suggestions.html", {"answer": found})
    found = searching.answer(request.user, q, "staff")
    if found.exact:
        return redirect(found.exact.url)
    return render(request, "ui/staff/search.html", {"answer": found, "q": q})
