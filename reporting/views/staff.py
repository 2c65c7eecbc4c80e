"""The figures for the people of the programme, what is behind them, and the reports."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from calls.models import Application
from pio_portal.change import Refused
from pio_portal.documents.models import Document
from pio_portal.organisations.enums import OrganisationType
from pio_portal.ui.shapes import Crumb
from projects.enums import Procedure
from reporting import workflow
from reporting.enums import ReportStatus
from reporting.forms import PeriodForm, TargetForm
from reporting.indicators.definitions import BY_CODE, DIMENSIONS, Indicator
from reporting.indicators.engine import Period, count_rows, drill_down, figure, figures, split_by
from reporting.indicators.output import as_csv, as_json
from reporting.indicators.presentation import dossier_url, key_figures, section
from reporting.models import Report, Target

PAGE = 50
UNKNOWN_VALUE = "-"
NAMES = {"organisation_type": OrganisationType, "procedure": Procedure}
REPORTS_SHOWN = 10


def overview(request):
    """Every indicator over the chosen years."""
    form = PeriodForm.of(request.GET)
    context = {"form": form, "may_make": request.user.has_perm("reporting.make_report")}
    if form.is_valid():
        period = period_of(form)
        targets = {each.indicator: each.value for each in Target.objects.filter(year=period.last)}
        sections = [section(found, target=targets.get(found["code"])) for found in figures(period, items_too=False)]
        context |= {
            "period": period,
            "sections": sections,
            "figures": key_figures(sections, address="reporting:indicator"),
            "query": urlencode(form.cleaned_data),
            "reports": Report.objects.select_related("requested_by")[:REPORTS_SHOWN],
        }
    return render(request, "reporting/staff/overview.html", context)


def period_of(form: PeriodForm) -> Period:
    """The period that a valid form asks for."""
    return Period(form.cleaned_data["van"], form.cleaned_data["tot"], form.cleaned_data["stand"])


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
    form = PeriodForm.of(request.GET)
    if not form.is_valid():
        raise Http404
    return as_json(period_of(form), timezone.localdate())


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
    found = BY_CODE.get(code)
    if found is None:
        raise Http404
    form = PeriodForm.of({**request.GET.dict(), "tot": request.GET.get("tot") or request.GET.get("jaar")})
    if not form.is_valid():
        raise Http404
    period = period_of(form)
    year = request.GET.get("jaar", "")
    year = int(year) if year.isdigit() and int(year) in period.years else period.last
    one_year = Period(year, year, period.as_of)
    dimension = request.GET.get("deel", "")
    value = request.GET.get("waarde", "")
    of = (dimension, "" if value == UNKNOWN_VALUE else value) if dimension in found.dimensions and value else None
    page = Paginator(Rows(found, one_year, of), PAGE).get_page(request.GET.get("page"))
    for row in without_conflicts(page.object_list, request.user):
        row["url"] = dossier_url(row["kind"], row["code"], request.user) if row["code"] else ""
    target = Target.objects.filter(indicator=code, year=year).first()
    context = {
        "section": section(figure(found, period), target=target.value if target and year == period.last else None),
        "indicator": found, "year": year, "period": period, "page": page, "of": of,
        "dimensions": [(name, DIMENSIONS[name]) for name in found.dimensions], "dimension": dimension,
        "split": named_split(found, one_year, dimension), "of_name": name_of(*of) if of else "",
        "target": target, "target_form": TargetForm(initial={"value": target.value if target else None}),
        "may_set_target": request.user.has_perm("reporting.set_target"),
        "shows_organisation": bool(found.dimensions) or code == "I12",
        "shows_value": (bool(found.items) and code != "I06") or code in {"I10", "I11"},
        "crumbs": [Crumb(label=_("Rapporten"), url=reverse("reporting:overview")), Crumb(label=found.title)],
    }  # fmt: skip
    return render(request, "reporting/staff/indicator.html", context)


def named_split(found: Indicator, period: Period, dimension: str) -> list[tuple[str, str, int]]:
    """The rows along a dimension: what the address says, what people read, how many."""
    if dimension not in found.dimensions:
        return []
    return [
        (value or UNKNOWN_VALUE, name_of(dimension, value), count)
        for value, count in split_by(found, period, dimension)
    ]


def name_of(dimension: str, value: str) -> str:
    """A value of a dimension as people read it."""
    words = dict(NAMES[dimension].choices) if dimension in NAMES else {}
    return str(words.get(value, value)) or _("onbekend")


def target(request, code, year):
    """Set or take away a target."""
    if code not in BY_CODE:
        raise Http404
    form = TargetForm(request.POST)
    back = f"{reverse('reporting:indicator', args=[code])}?jaar={year}"
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["value"]))
        return redirect(back)
    try:
        workflow.set_target(indicator=code, year=year, value=form.cleaned_data["value"], by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Het doel is bewaard."))
    return redirect(back)


def make_report(request):
    """Ask for a PDF; the next page shows how far it is."""
    form = PeriodForm.of(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(text for texts in form.errors.values() for text in texts))
        return redirect("reporting:overview")
    chosen = form.cleaned_data
    try:
        report = workflow.request_report(
            first=chosen["van"], last=chosen["tot"], as_of=chosen["stand"], by=request.user, at=timezone.now()
        )
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("reporting:overview")
    return redirect(report)


def report(request, pk):
    """How far a report is; when it is done, the document."""
    found = get_object_or_404(Report.objects.select_related("requested_by"), pk=pk)
    context = {
        "report": found,
        "document": Document.objects.of(found).last() if found.status == ReportStatus.DONE else None,
        "finished": found.status == ReportStatus.DONE,
        "failed": found.status == ReportStatus.FAILED,
        "crumbs": [
            Crumb(label=_("Rapporten"), url=reverse("reporting:overview")),
            Crumb(label=_("Rapport %(year)s") % {"year": found.to_year}),
        ],
    }
    part = request.htmx and not request.htmx.boosted
    return render(request, "reporting/staff/report_state.html" if part else "reporting/staff/report.html", context)
