"""Closing a project, which first has to share what was learned (plan, action 4)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from projects.enums import KnowledgeKind, Phase
from projects.models import KnowledgeRecord, Project
from projects.project.workflow import advance_to, enter_phase, refuse_blank, refuse_future, running_project
from projects.task.automatic import drop_tasks, settle_tasks


def missing_for_closing(project: Project) -> list[str]:
    """What must still be done before the project can close, one sentence each. Two queries."""
    missing = []
    shared = set(project.knowledge.values_list("kind", flat=True))
    if not project.sharing_waived and KnowledgeKind.ACTIVITY not in shared:
        missing.append(_("Koppel minstens één gehouden kennisdelingsactiviteit aan dit project."))
    if not project.sharing_waived and KnowledgeKind.STORY not in shared:
        missing.append(_("Koppel minstens één gepubliceerd verhaal aan dit project."))
    running = list(project.procurements.running().order_by("ref").values_list("ref", flat=True))
    if running:
        missing.append(_("Deze opdrachten lopen nog: %(refs)s.") % {"refs": ", ".join(running)})
    if Phase(project.phase).number < Phase.DELIVERY.number:
        missing.append(
            _("Er is nog geen opdracht opgeleverd. Stopt het project vroeger? Zet het dan stop, met de reden.")
        )
    return missing


@transaction.atomic
def propose_closing(*, project: Project, by, at: datetime) -> Project:
    """Propose to close a delivered project: somebody else closes it. Raises Refused with all that is still missing."""
    project = running_project(project)
    permit("projects.close_project", project, by=by)
    if project.closing_proposed_at is not None:
        raise Refused(_("Er is al voorgesteld om dit project af te sluiten."))
    _refuse_while_missing(project)
    project.closing_proposed_at, project.closing_proposed_by = at, by
    project.save(update_fields=["closing_proposed_at", "closing_proposed_by"])
    record(about=project, verb="closing_proposed", by=by, at=at)
    return project


@transaction.atomic
def withdraw_closing(*, project: Project, by, at: datetime) -> Project:
    """Take the proposal to close away: who made it, or a colleague who does not agree."""
    project = running_project(project)
    permit("projects.close_project", project, by=by)
    if project.closing_proposed_at is None:
        raise Refused(_("Er ligt geen voorstel om dit project af te sluiten."))
    project.closing_proposed_at = project.closing_proposed_by = None
    project.save(update_fields=["closing_proposed_at", "closing_proposed_by"])
    record(about=project, verb="closing_withdrawn", by=by, at=at)
    return project


@transaction.atomic
def close_project(*, project: Project, by, at: datetime, closed_on: date | None = None) -> Project:
    """Close for good what a colleague proposed to close (four eyes). Raises Refused with all that is still missing."""
    project = running_project(project)
    permit("projects.close_project", project, by=by)
    closed_on = closed_on or localdate(at)
    refuse_future(closed_on, at, field="closed_on")
    if project.started_on is not None and closed_on < project.started_on:
        raise Refused(_("Een project sluit niet voor zijn start."), field="closed_on")
    _refuse_while_missing(project)
    if project.closing_proposed_at is None:
        raise Refused(_("Stel eerst voor om dit project af te sluiten. Een collega sluit het daarna af."))
    if by is None or by.pk == project.closing_proposed_by_id:
        raise Refused(_("U stelde zelf voor om dit project af te sluiten. Een collega van PIO sluit het af."))
    advance_to(project, Phase.KNOWLEDGE, by=by, at=at)
    perform(project, "to_closed", by=by)
    perform(project, "close", by=by)
    project.closed_on, project.closed_by = closed_on, by
    project.save(update_fields=["phase", "state", "closed_on", "closed_by"])
    enter_phase(project, localdate(at))
    record(about=project, verb="project_closed", by=by, at=at, detail={"to": Phase.CLOSED.value})
    drop_tasks(project, by=by, at=at)
    return project


def _refuse_while_missing(project: Project) -> None:
    if missing := missing_for_closing(project):
        raise Refused(_("Dit project kan nog niet worden afgesloten. %(missing)s") % {"missing": " ".join(missing)})


@transaction.atomic
def waive_sharing(*, project: Project, reason: str, by, at: datetime) -> Project:
    """Let the project close without an activity and a story, for a reason: for the programme lead."""
    project = running_project(project)
    permit("projects.waive_sharing", project, by=by)
    if project.sharing_waived:
        raise Refused(_("Dit project is al vrijgesteld van kennisdeling."))
    project.sharing_waived_reason = refuse_blank(reason, field="reason")
    project.sharing_waived_at, project.sharing_waived_by = at, by
    project.save(update_fields=["sharing_waived_at", "sharing_waived_by", "sharing_waived_reason"])
    record(about=project, verb="sharing_waived", by=by, at=at, detail={"reason": project.sharing_waived_reason})
    settle_tasks(project, by=by, at=at)
    return project


@transaction.atomic
def share_knowledge(
    *,
    project: Project,
    kind: KnowledgeKind,
    title: str,
    on: date | None,
    source: str,
    address: str,
    by,
    at: datetime,
) -> KnowledgeRecord:
    """Record that an event or a story shared knowledge of the project, in whatever state that is.

    A second call for the same source updates its record. Permission is checked where the event or story is changed.
    """
    project = locked(project)
    fields = {"title": title, "on": on, "address": address}
    first = fields | {"recorded_at": at, "recorded_by": by}
    kept, is_new = KnowledgeRecord.objects.get_or_create(project=project, kind=kind, source=source, defaults=first)
    if is_new:
        record(
            about=project, verb=f"knowledge_shared_{KnowledgeKind(kind).value}", by=by, at=at, detail={"title": title}
        )
        settle_tasks(project, by=by, at=at)
    elif any(getattr(kept, name) != value for name, value in fields.items()):
        for name, value in fields.items():
            setattr(kept, name, value)
        kept.save(update_fields=list(fields))
    return kept
