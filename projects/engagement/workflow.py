"""What the client and PIO promise for a project, and its confirmation by both (plan, action 3)."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.audit.workflow import record
from pio_portal.change import Refused, permit
from pio_portal.correspondence import outbox
from pio_portal.organisations.enums import Level, MembershipStatus
from projects.enums import Phase, Side
from projects.models import Engagement, Project
from projects.project.workflow import running_project

MOST = 20
LONGEST = 300  # characters, as the column
FIELDS = {
    Side.CLIENT: ("client_confirmed_at", "client_confirmed_by", "projects.confirm_for_client"),
    Side.PIO: ("pio_confirmed_at", "pio_confirmed_by", "projects.handle_project"),
}


def engagements_version(engagements: Iterable[Engagement]) -> str:
    """A short hash of the whole list. A button to confirm carries it, so that nobody confirms a list that changed."""
    listed = sorted((str(e.side), e.position, e.text) for e in engagements)
    return hashlib.sha256(repr(listed).encode()).hexdigest()[:16]


@transaction.atomic
def change_engagements(*, project: Project, client: Sequence[str], pio: Sequence[str], by, at: datetime) -> Project:
    """Replace both lists. What was confirmed must then be confirmed again, by both sides.

    Raises Refused once the preparation has begun, which both sides had to confirm the lists for.
    """
    project = running_project(project)
    permit("projects.handle_project", project, by=by)
    if project.phase != Phase.INTAKE:
        raise Refused(_("De engagementen liggen vast sinds het voortraject begon."))
    wanted = [*_engagements_of(project, Side.CLIENT, client), *_engagements_of(project, Side.PIO, pio)]
    if engagements_version(wanted) == engagements_version(project.engagements.all()):
        return project
    project.engagements.all().delete()
    Engagement.objects.bulk_create(wanted)
    was_confirmed = project.client_confirmed_at is not None or project.pio_confirmed_at is not None
    project.client_confirmed_at = project.client_confirmed_by = None
    project.pio_confirmed_at = project.pio_confirmed_by = None
    project.save(update_fields=[name for fields in FIELDS.values() for name in fields[:2]])
    verb = "engagements_changed_after_confirmation" if was_confirmed else "engagements_changed"
    record(about=project, verb=verb, by=by, at=at)
    if was_confirmed:
        ask_confirmation(project)
    return project


def _engagements_of(project: Project, side: Side, texts: Sequence[str]) -> list[Engagement]:
    wanted = [text.strip() for text in texts if text.strip()]
    if not wanted:
        raise Refused(_("Elke kant neemt minstens één engagement op."), field=side.value)
    if len(wanted) > MOST:
        raise Refused(_("Hou het bij hoogstens %(most)d engagementen per kant.") % {"most": MOST}, field=side.value)
    if any(len(text) > LONGEST for text in wanted):
        raise Refused(_("Een engagement telt hoogstens %(most)d tekens.") % {"most": LONGEST}, field=side.value)
    return [Engagement(project=project, side=side, text=text, position=n) for n, text in enumerate(wanted, start=1)]


@transaction.atomic
def confirm_engagements(*, project: Project, side: Side, by, at: datetime, seen: str | None = None) -> Project:
    """Confirm the whole list for one side: by a manager of the client, or by PIO.

    `seen` is the `engagements_version` that was on the page; raises Refused when the list changed since.
    """
    project = running_project(project)
    when, who, permission = FIELDS[side]
    permit(permission, project, by=by)
    if getattr(project, when) is not None:
        raise Refused(_("De engagementen zijn langs deze kant al bevestigd."))
    if seen is not None and seen != engagements_version(project.engagements.all()):
        raise Refused(_("De engagementen zijn intussen gewijzigd. Lees ze opnieuw voor u bevestigt."))
    setattr(project, when, at)
    setattr(project, who, by)
    project.save(update_fields=[when, who])
    record(about=project, verb=f"engagements_confirmed_{side.value}", by=by, at=at)
    return project


def ask_confirmation(project: Project) -> None:
    """Mail the client's managers that they must confirm the engagements. Without managers nobody is mailed."""
    managers = get_user_model().objects.filter(
        is_active=True,
        memberships__organisation_id=project.organisation_id,
        memberships__status=MembershipStatus.ACTIVE,
        memberships__level=Level.MANAGER,
    )
    if recipients := list(managers.distinct().order_by("pk")):
        context = {
            "project": project.title,
            "ref": project.ref,
            "organisation": project.organisation.name,
            "link": outbox.link(project.get_applicant_url()),
        }
        outbox.post_mail("engagements_to_confirm", to=recipients, about=project, context=context)
