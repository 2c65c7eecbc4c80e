"""The figures for the people of the programme, what is behind them, and the reports."""

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calls.models import Application
from pio_portal.addresses import query_choice, query_page, query_text, query_year
from pio_portal.arrival import arrived_on
from pio_portal.documents.models import Document
from pio_portal.formats import number_text
from pio_portal.organisations.enums import OrganisationType
from pio_portal.ui.pages import button, sent
from pio_portal.ui.shapes import Crumb, Figure
from projects.enums import Procedure
from reporting import workflow
from reporting.enums import ReportStatus
from reporting.forms import PeriodForm, ReportForm, TargetForm
from reporting.indicators.definitions import BY_CODE, DIMENSIONS, Indicator
from reporting.indicators.engine import Period, count_rows, drill_down, figure, figures, split_by
from reporting.indicators.output import as_csv, as_json
from reporting.indicators.presentation import dossier_url, key_figures, section
from reporting.models import Report, Target
from reporting.outcomes import adopters_known

PAGE = 50
UNKNOWN_VALUE = "-"
NAMES = {"organisation_type": OrganisationType, "procedure": Procedure}
REPORTS_SHOWN = 10


def overview(request):
    """Every indicator over the chosen years."""
    form = PeriodForm.of(request.GET, today=arrived_on(request))
    period = form.period
    context = {"form": form, "period": period}
    if period:
        targets = {each.indicator: each.value for each in Target.objects.filter(year=period.last)}
        query = urlencode(form.cleaned_data)
        sections = [
            section(each, target=targets.get(each["code"]), as_of=period.as_of)
            for each in figures(period, items_too=False)
        ]
        adopters = Figure(
            value=number_text(adopters_known(period.as_of).filter(since_on__year=period.last).count()),
            label=_("overnemers van oplossingen"),
            url=f"{reverse('reporting:uptake')}?{query}",
        )
        context |= {
            "sections": sections,
            "figures": [*key_figures(sections, address="reporting:indicator", query=query), adopters],
            "query": query,
            "reports": Report.objects.select_related("requested_by")[:REPORTS_SHOWN],
            "may_make": request.user.has_perm("reporting.make_report"),
            "report_form": ReportForm(form.data).posted_to(reverse("reporting:make")),
        }
    return render(request, "reporting/staff/overview.html", context)


def as_json_file(request):
    """The figures of the chosen years as JSON."""
    document = chosen_figures(request)
    return named(JsonResponse(document, json_dumps_params={"ensure_ascii": False, "indent": 1}), document, "json")


def as_csv_file(request):
    """The figures of the chosen years, a row each, for a spreadsheet."""
    document = chosen_figures(request)
    return named(HttpResponse("\ufeff" + as_csv(document), content_type="text/csv; charset=utf-8"), document, "csv")


def chosen_figures(request) -> dict:
    """The figures that the query string asks for; 404 when it makes no sense."""
    today = arrived_on(request)
    period = PeriodForm.of(request.GET, today=today).period
    if period is None:
        raise Http404
    return as_json(period, today)


def named(response: HttpResponse, document: dict, kind: str) -> HttpResponse:
    """The answer as a file."""
    response["Content-Disposition"] = f'attachment; filename="indicatoren-{document["from"]}-{document["to"]}.{kind}"'
    return response


class Rows:
    """The rows behind a figure, as a paginator asks for them: counted and fetched a page at a time."""

    def __init__(self, indicator, period: Period, of: tuple[str, str] | None) -> None:
        self.indicator, self.period, self.of = indicator, period, of

    @cached_property
    def total(self) -> int:
        return count_rows(self.indicator, self.period, of=self.of)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[dict]:
        return drill_down(self.indicator, self.period, limit=part.stop - part.start, offset=part.start, of=self.of)


def without_conflicts(rows: list[dict], user) -> list[dict]:
    """The rows, without what is said of an application in which someone of PIO has an interest: it still counts."""
    refs = [row["code"] for row in rows if row["kind"] == "application"]
    if user.is_pio and refs:
        seen = set(Application.objects.visible_to(user).filter(ref__in=refs).values_list("ref", flat=True))
        for row in rows:
            if row["kind"] == "application" and row["code"] not in seen:
                row.update(code="", title=_("Een aanvraag waarbij u een belang hebt"), organisation="")
    return rows


def indicator(request, code):
    """One indicator: its years, and the rows behind one of them."""
    definition = BY_CODE.get(code)
    period = PeriodForm.of(request.GET, today=arrived_on(request), last=query_text(request, "jaar")).period
    if definition is None or period is None:
        raise Http404
    year = query_year(request, "jaar")
    year = year if year in period.years else period.last
    one_year = Period(year, year, period.as_of)
    dimension = query_choice(request, "deel", definition.dimensions)
    value = query_text(request, "waarde")
    of = (dimension, "" if value == UNKNOWN_VALUE else value) if dimension and value else None
    page = query_page(request, Rows(definition, one_year, of), PAGE)
    for row in without_conflicts(page.object_list, request.user):
        row["url"] = dossier_url(row["kind"], row["code"], request.user) if row["code"] else ""
    target = Target.objects.filter(indicator=code, year=year).first()
    target_form = TargetForm(initial={"value": target.value if target else None})
    context = {
        "section": section(
            figure(definition, period),
            target=target.value if target and year == period.last else None,
            as_of=period.as_of,
        ),
        "indicator": definition, "year": year, "period": period, "page": page, "of": of,
        "dimensions": [(name, DIMENSIONS[name]) for name in definition.dimensions], "dimension": dimension,
        "split": named_split(definition, one_year, dimension), "of_name": name_of(*of) if of else "",
        "target": target, "target_form": target_form.posted_to(reverse("reporting:target", args=[code, year])),
        "may_set_target": request.user.has_perm("reporting.set_target"),
        "shows_organisation": bool(definition.dimensions) or code == "I12",
        "shows_value": (bool(definition.items) and code != "I06") or code in {"I10", "I11"},
        "crumbs": [Crumb(label=_("Rapporten"), url=reverse("reporting:overview")), Crumb(label=definition.title)],
    }  # fmt: skip
    return render(request, "reporting/staff/indicator.html", context)


def named_split(definition: Indicator, period: Period, dimension: str) -> list[tuple[str, str, int]]:
    """The rows along a dimension: what the address says, what people read, how many."""
    if dimension not in definition.dimensions:
        return []
    return [
        (value or UNKNOWN_VALUE, name_of(dimension, value), count)
        for value, count in split_by(definition, period, dimension)
    ]


def name_of(dimension: str, value: str) -> str:
    """A value of a dimension as people read it."""
    words = dict(NAMES[dimension].choices) if dimension in NAMES else {}
    return str(words.get(value, value)) or _("onbekend")


def target(request, code, year):
    """Set or take away a target."""
    if code not in BY_CODE:
        raise Http404
    return button(
        request,
        form=TargetForm(*sent(request)),
        change=lambda value, by, **_moment: workflow.set_target(indicator=code, year=year, value=value, by=by),
        done=_("Het doel is bewaard."),
        back=f"{reverse('reporting:indicator', args=[code])}?jaar={year}",
    )


def make_report(request):
    """Ask for a PDF; the next page shows how far it is."""
    return button(
        request,
        form=ReportForm.of(request.POST, today=arrived_on(request)),
        change=lambda van, tot, stand, **given: workflow.request_report(first=van, last=tot, as_of=stand, **given),
        done="",
        back=Report.get_absolute_url,
        otherwise="reporting:overview",
    )


def report(request, pk):
    """How far a report is; when it is done, the document."""
    shown = get_object_or_404(Report.objects.select_related("requested_by"), pk=pk)
    context = {
        "report": shown,
        "document": Document.objects.of(shown).last() if shown.status == ReportStatus.DONE else None,
        "finished": shown.status == ReportStatus.DONE,
        "failed": shown.status == ReportStatus.FAILED,
        "crumbs": [
            Crumb(label=_("Rapporten"), url=reverse("reporting:overview")),
            Crumb(label=_("Rapport %(year)s") % {"year": shown.to_year}),
        ],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "reporting/staff/report_state.html" if part else "reporting/staff/report.html", context)
