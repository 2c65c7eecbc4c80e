"""Organisations and who belongs to them. The organisation owns its dossiers: whoever leaves takes nothing away."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit, save_checked
from pio_portal.correspondence import outbox
from pio_portal.organisations import invitations
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.models import Membership, Organisation


def add_organisation(
    *,
    kbo: str,
    name: str,
    type: str,  # noqa: A002 - the field's own name
    ovo: str = "",
    postcode: str = "",
    by,
    at: datetime,
) -> Organisation:
    """Add an organisation that the portal does not know. Whoever adds it for itself may write for it at once.

    Its manager it becomes once PIO confirms that: anyone can type the number of any public body. Raises Refused when it is known already, at the field that says so.
    """
    if Organisation.objects.filter(kbo=kbo).exists():
        raise Refused(_("Deze organisatie staat al in het portaal. Zoek ze op en vraag toegang."), field="kbo")
    try:
        return _add(Organisation(kbo=kbo, name=name, type=type, ovo=ovo or None, postcode=postcode), by=by, at=at)
    except IntegrityError as error:  # somebody added the same one in this very moment
        raise Refused(_("Deze organisatie staat al in het portaal. Zoek ze op en vraag toegang.")) from error


@transaction.atomic
def _add(organisation: Organisation, *, by, at: datetime) -> Organisation:
    save_checked(organisation)
    record(about=organisation, verb="organisation_added", by=by, at=at)
    if by is not None and not by.is_internal:
        Membership.objects.create(
            organisation=organisation,
            user=by,
            level=Level.EDITOR,
            status=MembershipStatus.ACTIVE,
            requested_at=at,
            decided_at=at,
            decided_by=by,
        )
        _forget_levels(by)
    return organisation


@transaction.atomic
def change_address(
    *, organisation: Organisation, street: str, postcode: str, municipality: str, by, at: datetime
) -> Organisation:
    """Say where letters to the organisation go. Raises NotPermitted for who neither manages it nor works for PIO."""
    organisation = locked(organisation)
    permit("organisations.change_organisation", organisation, by=by)
    organisation.street, organisation.postcode, organisation.municipality = street, postcode, municipality
    save_checked(organisation)
    record(about=organisation, verb="organisation_address_changed", by=by, at=at)
    return organisation


@transaction.atomic
def request_membership(*, organisation: Organisation, by: User, at: datetime) -> Membership:
    """Ask to belong to an organisation. Its managers decide; where there is none its own mail domain, else PIO."""
    organisation = locked(organisation)
    if by.is_internal:
        raise Refused(_("Wie voor het programma werkt, hoort niet bij een organisatie die indient."))
    waiting = organisation.memberships.filter(
        user=by, status__in=[MembershipStatus.REQUESTED, MembershipStatus.ACTIVE]
    ).first()
    if waiting is not None:
        already = waiting.status == MembershipStatus.ACTIVE
        raise Refused(
            _("U hoort al bij deze organisatie.") if already else _("U vroeg al toegang. De beheerder beslist nog.")
        )
    membership = Membership.objects.create(organisation=organisation, user=by, requested_at=at)
    record(about=organisation, verb="membership_requested", by=by, at=at)
    if organisation.vouches_for(by) and not managers_of(organisation):
        membership = _decide(membership, "accept", by=None, at=at)
        membership.level, membership.decided_by = Level.MANAGER, by
        membership.save()
        _confirmed_by_domain(membership, at=at)
        return membership
    outbox.post_mail(
        "membership_requested",
        to=managers_of(organisation),
        about=organisation,
        context={
            "person": by.name,
            "email": by.email,
            "organisation": organisation.name,
            "link": outbox.link(reverse("organisations:applicant_organisation", args=[organisation.pk])),
        },
        reply_to=by,
    )
    return membership


@transaction.atomic
def accept_membership(*, membership: Membership, level: int, by, at: datetime) -> Membership:
    """Let somebody in, at a level."""
    membership = _decide(membership, "accept", by=by, at=at)
    membership.level = Level(level)
    membership.save()
    detail = {"person": membership.user.name, "level": str(Level(level).label)}
    record(about=membership.organisation, verb="membership_accepted", by=by, at=at, detail=detail)
    _tell("membership_accepted", membership, level=str(Level(level).label).lower())
    return membership


@transaction.atomic
def refuse_membership(*, membership: Membership, by, at: datetime) -> Membership:
    """Do not let somebody in. It may ask again."""
    membership = _decide(membership, "refuse", by=by, at=at)
    membership.save()
    detail = {"person": membership.user.name}
    record(about=membership.organisation, verb="membership_refused", by=by, at=at, detail=detail)
    _tell("membership_refused", membership)
    return membership


@transaction.atomic
def change_level(*, membership: Membership, level: int, by, at: datetime) -> Membership:
    """Give a member another level. An organisation keeps at least one manager."""
    organisation, membership = locked(membership.organisation), locked(membership)
    permit("organisations.manage_membership", membership, by=by)
    if membership.status != MembershipStatus.ACTIVE:
        raise Refused(_("Deze persoon hoort niet meer bij de organisatie."))
    if level < Level.MANAGER and _is_last_manager(organisation, membership):
        raise Refused(_("Dit is de enige beheerder. Maak eerst iemand anders beheerder."))
    membership.level = Level(level)
    membership.save()
    detail = {"person": membership.user.name, "level": str(Level(level).label)}
    record(about=organisation, verb="membership_level_changed", by=by, at=at, detail=detail)
    if by is None or by.pk != membership.user_id:
        _tell("membership_level_changed", membership, level=str(Level(level).label).lower())
    return membership


@transaction.atomic
def end_membership(*, membership: Membership, by, at: datetime) -> Membership:
    """Somebody leaves, or is removed. The last manager stays as long as there are other members."""
    organisation, membership = locked(membership.organisation), locked(membership)
    others = organisation.memberships.active().exclude(pk=membership.pk).exists()
    if others and _is_last_manager(organisation, membership):
        raise Refused(_("Dit is de enige beheerder, en er zijn nog andere leden. Maak eerst iemand anders beheerder."))
    perform(membership, "end", by=by)
    membership.ended_at, membership.ended_by = at, by
    membership.save()
    detail = {"person": membership.user.name}
    record(about=organisation, verb="membership_ended", by=by, at=at, detail=detail)
    if by is None or by.pk != membership.user_id:
        _tell("membership_ended", membership)
    return membership


@transaction.atomic
def note_mail_domain(*, organisation: Organisation, mail_domain: str, by: User, at: datetime) -> Organisation:
    """Say what stands behind the @ of the organisation's people.

    Where it has no manager, the first of its members with such an address becomes one.
    """
    organisation = locked(organisation)
    permit("organisations.note_mail_domain", organisation, by=by)
    organisation.mail_domain = mail_domain
    save_checked(organisation)
    record(about=organisation, verb="mail_domain_noted", by=by, at=at, detail={"domain": mail_domain or "–"})
    members = organisation.memberships.active().of_people().order_by("pk")
    waiting = next((row for row in members if organisation.vouches_for(row.user)), None)
    if waiting is not None and not managers_of(organisation):
        waiting.level = Level.MANAGER
        waiting.save()
        _confirmed_by_domain(waiting, at=at)
    return organisation


@transaction.atomic
def invite(*, organisation: Organisation, email: str, by, at: datetime) -> None:
    """Mail somebody how to join: log in or sign up with this address, and take the invitation.

    The mail is the same with and without an account, so that nobody learns who has one.
    """
    permit("organisations.manage_organisation", organisation, by=by)
    key = invitations.key_of(organisation=organisation, email=email, by=by, at=at)
    address = reverse("organisations:invitation", args=[key])
    context = {"person": by.name if by else "PIO", "organisation": organisation.name, "link": outbox.link(address)}
    outbox.post_mail(
        "membership_invitation", to=email.strip().lower(), about=organisation, context=context, reply_to=by
    )
    record(about=organisation, verb="membership_invited", by=by, at=at, detail={"email": email})


@transaction.atomic
def accept_invitation(*, invitation: invitations.Invitation, by: User, at: datetime) -> Organisation:
    """Join as an editor: the manager who invited already said yes.

    Raises Refused for an invitation of somebody else, of a manager who is that no more, or from before its guest left.
    """
    organisation = locked(invitation.organisation)
    if by.is_internal:
        raise Refused(_("Wie voor het programma werkt, hoort niet bij een organisatie die indient."))
    if not invitation.is_for(by.email):
        raise Refused(_("Deze uitnodiging is voor een ander e-mailadres. Log in met het adres waarop u ze kreeg."))
    if not invitation.by.has_perm("organisations.manage_organisation", organisation):
        raise Refused(_("Wie u uitnodigde, is geen beheerder meer. Zoek uw organisatie op en vraag toegang."))
    own = organisation.memberships.filter(user=by)
    if own.filter(status=MembershipStatus.ACTIVE).exists():
        raise Refused(_("U hoort al bij deze organisatie."))
    if own.filter(ended_at__gt=invitation.at).exists():
        raise Refused(_("Deze uitnodiging geldt niet meer. Zoek uw organisatie op en vraag toegang."))
    asked = own.filter(status=MembershipStatus.REQUESTED).first()
    if asked is not None:
        accept_membership(membership=asked, level=Level.EDITOR, by=invitation.by, at=at)
    else:
        Membership.objects.create(
            organisation=organisation,
            user=by,
            level=Level.EDITOR,
            status=MembershipStatus.ACTIVE,
            requested_at=at,
            decided_at=at,
            decided_by=invitation.by,
        )
    record(about=organisation, verb="membership_invitation_accepted", by=by, at=at)
    _forget_levels(by)
    return organisation


def managers_of(organisation: Organisation) -> list[User]:
    """Who decides for the organisation."""
    rows = organisation.memberships.active().filter(level=Level.MANAGER, user__is_active=True).select_related("user")
    return [row.user for row in rows.order_by("pk")]


def _decide(membership: Membership, transition: str, *, by, at: datetime) -> Membership:
    membership = locked(membership)
    perform(membership, transition, by=by)
    membership.decided_at, membership.decided_by = at, by
    return membership


def _confirmed_by_domain(membership: Membership, *, at: datetime) -> None:
    """Write down and tell that somebody manages the organisation because of the own address."""
    detail = {"person": membership.user.name}
    record(about=membership.organisation, verb="membership_confirmed_by_domain", by=None, at=at, detail=detail)
    _tell("membership_level_changed", membership, level=str(Level.MANAGER.label).lower())
    _forget_levels(membership.user)


def _is_last_manager(organisation: Organisation, membership: Membership) -> bool:
    if membership.status != MembershipStatus.ACTIVE or membership.level != Level.MANAGER:
        return False
    return not organisation.memberships.active().filter(level=Level.MANAGER).exclude(pk=membership.pk).exists()


def _tell(kind: str, membership: Membership, **context: str) -> None:
    outbox.post_mail(
        kind,
        to=membership.user,
        about=membership.organisation,
        context={
            "organisation": membership.organisation.name,
            "link": outbox.link(reverse("organisations:applicant_organisations")),
            **context,
        },
    )


def _forget_levels(user) -> None:
    """The rules keep a user's levels for the length of a request; they just changed."""
    user.known.clear()
