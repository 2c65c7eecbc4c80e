"""The portfolio as a timeline: what was agreed, what is expected and what came, on a page and on paper."""

from datetime import date, timedelta
from typing import Any

from django.db.models import F, Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.addresses import query_choice, query_date, query_page
from pio_portal.arrival import arrived_on
from pio_portal.documents import pdf
from pio_portal.ui.choices import EVERYTHING
from pio_portal.ui.shapes import Chip
from projects.enums import ProjectState
from projects.models import PhaseEntry
from projects.views.picture import BEFORE_LAUNCH, Picture, Window, picture_of
from projects.views.staff.portfolio import portfolio_tabs
from projects.views.staff.project import ProjectList

OF_PAGE = 25
ZOOMS = {"jaar": (timedelta(days=730), timedelta(days=480)), "kwartaal": (timedelta(days=150), timedelta(days=150))}


class Timeline(ProjectList):
    """Those that run and may still launch, unless a phase or a state is chosen: most likely to be late first."""

    title = gettext_lazy("Tijdlijn")
    template_name = "projects/staff/timeline.html"
    exportable = False

    @property
    def zoom(self) -> str:
        return query_choice(self.request, "zoom", ZOOMS, "jaar")

    @property
    def around(self) -> date:
        """The day in the picture around which it is drawn."""
        return query_date(self.request, "rond", arrived_on(self.request)) or arrived_on(self.request)

    def window(self) -> Window:
        before, after = ZOOMS[self.zoom]
        return Window(first=(self.around - before).replace(day=1), end=(self.around + after).replace(day=1))

    @property
    def shown(self):
        rows = self.chosen
        if not self.chosen_states:
            rows = rows.filter(state__in=[ProjectState.ACTIVE, ProjectState.SUSPENDED])
        if not self.request.GET.get("phase"):
            rows = rows.filter(phase__in=BEFORE_LAUNCH)
        entries = Prefetch("phase_entries", PhaseEntry.objects.order_by("entered_on", "pk"))
        order = (F("warning__chance").desc(nulls_last=True), F("target_launch_on").asc(nulls_last=True), "-pk")
        return rows.select_related("warning").prefetch_related(entries).order_by(*order)

    def context(self) -> dict[str, Any]:
        """The picture of one page in the place of the table."""
        page = query_page(self.request, self.shown, OF_PAGE)
        before, after = ZOOMS[self.zoom]
        query = self.address()
        return self.frame() | {
            "tabs": portfolio_tabs("staff_timeline", self.request.GET),
            "page": page,
            "total": page.paginator.count,
            "picture": self.picture(page.object_list),
            "zooms": [
                Chip(label=_("Jaren"), url=self.address(zoom="jaar"), on=self.zoom == "jaar"),
                Chip(label=_("Kwartalen"), url=self.address(zoom="kwartaal"), on=self.zoom == "kwartaal"),
            ],
            "earlier_url": self.address(rond=max(self.around - before / 2, date(1901, 1, 1))),
            "later_url": self.address(rond=min(self.around + after / 2, date(2099, 1, 1))),
            "now_url": self.address(rond=None),
            "pdf_url": reverse("projects:timeline_pdf") + ("" if query == EVERYTHING else query),
            "today": arrived_on(self.request),
        }

    def picture(self, projects: Any) -> Picture:
        return picture_of(projects, self.window(), today=arrived_on(self.request), monthly=self.zoom == "kwartaal")


class TimelinePdf(Timeline):
    """The same page of the picture on paper."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """The PDF, of what is chosen in the address."""
        content = pdf.render("projects/pdf/timeline.html", self.context())
        response = HttpResponse(content, content_type="application/pdf")
        response["Content-Disposition"] = f'attachment; filename="tijdlijn-{arrived_on(request):%Y-%m-%d}.pdf"'
        return response
