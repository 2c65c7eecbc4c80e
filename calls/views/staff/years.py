"""`/beheer/oproepen/jaren/`: the years of the open call side by side."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.call import years
from pio_portal.ui.shapes import Bar, Crumb


def compare(request: HttpRequest) -> HttpResponse:
    """Figures per year as they are now: bars, a table, and two against three dates in words."""
    now = timezone.now()
    shown = years.years(now)
    this_year = timezone.localdate(now).year
    context = {
        "years": list(reversed(shown)),
        "words": years.in_words(shown),
        "applications": [_bar(one, one.applications, this_year) for one in shown],
        "days": [_bar(one, one.median_days, this_year) for one in shown],
        "most_dates": range(1, max((len(one.dates) for one in shown), default=0) + 1),
        "now": now,
        "crumbs": [Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls")), Crumb(label=_("Jaren vergelijken"))],
    }
    return render(request, "calls/staff/years.html", context)


def _bar(one: years.Year, value: float | None, this_year: int) -> Bar:
    label = _("%(year)d (%(n)d)") % {"year": one.year, "n": len(one.dates)}
    return Bar(label=label, value=None if value is None else round(value, 1), current=one.year == this_year)
