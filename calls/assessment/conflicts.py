"""Conflicts of interest: who has one, sees and does nothing with the application from then on."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from calls.enums import AssignmentStatus
from calls.models import Application, Assignment, Conflict
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Sorted

Leave = Callable[[Application, User, datetime], None]
_leaving: list[Leave] = []


def register_leaving(leave: Leave) -> Leave:
    """Decorate what takes a person with an interest out of what came of an application, such as its project."""
    _leaving.append(leave)
    return leave


@transaction.atomic
def declare_interest(*, application: Application, reason: str, by: User, at: datetime) -> Conflict:
    """Declare that someone of PIO has an interest in the application, at any moment.

    From then on the dossier does not exist for that person, who loses its handling and whatever advice was asked or
    given. Raises Refused without a reason.
    """
    application = locked(application)
    permit("calls.handle_application", application, by=by)
    conflict = shut_out(application, by, reason=reason, at=at)
    record(about=application, verb="conflict_declared", by=by, at=at)
    return conflict


def shut_out(application: Application, person: User, *, reason: str, at: datetime) -> Conflict:
    """Write the conflict of a person, and take out what that person did in the application, which the caller has locked.

    Points and advice do not count any more; the history keeps them.
    """
    if not reason.strip():
        raise Refused(_("Schrijf in één zin welk belang u hebt. Alleen het PIO-team leest dit."), field="reason")
    conflict, _new = Conflict.objects.get_or_create(
        application=application, user=person, defaults={"reason": reason.strip(), "declared_at": at}
    )
    person.known.clear()
    if application.handler_id == person.pk:
        application.handler = None
        application.save(update_fields=["handler"])
        record(about=application, verb="handler_left", by=None, at=at, detail={"handler": person.name})
    asked = Assignment.objects.filter(application=application, adviser=person).exclude(
        status__in=AssignmentStatus.gone()
    )
    for assignment in asked.select_for_update():
        _take_out(assignment, at)
    for leave in _leaving:
        leave(application, person, at)
    return conflict


def _take_out(assignment: Assignment, at: datetime) -> None:
    perform(assignment, "declare_conflict", by=None)  # whoever calls this has asked the permission
    assignment.scores.all().delete()
    assignment.declared_at = at
    assignment.advice, assignment.advice_text, assignment.advised_at = "", "", None
    assignment.save(update_fields=["status", "declared_at", "advice", "advice_text", "advised_at"])


def interest_of(application: Application, user: User) -> Organisation | None:
    """The applying organisation or partner that the user works for: an automatic conflict of interest."""
    concerned = Q(pk=application.organisation_id) | Q(pk__in=application.partners.values("pk"))
    return Organisation.objects.of_member(user).filter(concerned).order_by(Sorted("name")).first()


def check_interest(application: Application, user: User, *, field: str | None = None) -> None:
    """Raise Refused, naming the organisation, when the user works for an organisation that applies."""
    if organisation := interest_of(application, user):
        raise Refused(
            _("%(name)s werkt bij %(organisation)s en heeft dus een belang in deze aanvraag.")
            % {"name": user.name, "organisation": organisation.name},
            field=field,
        )


def check_unbiased(application: Application, user: User, *, field: str) -> None:
    """Raise Refused when the user has an interest, and so cannot be given work on the application."""
    check_interest(application, user, field=field)
    if user.pk in application.conflicted:
        raise Refused(
            _("%(name)s verklaarde een belangenconflict en kan deze aanvraag niet behandelen.") % {"name": user.name},
            field=field,
        )
