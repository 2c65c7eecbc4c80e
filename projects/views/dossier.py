"""How a project is told on a page: its phases as a line, its milestones as rows, the one next step."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.audit.models import Entry
from pio_portal.audit.workflow import Line
from pio_portal.formats import as_date, day_text
from pio_portal.ui.shapes import Crumb, Event
from pio_portal.ui.shapes import Phase as PhasePoint
from projects.closing.workflow import missing_for_closing
from projects.enums import Phase, ProcurementStatus, ProjectState, Standing
from projects.models import Milestone, Procurement, Project
from projects.models.tempo import past_target
from projects.project.workflow import next_step

LAST_SHOWN = Phase.KNOWLEDGE  # closing is a state of the project, told beside its title


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """A milestone with how it stands today."""

    milestone: Milestone
    label: str
    tone: str


@dataclass(frozen=True, kw_only=True)
class NextAction:
    """The one primary button of a dossier. `post` is a button that acts; else it is a link. No address: only a wait."""

    label: str
    url: str = ""
    post: bool = False


def crumbs_of(project: Project) -> list[Crumb]:
    """The way to a page below a project."""
    return [
        Crumb(label=_("Projecten"), url=reverse("projects:staff_projects")),
        Crumb(label=project.ref, url=project.get_staff_url()),
    ]


# The phases


def phase_dates(project: Project) -> dict[str, date]:
    """When each phase began, read from the timeline. One query."""
    about = ContentType.objects.get_for_model(Project)
    moves = Entry.objects.filter(about_type=about, about_id=project.pk, verb__in=["project_advanced", "project_closed"])
    dates = {entry.detail["to"]: as_date(entry.at) for entry in moves}
    if project.started_on:
        dates[Phase.INTAKE.value] = project.started_on
    return dates


def phase_line(
    project: Project, dates: dict[str, date], *, today: date, launch: Milestone | None = None
) -> list[PhasePoint]:
    """The phases as the line at the head of a dossier, with the dates that are known."""
    here = Phase(project.phase)
    shown = [phase for phase in Phase if phase.number <= LAST_SHOWN.number]
    return [
        PhasePoint(label=p.label, state=_state(p, here), note=_note(p, here, dates, today) or _aim(p, project, launch))
        for p in shown
    ]


def _state(phase: Phase, here: Phase) -> str:
    if phase.number < here.number:
        return "done"
    return "now" if phase == here else ""


def _note(phase: Phase, here: Phase, dates: dict[str, date], today: date) -> str:
    """When the phase began; for the one that runs, how long ago."""
    began = dates.get(phase.value)
    if phase == here and began and began < today:
        days = (today - began).days
        return _("sinds 1 dag") if days == 1 else _("sinds %(days)d dagen") % {"days": days}
    return day_text(began) if began else ""


def _aim(phase: Phase, project: Project, launch: Milestone | None) -> str:
    """When the launch is aimed at, and expected when that is later."""
    if phase != Phase.AWARD or launch is None or launch.actual_on is not None or project.target_launch_on is None:
        return ""
    dates = {"target": day_text(project.target_launch_on), "forecast": day_text(launch.forecast_on)}
    if past_target(launch.forecast_on, project.target_launch_on):
        return _("doel %(target)s, nu %(forecast)s") % dates
    return _("doel %(target)s") % dates


# The milestones


def milestone_rows(milestones: Iterable[Milestone], *, today: date) -> list[MilestoneRow]:
    """Each milestone with a word on how it stands."""
    return [_row(milestone, milestone.standing(today)) for milestone in milestones]


def _row(milestone: Milestone, standing: Standing) -> MilestoneRow:
    label = str(standing.label)
    if standing == Standing.LATE:
        days = milestone.slip_days or 0
        label = _("1 dag later") if days == 1 else _("%(days)d dagen later") % {"days": days}
    return MilestoneRow(milestone=milestone, label=label, tone=standing.tone)


def target_notice(project: Project, launch: Milestone | None, delays: Iterable) -> str:
    """A sentence when the launch is expected after the target, with the last reason given; else nothing."""
    if project.state != ProjectState.ACTIVE or launch is None or launch.actual_on is not None:
        return ""
    if not past_target(launch.forecast_on, project.target_launch_on):
        return ""
    text = _("De lancering wordt verwacht op %(forecast)s, %(days)d dagen na de streefdatum van %(target)s.") % {
        "forecast": day_text(launch.forecast_on),
        "days": (launch.forecast_on - project.target_launch_on).days,
        "target": day_text(project.target_launch_on),
    }
    if last := next(iter(delays), None):
        text += " " + _("Laatst gemelde reden: %(reason)s.") % {"reason": last.get_reason_display().lower()}
    return text


# The next step


def next_action(project: Project, procurements: list[Procurement]) -> NextAction | None:
    """What PIO does next on this project."""
    if project.state == ProjectState.SUSPENDED:
        return NextAction(label=_("Project hervatten"), url=reverse("projects:resume", args=[project.ref]), post=True)
    if project.state != ProjectState.ACTIVE:
        return None
    phase = Phase(project.phase)
    if phase == Phase.INTAKE and not project.both_confirmed:
        return _confirming(project)
    if phase.number >= Phase.DELIVERY.number and not missing_for_closing(project):
        return NextAction(label=_("Project afsluiten"), url=reverse("projects:close", args=[project.ref]))
    step = next_step(project)
    if step is not None and not step.obstacle(project):
        url = reverse("projects:advance", args=[project.ref])
        return NextAction(label=_("Naar fase “%(phase)s”") % {"phase": step.target.label}, url=url, post=True)
    return _in_phase(project, phase, procurements)


def _confirming(project: Project) -> NextAction:
    if project.pio_confirmed_at is None:
        url = reverse("projects:staff_engagements", args=[project.ref])
        return NextAction(label=_("Engagementen bevestigen"), url=url)
    return NextAction(label=_("Wacht op de bevestiging van de klant"))


def _in_phase(project: Project, phase: Phase, procurements: list[Procurement]) -> NextAction | None:
    if phase == Phase.PREPARATION:
        url = reverse("projects:staff_preparation", args=[project.ref])
        return NextAction(label=_("Voortraject bijwerken"), url=url)
    if phase == Phase.STRATEGY:
        url = reverse("projects:record_procurement", args=[project.ref])
        return NextAction(label=_("Opdracht vastleggen"), url=url)
    waits = {
        Phase.DOCUMENTS: (ProcurementStatus.PREPARED, _("Lancering vastleggen"), "projects:launch"),
        Phase.AWARD: (ProcurementStatus.LAUNCHED, _("Gunning vastleggen"), "projects:award"),
        Phase.EXECUTION: (ProcurementStatus.AWARDED, _("Oplevering vastleggen"), "projects:deliver"),
    }
    if phase in waits:
        status, label, name = waits[phase]
        waiting = [p for p in procurements if p.status == status]
        if len(waiting) == 1:
            return NextAction(label=label, url=reverse(name, args=[waiting[0].ref]))
        return NextAction(
            label=_("Opdrachten bekijken"), url=reverse("projects:staff_project_procurements", args=[project.ref])
        )
    return NextAction(label=_("Afsluiten voorbereiden"), url=reverse("projects:close", args=[project.ref]))


def story(lines: Iterable[Line]) -> list[Event]:
    """The lines of a timeline as the component shows them."""
    return [Event(at=line.at, text=line.sentence) for line in lines]


def amounts(procurements: Iterable[Procurement]) -> Any:
    """The co-financing granted to all procurements together; None when nothing was decided."""
    known = [p.cofinancing_granted for p in procurements if p.cofinancing_granted is not None]
    return sum(known) if known else None
