"""The board: running projects by phase, from which a project goes on to its next phase."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pio_portal.ui.choices import EVERYTHING
from pio_portal.ui.pages import button, sent
from projects.enums import Phase, ProjectState
from projects.models import Project
from projects.project.forms import AdvanceForm
from projects.project.workflow import PHASE_CHANGES, advance_project
from projects.views.staff.dossier import visible_project
from projects.views.staff.portfolio import portfolio_tabs
from projects.views.staff.project import ProjectList
from projects.views.staff.tables import late_tag

OF_PHASE = 20  # cards in a column: who has more, works from the list


@dataclass(frozen=True, kw_only=True)
class Card:
    """A project on the board. `to` is the phase it can go to; empty when it is on hold or may not be moved."""

    project: Project
    late: Any
    to: Any = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """A phase with its first cards; the others stand in the list."""

    phase: Phase
    cards: list[Card]
    count: int
    list_url: str

    @property
    def more(self) -> int:
        return self.count - len(self.cards)


class Board(ProjectList):
    """The same projects as in the list, searched and filtered alike: those that run, unless a state is chosen."""

    title = gettext_lazy("Bord")
    template_name = "projects/staff/board.html"
    exportable = False

    @property
    def shown(self) -> QuerySet:
        """What stands on the board, without what only a card needs."""
        rows = self.chosen.exclude(phase=Phase.CLOSED)
        return rows if self.chosen_states else rows.filter(state__in=[ProjectState.ACTIVE, ProjectState.SUSPENDED])

    def columns_of_phases(self) -> list[Column]:
        """Each phase with the projects that must launch first. Two queries, however many projects there are."""
        keys = Project.objects.filter(pk__in=self.shown.order_by().values("pk"))
        counts = dict(keys.order_by().values_list("phase").annotate(n=Count("pk")))
        order = [F("target_launch_on").asc(nulls_last=True), F("pk").asc()]
        place = Window(RowNumber(), partition_by=[F("phase")], order_by=order)
        first = keys.order_by().annotate(place=place).filter(place__lte=OF_PHASE).values("pk")
        cards: dict[str, list[Card]] = {phase: [] for phase in Phase}
        for project in Project.objects.filter(pk__in=first).for_list().order_by(*order):
            cards[project.phase].append(self.card(project))
        return [
            Column(
                phase=phase,
                cards=cards[phase],
                count=counts.get(phase, 0),
                list_url=reverse("projects:staff_projects") + self.address(phase=phase.value),
            )
            for phase in Phase
            if phase != Phase.CLOSED
        ]

    @cached_property
    def may_handle(self) -> bool:
        """Of all that is on the board: nothing is in which this user has an interest."""
        return self.request.user.has_perm("projects.handle_project")

    def card(self, project: Project) -> Card:
        """One card, with where it may go."""
        change = PHASE_CHANGES.get(Phase(project.phase))
        may_move = project.state == ProjectState.ACTIVE and self.may_handle
        return Card(project=project, late=late_tag(project), to=change.target if change and may_move else "")

    def context(self) -> dict[str, Any]:
        """The board in the place of the table."""
        shown = self.columns_of_phases()
        query = self.address()
        return self.frame() | {
            "tabs": portfolio_tabs("staff_board", self.request.GET),
            "columns": shown,
            "total": sum(column.count for column in shown),
            "query": "" if query == EVERYTHING else query,
        }


def advance(request: HttpRequest, ref: str) -> HttpResponse:
    """Take a project to its next phase, from the board: back to the board, as it was narrowed."""
    project = visible_project(request, ref)
    query = request.GET.urlencode()
    return button(
        request,
        form=AdvanceForm(*sent(request)),
        change=partial(advance_project, project=project),
        done=lambda moved: (
            _("%(ref)s is nu in de fase “%(phase)s”.") % {"ref": moved.ref, "phase": moved.get_phase_display()}
        ),
        back=reverse("projects:staff_board") + (f"?{query}" if query else EVERYTHING),
    )
