"""What consultants cost: the list of all orders with their sums, and the orders of one project. For PIO and management."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.arrival import arrived_on
from pio_portal.ui.lists import StaffList
from pio_portal.ui.pages import form_page, sent
from pio_portal.ui.shapes import Crumb
from projects.models import ConsultancyOrder, Project
from projects.models.consultancy import VAT
from projects.preparation.consultancy import change_consultancy, order_consultancy
from projects.preparation.forms import NewOrderForm, OrderForm
from projects.views.staff.dossier import project_crumbs, visible_project
from projects.views.staff.filters import ConsultancyFilter
from projects.views.staff.tables import ConsultancyTable

FIELDS = (
    "consultant", "framework", "step", "subject", "ordered_on", "vat_rate", "estimate", "ordered", "invoiced", "paid",
)  # fmt: skip
MOST = 20  # consultants, and projects, of which the sums are shown: the dearest


class ConsultancyList(StaffList):
    """Every order, and what the chosen ones cost together: per consultant and per project."""

    title = gettext_lazy("Begeleiding door consultants")
    nouns = (gettext_lazy("bestelling"), gettext_lazy("bestellingen"))
    queryset = staticmethod(
        lambda user: (
            ConsultancyOrder.objects.visible_to(user)
            .filter(project__in=Project.objects.visible_to(user))
            .for_list()
            .order_by("-ordered_on", "-pk")
        )
    )
    filterset_class = ConsultancyFilter
    table_class = ConsultancyTable
    extra_columns = ("framework", "ordered_with_vat", "paid_with_vat")
    search_fields = ("consultant", "framework", "subject", "project__ref", "project__title")
    search_hint = gettext_lazy("Consultant, contract of project")
    order_text = gettext_lazy("jongste eerst")
    empty_text = gettext_lazy("Een bestelling wordt vastgelegd bij het voortraject van haar project.")
    template_name = "projects/staff/consultancies.html"

    def context(self) -> dict[str, Any]:
        sums = [
            (_("Samen per consultant"), list(self.chosen.totals("consultant")[:MOST])),
            (_("Samen per project"), list(self.chosen.totals("project__title", "project__ref")[:MOST])),
        ]
        return {**super().context(), "sums": sums, "most": MOST}


def order(request: HttpRequest, ref: str) -> HttpResponse:
    """Order work of a consultant."""
    project = visible_project(request, ref)
    initial = {"ordered_on": arrived_on(request), "vat_rate": VAT}
    return form_page(
        request,
        form=NewOrderForm(*sent(request), initial=initial, project=project),
        change=partial(order_consultancy, project=project),
        done=_("De bestelling is bewaard."),
        back=_tab(ref),
        title=_("Bestelling bij een consultant"),
        crumbs=_crumbs(project),
    )


def change(request: HttpRequest, ref: str, pk: int) -> HttpResponse:
    """Note what was invoiced and paid, or correct the order."""
    rows = ConsultancyOrder.objects.visible_to(request.user).select_related("project")
    shown = get_object_or_404(rows, project=visible_project(request, ref), pk=pk)
    initial = {name: getattr(shown, name) for name in FIELDS}
    return form_page(
        request,
        form=OrderForm(*sent(request), initial=initial, project=shown.project),
        change=partial(change_consultancy, order=shown),
        done=_("De bestelling is bewaard."),
        back=_tab(ref),
        title=str(shown),
        crumbs=_crumbs(shown.project),
    )


def _tab(ref: str) -> str:
    return reverse("projects:staff_preparation", args=[ref])


def _crumbs(project: Project) -> list[Crumb]:
    return [*project_crumbs(project), Crumb(label=_("Voortraject"), url=_tab(project.ref))]
