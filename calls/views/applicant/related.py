"""What the pages of a dossier show of working together, signing, and what it comes from or became."""

from datetime import datetime

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.application.successors import rounds_to_carry_to
from calls.enums import ApplicationStatus as Status
from calls.enums import InvitationStatus
from calls.models import Application
from pio_portal.ui.shapes import TaskRow
from pio_portal.ui.similarity import Subject, find_doubles


def of_draft(user, application: Application) -> dict:
    """Beside the task list: partners, the earlier decision, doubles, and what a manager or editor can do with it."""
    prefetch_related_objects([application], "partners")
    return {
        "partners_row": _partners_row(application),
        "doubles": find_doubles(user, Subject.of(application), staff=False),
        "previous": previous(user, application),
        "can_sign": user.has_perm("calls.submit_application", application),
        "can_copy": user.has_perm("calls.copy_application", application),
        "can_discard": application.status == Status.DRAFT and user.has_perm("calls.discard_application", application),
    }


def of_submitted(user, application: Application, now: datetime) -> dict:
    """Beside the timeline: whether it can come back in a later round, or already did."""
    may = user.has_perm("calls.copy_application", application)
    carried = application.successors.kept().filter(carried=True).order_by("-pk").first() if may else None
    can_carry = may and application.can_be_carried
    return {
        "can_copy": may,
        "can_carry": can_carry,
        "carried_on": carried,
        "rounds": rounds_to_carry_to(now) if can_carry and carried is None else (),
        "previous": previous(user, application),
    }


def previous(user, application: Application) -> dict | None:
    """What PIO wrote about the application that this one was carried from. Only what its applicants could read."""
    origin = application.origin
    if origin is None or not application.carried:
        return None
    return {
        "origin": origin,
        "decision": origin.decision,
        "status": Status(origin.status),
        "may_open": user.has_perm("calls.view_application", origin),
    }


def _partners_row(application: Application) -> TaskRow:
    waiting = sum(i.status == InvitationStatus.INVITED for i in application.invitations.current())
    names = [str(partner) for partner in application.partners.all()]
    state = _("Niet verplicht")
    if waiting:
        state = _("Wacht op 1 antwoord") if waiting == 1 else _("Wacht op %(n)d antwoorden") % {"n": waiting}
    elif names:
        state = _("1 doet mee") if len(names) == 1 else _("%(n)d doen mee") % {"n": len(names)}
    return TaskRow(
        label=_("Samenwerking"),
        url=reverse("calls:applicant_application_partners", args=[application.ref]),
        hint=", ".join(names) or _("Andere organisaties die samen met u aanvragen."),
        state=state,
        tone="warn" if waiting else "ok" if names else "",
    )
