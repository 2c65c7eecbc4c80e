"""Why launches came later: reasons by phase, with the cases behind each number, and the work of each colleague."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, DateField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pio_portal.addresses import query_choice, query_page
from pio_portal.arrival import arrived_at
from pio_portal.organisations.enums import OrganisationType
from pio_portal.ui.choices import canonical
from pio_portal.ui.shapes import Chip
from projects.enums import DelayReason, Phase, Risk
from projects.models import Delay, PhaseEntry, Project
from projects.views.staff.portfolio import portfolio_tabs

SINCE = timedelta(days=730)
OF_PAGE = 20
SHADES = 5
PHASES = (Phase.INTAKE, Phase.PREPARATION, Phase.STRATEGY, Phase.DOCUMENTS, Phase.AWARD, Phase.EXECUTION)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How many delays for this reason in this phase; `shade` from 0 (none) to the most."""

    number: int
    shade: int
    url: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A reason with its numbers."""

    label: Any
    cells: list[Cell]
    total: int


def delays(request: HttpRequest) -> HttpResponse:
    """`/beheer/projecten/vertragingen/`: two years, of all organisations or of one kind."""
    kind = query_choice(request, "type", OrganisationType.values)
    reason, phase = query_choice(request, "reden", DelayReason.values), query_choice(request, "fase", Phase.values)
    rows = _delays_of(request, kind)

    def address(**changes: str) -> str:
        query = {"type": kind, "reden": reason, "fase": phase} | changes
        return "?" + canonical("&".join(f"{name}={value}" for name, value in query.items()))

    chosen = rows.filter(**{k: v for k, v in {"reason": reason, "in_phase": phase}.items() if v})
    page = query_page(
        request, chosen.select_related("project__organisation", "milestone").order_by("-at", "-pk"), OF_PAGE
    )
    context = {
        "tabs": portfolio_tabs("staff_delays", request.GET),
        "phases": PHASES,
        "rows": list(_table(rows, address)),
        "kinds": [Chip(label=_("Alle"), url=address(type=""), on=not kind)]
        + [Chip(label=one.label, url=address(type=one.value), on=kind == one.value) for one in OrganisationType],
        "page": page,
        "chosen": [Chip(label=label, url=url) for label, url in _chosen(reason, phase, address)],
        "work": _work(request.user),
    }
    return render(request, "projects/staff/delays.html", context)


def _delays_of(request: HttpRequest, kind: str) -> QuerySet[Delay]:
    """The delays that were told in the last two years, each with the phase in which its project was that day."""
    on_day = PhaseEntry.objects.filter(project=OuterRef("project"), entered_on__lte=Cast(OuterRef("at"), DateField()))
    rows = Delay.objects.filter(
        at__gte=arrived_at(request) - SINCE, project__in=Project.objects.visible_to(request.user)
    ).annotate(in_phase=Subquery(on_day.order_by("-entered_on", "-pk").values("phase")[:1]))
    return rows.filter(project__organisation__type=kind) if kind else rows


def _table(rows: QuerySet[Delay], address: Any) -> Iterable[Row]:
    counted = rows.order_by().values_list("reason", "in_phase").annotate(n=Count("pk"))
    numbers = {(reason, phase): n for reason, phase, n in counted}
    most = max(numbers.values(), default=0)
    for reason in DelayReason:
        cells = [
            Cell(
                number=(n := numbers.get((reason.value, phase.value), 0)),
                shade=-(-n * SHADES // most) if most else 0,
                url=address(reden=reason.value, fase=phase.value) + "#gevallen",
            )
            for phase in PHASES
        ]
        total = sum(n for (of, _phase), n in numbers.items() if of == reason)
        yield Row(label=reason.label, cells=cells, total=total)


def _chosen(reason: str, phase: str, address: Any) -> Iterable[tuple[Any, str]]:
    if reason:
        yield DelayReason(reason).label, address(reden="")
    if phase:
        yield Phase(phase).label, address(fase="")


def _work(user: Any) -> QuerySet:
    """The colleagues with the running projects they guide, and how many of those are likely to be late. One query."""
    mine = Q(led_projects__in=Project.objects.visible_to(user).running())
    late = Q(led_projects__warning__chance__gte=Risk.HIGH.percents[0])
    numbers = {
        "running": Count("led_projects", filter=mine, distinct=True),
        "likely_late": Count("led_projects", filter=mine & late, distinct=True),
    }
    return (
        get_user_model()
        .objects.filter(is_active=True)
        .annotate(**numbers)
        .filter(running__gt=0)
        .order_by("-running", "pk")
    )
