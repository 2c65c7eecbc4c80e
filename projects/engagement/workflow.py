"""What the client and PIO promise for a project, and its confirmation by both (plan, action 3).

PIO confirms first: that is how it puts the list before the client. Whatever changes afterwards is confirmed by both again.
"""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, permit
from pio_portal.correspondence import outbox
from pio_portal.formats import day_text
from pio_portal.organisations.enums import Level
from projects.enums import Side
from projects.models import Engagement, EngagementVersion, Project
from projects.project.client import client_people
from projects.project.workflow import running_project

MOST = 20
FIELDS = {
    Side.CLIENT: ("client_confirmed_at", "client_confirmed_by", "projects.confirm_for_client"),
    Side.PIO: ("pio_confirmed_at", "pio_confirmed_by", "projects.handle_project"),
}


def engagements_version(engagements: Iterable[Engagement]) -> str:
    """A short hash of the whole list. A button to confirm carries it, so that nobody confirms a list that changed."""
    listed = sorted((str(e.side), e.position, e.text, e.person, str(e.due_on)) for e in engagements)
    return hashlib.sha256(repr(listed).encode()).hexdigest()[:16]


# Writing the list


@transaction.atomic
def add_engagement(
    *, project: Project, side: str, text: str, by, at: datetime, person: str = "", due_on: date | None = None
) -> Engagement:
    """Promise one thing more. Raises Refused when a side promises too much, or for a day before the start."""
    project = _open_list(project, by=by)
    listed = project.engagements.filter(side=side)
    if listed.count() >= MOST:
        raise Refused(_("Hou het bij hoogstens %(most)d engagementen per kant.") % {"most": MOST}, field="side")
    _refuse_early(project, due_on)
    position = (listed.aggregate(last=Max("position"))["last"] or 0) + 1
    made = Engagement.objects.create(
        project=project, side=side, text=text.strip(), person=person.strip(), due_on=due_on, position=position
    )
    _ask_again(project, by=by, at=at)
    return made


@transaction.atomic
def change_engagement(
    *, engagement: Engagement, text: str, by, at: datetime, person: str = "", due_on: date | None = None
) -> Engagement:
    """Promise it in other words, by another person or on another day. Saving the same keeps the confirmations."""
    project = _open_list(engagement.project, by=by)
    engagement = locked(engagement)
    _refuse_early(project, due_on)
    wanted = {"text": text.strip(), "person": person.strip(), "due_on": due_on}
    changed = [name for name, value in wanted.items() if getattr(engagement, name) != value]
    if not changed:
        return engagement
    for name in changed:
        setattr(engagement, name, wanted[name])
    engagement.save(update_fields=changed)
    _ask_again(project, by=by, at=at)
    return engagement


@transaction.atomic
def remove_engagement(*, engagement: Engagement, by, at: datetime) -> None:
    """Promise it no longer. Raises Refused for the last one of a side. Earlier versions keep it."""
    project = _open_list(engagement.project, by=by)
    engagement = locked(engagement)
    if not project.engagements.filter(side=engagement.side).exclude(pk=engagement.pk).exists():
        raise Refused(_("Elke kant neemt minstens één engagement op."))
    engagement.delete()
    _ask_again(project, by=by, at=at)


def _open_list(project: Project, *, by) -> Project:
    project = running_project(project)
    permit("projects.handle_project", project, by=by)
    return project


def _refuse_early(project: Project, due_on: date | None) -> None:
    if due_on and project.started_on and due_on < project.started_on:
        raise Refused(_("Deze dag valt voor de start van het project."), field="due_on")


def _ask_again(project: Project, *, by, at: datetime) -> None:
    """Take back what was confirmed, after a change of the list of a locked project."""
    was_confirmed = project.client_confirmed_at is not None or project.pio_confirmed_at is not None
    project.client_confirmed_at = project.client_confirmed_by = None
    project.pio_confirmed_at = project.pio_confirmed_by = None
    project.save(update_fields=[name for fields in FIELDS.values() for name in fields[:2]])
    verb = "engagements_changed_after_confirmation" if was_confirmed else "engagements_changed"
    record(about=project, verb=verb, by=by, at=at)


# Confirming it


@transaction.atomic
def confirm_engagements(*, project: Project, side: Side, by, at: datetime, seen: str | None = None) -> Project:
    """Confirm the whole list for one side: by PIO, which mails it to the client, then by a manager of the client.

    `seen` is the `engagements_version` that was on the page; raises Refused when the list changed since, when nobody is
    named for a promise, and for a client to whom PIO has not put the list yet.
    """
    project = running_project(project)
    when, who, permission = FIELDS[side]
    permit(permission, project, by=by)
    promised = list(project.engagements.all())
    if getattr(project, when) is not None:
        raise Refused(_("De engagementen zijn langs deze kant al bevestigd."))
    if seen is not None and seen != engagements_version(promised):
        raise Refused(_("De engagementen zijn intussen gewijzigd. Lees ze opnieuw voor u bevestigt."))
    if side == Side.CLIENT and project.pio_confirmed_at is None:
        raise Refused(_("PIO werkt nog aan deze engagementen. U krijgt een mail zodra u ze kunt bevestigen."))
    if nameless := [f"“{engagement}”" for engagement in promised if not engagement.person]:
        raise Refused(_("Zeg eerst bij elk engagement wie ervoor instaat: %(texts)s.") % {"texts": ", ".join(nameless)})
    setattr(project, when, at)
    setattr(project, who, by)
    project.save(update_fields=[when, who])
    record(about=project, verb=f"engagements_confirmed_{side.value}", by=by, at=at)
    if project.both_confirmed:
        _keep_version(project, promised)
    else:
        _ask_confirmation(project)
    return project


def _keep_version(project: Project, promised: Iterable[Engagement]) -> None:
    """Freeze the list that both sides confirmed."""
    last = project.engagement_versions.aggregate(last=Max("number"))["last"] or 0
    project.agreed_version = last + 1
    EngagementVersion.objects.create(
        project=project,
        number=project.agreed_version,
        lines=[_line(engagement) for engagement in promised],
        **{name: getattr(project, name) for fields in FIELDS.values() for name in fields[:2]},
    )
    project.save(update_fields=["agreed_version"])


def _line(engagement: Engagement) -> dict[str, str]:
    return {
        "side": str(engagement.side),
        "text": engagement.text,
        "person": engagement.person,
        "due_on": day_text(engagement.due_on) if engagement.due_on else "",
    }


@outbox.unless_muted
def _ask_confirmation(project: Project) -> None:
    """Mail the client's managers that they must confirm the engagements. Without managers nobody is mailed."""
    if recipients := client_people(project, Level.MANAGER):
        context = {
            "project": project.title,
            "ref": project.ref,
            "organisation": project.organisation.name,
            "link": outbox.link(project.get_applicant_url()),
        }
        outbox.post_mail("engagements_to_confirm", to=recipients, about=project, context=context)
