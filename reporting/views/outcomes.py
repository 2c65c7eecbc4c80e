"""What became of the solutions, and how clients found the guidance: figures per year with what is behind them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.addresses import query_page, query_year
from pio_portal.arrival import arrived_on
from pio_portal.ui.shapes import Crumb
from projects.models import Project
from reporting.forms import PeriodForm
from reporting.indicators.engine import Period
from reporting.outcomes import adopters_known, answers_of, judgements, remarks_of, statements, uptake_by_year

PAGE, MOST = 50, 200


def uptake(request: HttpRequest) -> HttpResponse:
    """Who uses what was delivered, and who took it over."""
    form, period, year = _asked(request)
    context = {"form": form, "period": period, "year": year, "crumbs": _crumbs(_("Gebruik na oplevering"))}
    if period:
        seen = Project.objects.visible_to(request.user)
        answers = answers_of(year, as_of=period.as_of).filter(project__in=seen)
        adopters = adopters_known(period.as_of).filter(since_on__year=year, project__in=seen)
        context |= {
            "years": uptake_by_year(period.years, as_of=period.as_of),
            "page": query_page(request, answers, PAGE),
            "adopters": adopters.select_related("project")[:MOST],
        }
    return render(request, "reporting/staff/uptake.html", context)


def guidance(request: HttpRequest) -> HttpResponse:
    """How clients found the guidance, never of fewer than five together; the remarks for who may read them."""
    form, period, year = _asked(request)
    may_read = request.user.has_perm("reporting.read_remarks")
    context = {"form": form, "period": period, "year": year, "crumbs": _crumbs(_("Oordeel van klanten"))}
    if period:
        context |= {
            "years": judgements(period.years, as_of=period.as_of),
            "statements": statements(),
            "may_read": may_read,
            "remarks": remarks_of(year, as_of=period.as_of) if may_read else [],
        }
    return render(request, "reporting/staff/guidance.html", context)


def _asked(request: HttpRequest) -> tuple[PeriodForm, Period | None, int]:
    """The years of the query string, and the one of which the rows are shown."""
    form = PeriodForm.of(request.GET, today=arrived_on(request))
    period, year = form.period, query_year(request, "jaar")
    if period and year not in period.years:
        year = period.last
    return form, period, year or arrived_on(request).year


def _crumbs(title: str) -> list[Crumb]:
    return [Crumb(label=_("Rapporten"), url=reverse("reporting:overview")), Crumb(label=title)]
