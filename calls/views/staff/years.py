"""`/beheer/oproepen/jaren/`: the years of the open call side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from calls.call import years
from calls.views.staff.crumbs import calls_crumb
from pio_portal.arrival import arrived_at, arrived_on
from pio_portal.ui.shapes import Bar, Crumb


def compare(request: HttpRequest) -> HttpResponse:
    """Figures per year as they are now: bars, a table, and two against three dates in words."""
    now = arrived_at(request)
    shown = years.years(now)
    this_year = arrived_on(request).year
    context = {
        "years": list(reversed(shown)),
        "words": years.in_words(shown),
        "applications": [_bar(one, one.applications, this_year) for one in shown],
        "days": [_bar(one, one.median_days, this_year) for one in shown],
        "most_dates": range(1, max((len(one.dates) for one in shown), default=0) + 1),
        "now": now,
        "crumbs": [calls_crumb(), Crumb(label=_("Jaren vergelijken"))],
    }
    return render(request, "calls/staff/years.html", context)


def _bar(one: years.Year, value: float | None, this_year: int) -> Bar:
    label = _("%(year)d (%(n)d)") % {"year": one.year, "n": len(one.dates)}
    return Bar(label=label, value=None if value is None else round(value, 1), current=one.year == this_year)
