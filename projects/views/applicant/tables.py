"""The table of a client's projects."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from pio_portal.ui.columns import Column, DayColumn, ReferenceColumn, TitleColumn
from pio_portal.ui.tables import Table
from pio_portal.ui.templatetags.pio import public_status, tag
from projects.enums import Phase, ProjectState
from projects.models import Project
from projects.views.applicant.asks import Ask


@dataclass(frozen=True, kw_only=True)
class ProjectRow:
    """A project with what is asked of its client first, and how many things more."""

    project: Project
    ask: Ask | None
    more: int
    launch_on: date | None

    @property
    def ref(self) -> str:
        return self.project.ref

    @property
    def title(self) -> str:
        return self.project.title

    @property
    def client(self) -> str:
        return self.project.organisation.name

    @property
    def phase(self) -> int:
        """The phases in their order; what does not run comes after."""
        return list(ProjectState).index(ProjectState(self.project.state)) * 100 + Phase(self.project.phase).number

    @property
    def due(self) -> date | None:
        return self.ask.due if self.ask else None


class StepColumn(Column):
    """What is to do next: a whole sentence, so it gets the room of one."""

    classes = "step"


class OwnProjectTable(Table):
    """One project a row: where it stands, and what comes next."""

    ref = ReferenceColumn(_("Referentie"))
    title = TitleColumn(
        _("Project"),
        url=lambda record: record.project.get_applicant_url(),
        sub=lambda record: record.client,
        width=40,
    )
    client = Column(_("Organisatie"), wide=True, width=30)
    phase = Column(_("Fase"))
    step = StepColumn(_("Volgende stap"), empty_values=(), orderable=False, width=44)
    due = DayColumn(_("Tegen"), empty_values=())
    launch_on = DayColumn(_("Lancering verwacht"), wide=True)

    def render_phase(self, record: ProjectRow) -> Any:
        if record.project.state == ProjectState.ACTIVE:
            return tag(record.project.get_phase_display(), "act")
        return public_status(record.project, "state")

    def render_step(self, record: ProjectRow) -> Any:
        if record.ask is None:
            return format_html('<span class="soft">{}</span>', _("Niets te doen"))
        more = format_html(' <span class="soft">+{}</span>', record.more) if record.more else ""
        return format_html('<a href="{}">{}</a>{}', record.ask.url, record.ask.step, more)
