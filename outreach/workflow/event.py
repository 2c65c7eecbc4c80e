"""Events: prepared, announced, held. One held with a client tells its projects that knowledge was shared."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from outreach.enums import EventKind
from outreach.models import Event, Partner
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.references import next_reference
from pio_portal.registrations.workflow.occasion import (
    OccasionData,
    announce_owner,
    call_off_owner,
    change_occasion,
    check_announced,
    plan_occasion,
)
from pio_portal.slugs import free_slug
from projects.closing.workflow import share_knowledge
from projects.enums import KnowledgeKind
from projects.models import Project

HANDLE = Event.handle_permission


@transaction.atomic
def create_event(
    *,
    occasion: OccasionData,
    kind: EventKind,
    summary: str = "",
    partners: Iterable[Partner] = (),
    project: Project | None = None,
    by,
    at: datetime,
) -> Event:
    """An event in preparation, seen inside the programme only until it is published."""
    permit(HANDLE, None, by=by)
    event = Event(
        ref=next_reference("E", localdate(at).year),
        slug=free_slug(Event, occasion.title),
        occasion=plan_occasion(data=occasion),
        kind=kind,
        summary=summary,
    )
    save_checked(event)
    event.partners.set(partners)
    record(about=event, verb="event_created", by=by, at=at)
    if project is not None:
        link_event(event=event, project=project, by=by, at=at)
    return event


@transaction.atomic
def change_event(
    *,
    event: Event,
    occasion: OccasionData,
    kind: EventKind,
    summary: str,
    partners: Iterable[Partner],
    by,
    at: datetime,
) -> Event:
    """Change what is announced. Who is registered hears of another moment or place.

    Raises Refused when it was cancelled, or when its knowledge sharing was told to a project and the kind would change.
    """
    event = _locked_event(event, by=by)
    if event.is_cancelled:
        raise Refused(_("Deze activiteit is geannuleerd en kan niet meer gewijzigd worden."))
    if event.takes_registrations:
        _check_announced(occasion.starts_at, summary)
    if event.shares_knowledge and kind != event.kind and event.projects.exists():
        raise Refused(_("Deze kennisdeling telt al bij haar projecten. De soort kan niet meer wijzigen."), field="kind")
    event.kind, event.summary = kind, summary
    save_checked(event)
    event.partners.set(partners)
    event.occasion = change_occasion(occasion=event.occasion, data=occasion, at=at)
    record(about=event, verb="event_changed", by=by, at=at)
    _tell_projects(event, event.projects.all(), by=by, at=at)
    return event


@transaction.atomic
def link_event(*, event: Event, project: Project, by, at: datetime) -> Event:
    """Say whose knowledge is shared. Once it was held, the project hears at once. Linking twice does nothing more."""
    event = _locked_event(event, by=by)
    if not event.projects.contains(project):
        event.projects.add(project)
        record(about=event, verb="event_project_linked", by=by, at=at, detail={"project": project.ref})
        _tell_projects(event, [project], by=by, at=at)
    return event


@transaction.atomic
def unlink_event(*, event: Event, project: Project, by, at: datetime) -> Event:
    """Take back a link made by mistake. Raises Refused once the project was told: its closing may rest on it."""
    event = _locked_event(event, by=by)
    if event.shares_knowledge:
        raise Refused(
            _("Deze kennisdeling telt al bij project %(ref)s. Ontkoppelen kan niet meer.") % {"ref": project.ref}
        )
    if event.projects.contains(project):
        event.projects.remove(project)
        record(about=event, verb="event_project_unlinked", by=by, at=at, detail={"project": project.ref})
    return event


@transaction.atomic
def publish_event(*, event: Event, by, at: datetime) -> Event:
    """Announce it on the public site. Raises Refused without a summary, or without a start that still has to come."""
    event = _locked_event(event, by=by)
    perform(event, "publish", by=by)
    _check_announced(event.occasion.starts_at, event.summary)
    announce_owner(event, at=at)
    record(about=event, verb="event_published", by=by, at=at)
    return event


@transaction.atomic
def hold_event(*, event: Event, by, at: datetime) -> Event:
    """Note that it took place. Knowledge sharing is told to each of its projects.

    What was never announced, such as a session that others organised, is public from then on, among what is past.
    Raises Refused before it is over, and without a summary for the public.
    """
    event = _locked_event(event, by=by)
    perform(event, "hold", by=by)
    if not event.occasion.has_ended(at):
        raise Refused(_("De activiteit is nog niet voorbij."))
    if event.published_at is None:
        _check_announced(event.occasion.starts_at, event.summary)
        event.published_at = at
    event.save(update_fields=["status", "published_at"])
    record(about=event, verb="event_held", by=by, at=at)
    _tell_projects(event, event.projects.all(), by=by, at=at)
    return event


@transaction.atomic
def cancel_event(*, event: Event, reason: str, by, at: datetime) -> Event:
    """Call it off, with the reason that everybody who registered reads too."""
    event = _locked_event(event, by=by)
    call_off_owner(event, reason=reason, verb="event_cancelled", by=by, at=at)
    return event


def _locked_event(event: Event, *, by) -> Event:
    """The event as it is now, held until the transaction ends. Raises NotPermitted when `by` may not handle it."""
    event = locked(event)
    permit(HANDLE, event, by=by)
    return event


def _check_announced(starts_at: datetime | None, summary: str) -> None:
    check_announced(starts_at=starts_at, summary=summary, no_start=_("Vul eerst in wanneer de activiteit begint."))


def _tell_projects(event: Event, projects: Iterable[Project], *, by, at: datetime) -> None:
    """In the order of their keys, so that two events never wait for each other's projects."""
    if not event.shares_knowledge:
        return
    starts_at = event.occasion.starts_at
    for project in sorted(projects, key=lambda project: project.pk):
        share_knowledge(
            project=project,
            kind=KnowledgeKind.ACTIVITY,
            title=event.title,
            on=localdate(starts_at) if starts_at else localdate(at),
            source=event.ref,
            address=event.get_absolute_url(),
            by=by,
            at=at,
        )
