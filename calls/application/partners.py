"""Several organisations in one application: invite, answer, cancel, leave.

An organisation takes part once a manager of it said so; nobody is added without being asked. The leading organisation
invites, signs and submits; partners read, and their editors write.

Every verb holds the application first and the invitation after it, so that an answer, a cancellation and a submission
come one after the other.
"""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from calls.enums import InvitationStatus
from calls.models import Application, Invitation
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, perform, permit
from pio_portal.correspondence import outbox
from pio_portal.organisations.models import Organisation
from pio_portal.organisations.workflow import add_organisation, managers_of

MOST_TOGETHER = 20  # organisations that take part or are asked to
MOST_INVITATIONS = 60  # of one application, answered ones included: each is a mail to somebody


@transaction.atomic
def invite_organisation(
    *, application: Application, organisation: Organisation, by, at: datetime, message: str = "", email: str = ""
) -> Invitation:
    """Ask an organisation to take part. Its managers are told by mail; when it has none, `email` is asked to sign up.

    Raises NotPermitted; and Refused once the application is submitted, for an organisation that takes part or is asked
    already, and without anybody to ask.
    """
    application = locked(application)
    permit("calls.invite_organisation", application, by=by)
    _check_open(application)
    _check_new(application, organisation)
    managers = managers_of(organisation)
    if not managers and not email.strip():
        raise Refused(
            _("Niemand beheert %(organisation)s in het portaal. Geef het e-mailadres van iemand die er werkt.")
            % {"organisation": organisation.name},
            field="email",
        )
    invitation = Invitation.objects.create(
        application=application, organisation=organisation, message=message.strip(), invited_at=at, invited_by=by
    )
    _tell_timeline("organisation_invited", application, organisation, by, at)
    context = _named(application, organisation) | {
        "person": by.name if by else _("Het portaal"),
        "applicant": application.organisation.name,
        "message": _("Het bericht daarbij: %(text)s") % {"text": invitation.message} if invitation.message else "",
    }
    if managers:
        link = outbox.link(invitation)
        outbox.post_mail(
            "invitation_received", to=managers, about=application, context=context | {"link": link}, reply_to=by
        )
    else:
        link = outbox.link(f"{reverse('organisations:search')}?q={organisation.kbo or organisation.name}")
        outbox.post_mail(
            "invitation_to_join", to=email.strip(), about=application, context=context | {"link": link}, reply_to=by
        )
    return invitation


@transaction.atomic
def invite_unknown(
    *,
    application: Application,
    kbo: str,
    name: str,
    type: str,  # noqa: A002 - the field's own name
    email: str,
    by,
    at: datetime,
    message: str = "",
) -> Invitation:
    """Invite an organisation that the portal does not know yet. It has no manager: PIO decides who its first one is."""
    permit("calls.invite_organisation", application, by=by)
    organisation = Organisation.objects.filter(kbo=kbo).first() or add_organisation(
        kbo=kbo, name=name, type=type, by=None, at=at
    )
    return invite_organisation(
        application=application, organisation=organisation, message=message, email=email, by=by, at=at
    )


@transaction.atomic
def add_partner(*, application: Application, organisation: Organisation, by, at: datetime) -> Invitation | None:
    """Add a partner without an invitation: for imported and demo applications, where nobody has to be asked."""
    application = locked(application)
    if organisation.pk == application.organisation_id or application.partners.contains(organisation):
        return None
    application.partners.add(organisation)
    invitation = Invitation(
        application=application, organisation=organisation, invited_at=at, invited_by=by, decided_at=at
    )
    perform(invitation, "accept", by=None)
    invitation.save()
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, by, at: datetime) -> Invitation:
    """Take part: the organisation becomes a partner. Raises NotPermitted, and Refused when it is too late for that."""
    return _answer("accept", invitation, by=by, at=at)


@transaction.atomic
def decline_invitation(*, invitation: Invitation, by, at: datetime) -> Invitation:
    """Not take part. The organisation can be invited again."""
    return _answer("decline", invitation, by=by, at=at)


def _answer(transition: str, invitation: Invitation, *, by, at: datetime) -> Invitation:
    application, invitation = _locked_invitation(invitation)
    perform(invitation, transition, by=by)
    _check_open(application)
    _decided(invitation, by, at)
    organisation = invitation.organisation
    accepted = invitation.status == InvitationStatus.ACCEPTED
    if accepted:
        application.partners.add(organisation)
    _tell_timeline("invitation_accepted" if accepted else "invitation_declined", application, organisation, by, at)
    outbox.post_mail(
        "invitation_answered",
        to=_hosts(application, invitation),
        about=application,
        context=_named(application, organisation)
        | {
            "answer": _("doet mee") if accepted else _("doet niet mee"),
            "person": by.name if by else _("Het portaal"),
            "link": outbox.link(reverse("calls:applicant_application_partners", args=[application.ref])),
        },
    )
    return invitation


@transaction.atomic
def cancel_invitation(*, invitation: Invitation, by, at: datetime) -> Invitation:
    """Take an invitation back that was not answered. Its managers are told. Refused when they answered before."""
    _application, invitation = _locked_invitation(invitation)
    return _cancel(invitation, by=by, at=at)


def cancel_waiting(*, application: Application, by, at: datetime) -> None:
    """End the open invitations of an application that is submitted or thrown away. The caller has locked it."""
    for invitation in application.invitations.filter(status=InvitationStatus.INVITED).select_related("organisation"):
        invitation.application = application
        _cancel(locked(invitation), by=by, at=at, as_system=True)


def _cancel(invitation: Invitation, *, by, at: datetime, as_system: bool = False) -> Invitation:
    application, organisation = invitation.application, invitation.organisation
    perform(invitation, "cancel", by=None if as_system else by)
    _decided(invitation, by, at)
    verb = "invitation_lapsed" if as_system else "invitation_cancelled"
    _tell_timeline(verb, application, organisation, by, at)
    if managers := managers_of(organisation):
        context = _named(application, organisation) | {"applicant": application.organisation.name}
        outbox.post_mail("invitation_cancelled", to=managers, about=application, context=context)
    return invitation


@transaction.atomic
def leave_application(
    *, application: Application, organisation: Organisation, by, at: datetime, reason: str = ""
) -> Invitation:
    """A partner goes: by its own manager or by one of the leading organisation, and after submitting only by PIO.

    What was submitted keeps naming it. Raises NotPermitted, and Refused for who is no partner, or after submitting.
    """
    application = locked(application)
    invitation = _accepted(application, organisation, at)
    invitation.application, invitation.organisation = application, organisation
    if not application.takes_partners and by is not None and not by.has_perm("calls.handle_application", application):
        permit("calls.leave_invitation", invitation, by=by)
        raise Refused(
            _("De aanvraag is ingediend. Daarna kan alleen PIO een partner uit de aanvraag halen: stuur een bericht.")
        )
    return _leave(invitation, by=by, at=at, reason=reason)


def take_out_joined(*, application: Application, since: datetime, by, at: datetime) -> None:
    """Take out who joined since this moment: that version is not the one that counts. The caller has locked it."""
    joined = application.invitations.filter(status=InvitationStatus.ACCEPTED, decided_at__gt=since)
    for invitation in joined.select_related("organisation"):
        reason = _("de aanvraag waarin ze zou meedoen, werd niet opnieuw ingediend.")
        held = locked(invitation, "organisation")
        held.application = application
        _leave(held, by=by, at=at, reason=reason, as_system=True)


def _leave(invitation: Invitation, *, by, at: datetime, reason: str, as_system: bool = False) -> Invitation:
    application, organisation = invitation.application, invitation.organisation
    perform(invitation, "leave", by=None if as_system else by)
    _decided(invitation, by, at)
    application.partners.remove(organisation)
    reason = reason.strip()
    verb, detail = ("partner_removed", {"reason": reason}) if reason else ("partner_left", None)
    _tell_timeline(verb, application, organisation, by, at, detail=detail)
    outbox.post_mail(
        "partner_left",
        to=[*managers_of(application.organisation), *managers_of(organisation)],
        about=application,
        context=_named(application, organisation)
        | {
            "person": by.name if by and not by.is_internal else "PIO",
            "reason": _("Reden: %(reason)s") % {"reason": reason} if reason else "",
        },
    )
    return invitation


def _accepted(application: Application, organisation: Organisation, at: datetime) -> Invitation:
    """The locked invitation that made it a partner; a partner that was never invited (imported) gets one now."""
    if not application.partners.contains(organisation):
        raise Refused(_("%(organisation)s doet niet mee in deze aanvraag.") % {"organisation": organisation.name})
    found = application.invitations.filter(organisation=organisation, status=InvitationStatus.ACCEPTED).first()
    if found is not None:
        return locked(found)
    when = application.created_at or application.submitted_at or at
    made = Invitation(application=application, organisation=organisation, invited_at=when, decided_at=when)
    perform(made, "accept", by=None)
    return made


def _locked_invitation(invitation: Invitation) -> tuple[Application, Invitation]:
    """The application and the invitation as they are now, both locked, always in that order."""
    application = locked(Application(pk=invitation.application_id))
    invitation = locked(invitation)
    invitation.application = application
    return application, invitation


def _decided(invitation: Invitation, by, at: datetime) -> None:
    invitation.decided_at, invitation.decided_by = at, by
    invitation.save()


def _check_open(application: Application) -> None:
    if not application.takes_partners:
        raise Refused(
            _("Deze aanvraag is “%(status)s”: er kunnen geen organisaties meer bij komen.")
            % {"status": application.get_status_display().lower()}
        )


def _check_new(application: Application, organisation: Organisation) -> None:
    """Raise Refused for an organisation that need not be asked, or one too many."""
    named = {"organisation": organisation.name}
    if organisation.pk == application.organisation_id:
        raise Refused(_("%(organisation)s is de aanvrager zelf.") % named, field="organisation")
    if application.partners.contains(organisation):
        raise Refused(_("%(organisation)s doet al mee.") % named, field="organisation")
    current = application.invitations.current()
    if current.filter(organisation=organisation).exists():
        raise Refused(_("%(organisation)s is al uitgenodigd en antwoordde nog niet.") % named, field="organisation")
    if current.count() >= MOST_TOGETHER or application.invitations.count() >= MOST_INVITATIONS:
        raise Refused(
            _("U kunt geen organisaties meer uitnodigen: hoogstens %(n)d doen samen een aanvraag.")
            % {"n": MOST_TOGETHER + 1}
        )


def _hosts(application: Application, invitation: Invitation) -> list:
    """Whoever gets a mail about the answer: the managers of the leading organisation, and the person who invited."""
    hosts = managers_of(application.organisation)
    inviter = invitation.invited_by
    return [*hosts, inviter] if inviter is not None and inviter.is_active else hosts


def _named(application: Application, organisation: Organisation) -> dict[str, object]:
    return {"reference": application.ref, "title": application.title, "organisation": organisation.name}


def _tell_timeline(
    verb: str, application: Application, organisation: Organisation, by, at: datetime, *, detail: dict | None = None
) -> None:
    record(about=application, verb=verb, by=by, at=at, detail={"organisation": organisation.name, **(detail or {})})
