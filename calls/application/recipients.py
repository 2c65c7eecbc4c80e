"""Who gets mails about an application."""

from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q

from calls.models import Application, Revision, SectionAnswer
from pio_portal.accounts.models import User
from pio_portal.correspondence.models import Message, SentMail
from pio_portal.correspondence.parties import at_work, in_the_thread
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership
from pio_portal.searched import Sorted


def applicants_of(application: Application) -> list[User]:
    """The managers of the applying organisation, and the person who submitted if still a member. One query."""
    return list(
        User.objects.filter(
            Q(memberships__level__gte=Level.MANAGER) | Q(pk=application.submitted_by_id),
            is_active=True,
            memberships__organisation_id=application.organisation_id,
            memberships__status=MembershipStatus.ACTIVE,
        )
        .distinct()
        .order_by(Sorted("name"), "pk")
    )


def mailed_receipt(revision: Revision) -> list[str]:
    """The addresses to which the receipt of the newest revision was mailed. One query."""
    about = ContentType.objects.get_for_model(Application)
    sent = SentMail.objects.filter(about_type=about, about_id=revision.application_id, kind__endswith="_receipt")
    sent = sent.filter(email__created__gte=revision.submitted_at)
    return sorted({address for to in sent.values_list("email__to", flat=True) for address in to})


def correspondents_of(application: Application, pio: bool) -> list[User]:  # noqa: FBT001 - the ground's own form
    """Who gets a mail about a message to their side. Of PIO that is the handler; without one it only stands on Vandaag."""
    people = _handler_of(application) if pio else in_the_thread(application, also=[application.submitted_by_id])
    return [user for user in people if user.has_perm("calls.view_messages_application", application)]


def writing_along(application: Application) -> list[User]:
    """Who helps to write it: began it, answered something or wrote a message, and still works for an applicant. One query.

    They get copies of what is told to the others.
    """
    kept: Any = SectionAnswer._meta.get_field("history").related_model
    answered = kept.objects.filter(application_id=application.pk, updated_by_id=OuterRef("pk"))
    wrote = Message.objects.of(application).filter(from_pio=False, sent_by=OuterRef("pk"))
    helped = Exists(answered) | Exists(wrote) | Q(pk=application.created_by_id) | Q(pk=application.submitted_by_id)
    found = User.objects.filter(helped, Exists(at_work(application)), is_active=True)
    return list(found.order_by(Sorted("name"), "pk"))


def _handler_of(application: Application) -> list[User]:
    handler = application.handler
    return [handler] if handler is not None and handler.is_active else []


def writers_of(applications: Sequence[Application]) -> dict[int, list[User]]:
    """Per application its writers: editors and managers of the applicant and the partners. Two queries."""
    taking_part: dict[int, set[int]] = {a.pk: {a.organisation_id} for a in applications}
    through = Application.partners.through
    for row in through.objects.filter(application__in=taking_part):
        taking_part[row.application_id].add(row.organisation_id)
    memberships = Membership.objects.filter(
        organisation__in=set().union(*taking_part.values()),
        status=MembershipStatus.ACTIVE,
        level__gte=Level.EDITOR,
        user__is_active=True,
    ).select_related("user")
    members: dict[int, list[User]] = {}
    for membership in memberships.order_by(Sorted("user__name"), "user_id"):
        members.setdefault(membership.organisation_id, []).append(membership.user)
    return {
        pk: list({user.pk: user for o in sorted(organisations) for user in members.get(o, ())}.values())
        for pk, organisations in taking_part.items()
    }
