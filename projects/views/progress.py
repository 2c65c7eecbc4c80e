"""How far a project is, for every audience: its phases as a line, its milestones as rows, its timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from pio_portal.audit.workflow import timeline
from pio_portal.formats import day_text
from pio_portal.ui.shapes import Event
from pio_portal.ui.shapes import Phase as PhasePoint
from projects.enums import Phase, ProcurementStatus, Standing
from projects.models import Milestone, Procurement, Project
from projects.models.tempo import past_target

LAST_SHOWN = Phase.KNOWLEDGE  # closing is a state of the project, which stands beside its title


# The phases


def phase_line(project: Project, *, today: date, launch: Milestone | None = None) -> list[PhasePoint]:
    """The phases with the dates that are known; with the `launch`, also when that is aimed at. One query."""
    current = Phase(project.phase)
    began = _phase_dates(project)
    return [
        PhasePoint(
            label=phase.label,
            state=_phase_state(phase, current),
            note=_since(phase, current, began, today) or _launch_aim(phase, project, launch),
        )
        for phase in Phase
        if phase.number <= LAST_SHOWN.number
    ]


def _phase_dates(project: Project) -> dict[str, date]:
    """When each phase began."""
    dates = {entry.phase: entry.entered_on for entry in project.phase_entries.all()}
    if project.started_on:
        dates[Phase.INTAKE.value] = project.started_on
    return dates


def _phase_state(phase: Phase, current: Phase) -> str:
    if phase.number < current.number:
        return "done"
    return "now" if phase == current else ""


def _since(phase: Phase, current: Phase, began: dict[str, date], today: date) -> str:
    """When the phase began; for the current one, how long ago."""
    first_day = began.get(phase.value)
    if phase == current and first_day and first_day < today:
        days = (today - first_day).days
        return _("sinds 1 dag") if days == 1 else _("sinds %(days)d dagen") % {"days": days}
    return day_text(first_day) if first_day else ""


def _launch_aim(phase: Phase, project: Project, launch: Milestone | None) -> str:
    """For the phase of the launch: its target, and when it is expected if that is later."""
    if phase != Phase.AWARD or launch is None or launch.actual_on is not None or project.target_launch_on is None:
        return ""
    dates = {"target": day_text(project.target_launch_on), "forecast": day_text(launch.forecast_on)}
    if past_target(launch.forecast_on, project.target_launch_on):
        return _("doel %(target)s, nu %(forecast)s") % dates
    return _("doel %(target)s") % dates


def procurement_line(procurement: Procurement) -> list[PhasePoint]:
    """From its preparation to its delivery, with the dates that are known; nothing is going on once it has ended."""
    steps = [
        (_("Voorbereiding"), None, True),
        (_("Plaatsing"), procurement.launched_on, procurement.launched_on is not None),
        (_("Gunning"), procurement.awarded_on, procurement.awarded_on is not None),
        (_("Uitvoering"), procurement.contract_on, procurement.contract_on is not None),
        (_("Oplevering"), procurement.delivered_on, procurement.delivered_on is not None),
    ]
    last = max(place for place, (_label, _on, is_reached) in enumerate(steps) if is_reached)
    runs = procurement.status in ProcurementStatus.running()
    return [
        PhasePoint(
            label=label,
            state="now" if runs and place == last else "done" if place <= last else "",
            note=day_text(on) if on else "",
        )
        for place, (label, on, _is_reached) in enumerate(steps)
    ]


# The milestones


@dataclass(frozen=True, kw_only=True)
class MilestoneRow:
    """A milestone with a word on how it stands today."""

    milestone: Milestone
    label: str
    tone: str


def milestones_of(project: Project) -> list[Milestone]:
    """The milestones in order. Each has the project at hand, so that asking how it stands costs no query."""
    milestones = list(project.milestones.all())
    for milestone in milestones:
        milestone.project = project
    return milestones


def milestone_rows(milestones: Iterable[Milestone], *, today: date) -> list[MilestoneRow]:
    """The rows of the table of milestones."""
    return [_milestone_row(milestone, milestone.standing(today)) for milestone in milestones]


def _milestone_row(milestone: Milestone, standing: Standing) -> MilestoneRow:
    label = str(standing.label)
    if standing == Standing.LATE:
        days = milestone.slip_days or 0
        label = _("1 dag later") if days == 1 else _("%(days)d dagen later") % {"days": days}
    return MilestoneRow(milestone=milestone, label=label, tone=standing.tone)


# What happened, and what was granted


def timeline_events(about: Any, **options: Any) -> list[Event]:
    """The timeline as its component shows it; the options are those of `timeline`."""
    return [Event(at=line.at, text=line.sentence) for line in timeline(about, **options)]


def granted_in_all(procurements: Iterable[Procurement]) -> Decimal | None:
    """The co-financing granted to the procurements together, in euro; None when nothing was decided."""
    granted = [p.cofinancing_granted for p in procurements if p.cofinancing_granted is not None]
    return sum(granted, Decimal(0)) if granted else None
