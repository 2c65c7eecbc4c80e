"""Searching the list of CPV codes by words, for everybody who fills one in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page, query_text
from pio_portal.ui.shapes import Crumb
from projects.models import CpvCode

SUGGESTED = 12
PAGE = 50


def cpv(request: HttpRequest) -> HttpResponse:
    """The codes with these words. htmx gets suggestions for the field while somebody types."""
    q = query_text(request, "q") or query_text(request, "cpv")
    rows = CpvCode.objects.matching(q)
    if request.htmx:
        return render(request, "projects/cpv_options.html", {"codes": rows[:SUGGESTED]})
    context = {
        "base": "staff/base.html" if request.user.is_internal else "applicant/base.html",
        "q": q,
        "page": query_page(request, rows, PAGE),
        "crumbs": [Crumb(label=_("CPV-codes"))],
    }
    return render(request, "projects/cpv.html", context)
