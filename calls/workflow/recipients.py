"""Who hears about an application on the applicants' side."""

from django.db.models import Exists, OuterRef, Q

from calls.models import Application
from pio_portal.accounts.models import User
from pio_portal.correspondence.models import Message
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership


def applicants_of(application: Application) -> list[User]:
    """The managers of the applying organisation, and who submitted while still working there. One query."""
    return list(
        User.objects.filter(
            Q(memberships__level__gte=Level.MANAGER) | Q(pk=application.submitted_by_id),
            is_active=True,
            memberships__organisation_id=application.organisation_id,
            memberships__status=MembershipStatus.ACTIVE,
        )
        .distinct()
        .order_by("name", "pk")
    )


def correspondents_of(application: Application, pio: bool) -> list[User]:  # noqa: FBT001 - the ground's own form
    """Who gets a mail of a message to their side: of PIO the handler (without one, Vandaag tells everybody)."""
    people = _handler_of(application) if pio else _writers_of(application)
    return [user for user in people if user.has_perm("calls.view_messages_application", application)]


def _handler_of(application: Application) -> list[User]:
    handler = application.handler
    return [handler] if handler is not None and handler.is_active else []


def _writers_of(application: Application) -> list[User]:
    """The managers, who submitted, and who wrote in the messages: each while still working for an applicant. One query."""
    bodies = [application.organisation_id, *application.partners.values_list("pk", flat=True)]
    at_work = Membership.objects.active().filter(user=OuterRef("pk"), organisation__in=bodies)
    leads = at_work.filter(organisation=application.organisation_id, level__gte=Level.MANAGER)
    wrote = Message.objects.of(application).filter(from_pio=False, sent_by=OuterRef("pk"))
    involved = Exists(leads) | Exists(wrote) | Q(pk=application.submitted_by_id)
    return list(User.objects.filter(involved, Exists(at_work), is_active=True).order_by("name", "pk"))
