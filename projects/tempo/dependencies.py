"""Milestones that follow on others: which dates move along, and who says what follows on what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from graphlib import CycleError, TopologicalSorter

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.formats import day_text
from projects.models import ForecastChange, Milestone, MilestoneLink, Project
from projects.models.tempo import MAX_LAG
from projects.project.workflow import running_project


@dataclass(frozen=True, kw_only=True)
class Move:
    """A milestone that moves along with another, from a day to a day."""

    milestone: Milestone
    from_on: date | None
    to_on: date

    @property
    def is_later(self) -> bool:
        return self.from_on is not None and self.to_on > self.from_on


def moves_along(
    milestones: Iterable[Milestone], links: Iterable[MilestoneLink], changed: Milestone, to_on: date, *, today: date
) -> list[Move]:
    """What moves when `changed` comes on `to_on`, in the order in which it follows.

    One that stood as early as it could moves with what it follows on, both ways but never to before `today`; one that
    had days to spare moves only as far as it must. What is reached, or has no date, stays.
    """
    links = list(links)
    rows = {milestone.pk: milestone for milestone in milestones}
    before = {key: row.actual_on or row.forecast_on for key, row in rows.items()}
    after = before | {changed.pk: to_on}
    moves = []
    for key in _in_order(links):
        row = rows[key]
        if key == changed.pk or row.actual_on is not None or row.forecast_on is None:
            continue
        was, becomes = earliest(key, links, before), earliest(key, links, after)
        if was is None or becomes is None or was == becomes:
            continue
        moved = _moved(row.forecast_on, was, becomes, today)
        if moved != row.forecast_on:
            after[key] = moved
            moves.append(Move(milestone=row, from_on=row.forecast_on, to_on=moved))
    return moves


def _moved(forecast_on: date, was: date, becomes: date, today: date) -> date:
    """The day to which one that could not come before `was` moves, now that it cannot before `becomes`."""
    if becomes < was:
        return min(forecast_on, max(becomes, today)) if forecast_on == was else forecast_on
    return max(becomes, today) if becomes > forecast_on or forecast_on == was else forecast_on


def earliest(key: int, links: Iterable[MilestoneLink], dates: Mapping[int, date | None]) -> date | None:
    """The first day on which this milestone can come; None when nothing that it follows on has a date."""
    days = [
        day + timedelta(days=link.lag_days)
        for link in links
        if link.milestone_id == key and (day := dates.get(link.after_id)) is not None
    ]
    return max(days, default=None)


def _in_order(links: Iterable[MilestoneLink]) -> Iterable[int]:
    """Every milestone after those that it follows on. Raises CycleError when one follows on itself."""
    sorter: TopologicalSorter[int] = TopologicalSorter()
    for link in links:
        sorter.add(link.milestone_id, link.after_id)
    return sorter.static_order()


def links_of(project: Project) -> list[MilestoneLink]:
    """What follows on what in a project."""
    return list(MilestoneLink.objects.filter(milestone__project=project).select_related("after", "milestone"))


def planned_moves(milestone: Milestone, to_on: date, *, today: date) -> list[Move]:
    """What moves along when the milestone comes on `to_on`."""
    links = list(MilestoneLink.objects.filter(milestone__project=milestone.project_id))
    if not any(link.after_id == milestone.pk for link in links):
        return []
    rows = Milestone.objects.filter(project=milestone.project_id)
    return moves_along(rows, links, milestone, to_on, today=today)


def move_along(project: Project, moves: list[Move], *, by, at: datetime) -> None:
    """Write moves of a locked project down, and tell them."""
    for move in moves:
        move.milestone.forecast_on = move.to_on
        move.milestone.save(update_fields=["forecast_on"])
    note_forecasts(moves, at=at)
    if moves:
        along = ", ".join(f"“{move.milestone.name}” ({day_text(move.to_on)})" for move in moves)
        record(about=project, verb="milestones_moved_along", by=by, at=at, detail={"along": along})


def first_day_of(milestone: Milestone) -> date | None:
    """The first day on which this milestone can come, by what it follows on; None when it follows on nothing dated."""
    links = list(milestone.waits_for.select_related("after"))
    return earliest(
        milestone.pk, links, {link.after_id: link.after.actual_on or link.after.forecast_on for link in links}
    )


def note_forecasts(moves: Iterable[Move], *, at: datetime) -> None:
    """Keep what was expected before and what is now."""
    ForecastChange.objects.bulk_create(
        ForecastChange(milestone=move.milestone, from_on=move.from_on, to_on=move.to_on, at=at) for move in moves
    )


def refuse_before_earliest(milestone: Milestone, on: date) -> None:
    """Raise Refused for a day on which what the milestone follows on is not far enough yet."""
    for link in milestone.waits_for.select_related("after").order_by("pk"):
        day = link.after.actual_on or link.after.forecast_on
        if day is not None and on < day + timedelta(days=link.lag_days):
            names = {
                "after": link.after.name,
                "on": day_text(day),
                "first": day_text(day + timedelta(days=link.lag_days)),
            }
            raise Refused(
                _("Deze mijlpaal volgt op “%(after)s” (%(on)s) en kan er ten vroegste op %(first)s zijn.") % names,
                field="forecast_on",
            )


@transaction.atomic
def follow_milestone(*, milestone: Milestone, after: Milestone, lag_days: int, by, at: datetime) -> MilestoneLink:
    """Let a milestone follow on another, some days later at the earliest; saying it again changes the days.

    Raises Refused for a chain that bites its own tail, and when the dates do not agree with it.
    """
    project = running_project(milestone.project)
    permit("projects.handle_project", project, by=by)
    milestone = locked(milestone)
    if after.project_id != project.pk:
        raise Refused(_("Kies een mijlpaal van dit project."), field="after")
    if not 0 <= lag_days <= MAX_LAG:
        raise Refused(_("Geef een aantal dagen van 0 tot 3.650."), field="lag_days")
    _refuse_circle(project, milestone, after)
    _refuse_other_order(milestone, after, lag_days)
    link, _made = MilestoneLink.objects.update_or_create(
        milestone=milestone, after=after, defaults={"lag_days": lag_days}
    )
    detail = {"milestone": milestone.name, "after": after.name, "days": lag_days}
    record(about=project, verb="milestone_follows", by=by, at=at, detail=detail)
    return link


@transaction.atomic
def unfollow_milestone(*, link: MilestoneLink, by, at: datetime) -> None:
    """Let a milestone no longer follow on another. The dates stay."""
    project = running_project(link.milestone.project)
    permit("projects.handle_project", project, by=by)
    detail = {"milestone": link.milestone.name, "after": link.after.name}
    MilestoneLink.objects.filter(pk=link.pk).delete()
    record(about=project, verb="milestone_stands_alone", by=by, at=at, detail=detail)


def _refuse_circle(project: Project, milestone: Milestone, after: Milestone) -> None:
    links = links_of(project)
    try:
        list(_in_order([*links, MilestoneLink(milestone=milestone, after=after)]))
    except CycleError as circle:
        names = {one.pk: one.name for link in links for one in (link.milestone, link.after)} | {
            milestone.pk: milestone.name
        }
        chain = " → ".join(f"“{names[key]}”" for key in circle.args[1])
        raise Refused(
            _("Zo bijt de ketting in haar eigen staart: %(chain)s.") % {"chain": chain}, field="after"
        ) from circle


def _refuse_other_order(milestone: Milestone, after: Milestone, lag_days: int) -> None:
    expected, day = milestone.actual_on or milestone.forecast_on, after.actual_on or after.forecast_on
    if expected is not None and day is not None and expected < day + timedelta(days=lag_days):
        names = {
            "milestone": milestone.name,
            "on": day_text(expected),
            "first": day_text(day + timedelta(days=lag_days)),
        }
        raise Refused(
            _(
                "“%(milestone)s” wordt verwacht op %(on)s, en dat zou dan ten vroegste %(first)s zijn. Verschuif hem eerst."
            )
            % names,
            field="lag_days",
        )
