"""Registering without an account: ask, confirm by mail, change, cancel."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.audit.workflow import record
from pio_portal.change import Refused, locked, save_checked
from pio_portal.correspondence import outbox
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.registrations.owners import relations_to_owners
from pio_portal.registrations.workflow.notices import mail_registrant
from pio_portal.registrations.workflow.seats import fill_seats, has_seat
from pio_portal.throttle import counted

OWN_ROLES = [Role.STAFF, Role.LEAD, Role.COMMUNICATION]
MAILS_PER_DAY = 5  # to one address about one occasion, so that nobody can fill someone's mailbox through us
DAY_SECONDS = 24 * 3600


@transaction.atomic
def register(
    *, occasion: Occasion, email: str, name: str, sector: str, organisation_name: str, at: datetime
) -> Registration:
    """Ask for a registration. It takes no seat yet: a mail asks to confirm it.

    Who is known already gets that same link again, or the link to the own page: the answer to the visitor is alike, so
    that nobody learns who is registered. Raises Refused when the occasion takes no registrations (now).
    """
    occasion = _held(occasion)
    _refuse_unless_open(occasion, at)
    email = email.strip()
    known = occasion.registrations.active().of_person(email).filter(imported=False).first()
    if known is not None and known.confirmed_at is not None:
        _mail_unless_too_many(known, "registration_known")
        return known
    registration = known or Registration(occasion=occasion, email=email, registered_at=at)
    registration.name, registration.sector, registration.organisation_name = name, sector, organisation_name
    registration.own_staff = User.objects.with_role(*OWN_ROLES).filter(email=email.lower()).exists()
    save_checked(registration)
    if known is None:
        record(about=registration, verb="registration_made", by=None, at=at)
    _mail_unless_too_many(registration, "registration_confirm")
    return registration


@transaction.atomic
def confirm_registration(*, token: str, at: datetime) -> Registration:
    """Confirm by the link of the mail: takes a seat, or the last place on the waiting list when there is none left.

    Confirming twice does nothing more. Raises Refused for an unknown link, a cancelled registration, or too late.
    """
    registration = Registration.objects.filter(token=token).first()
    if registration is None:
        raise Refused(_("Deze link werkt niet. Gebruik de link uit de laatste mail die u kreeg."))
    occasion = _held(Occasion(pk=registration.occasion_id))
    registration = locked(registration)
    registration.occasion = occasion
    if registration.cancelled_at is not None:
        raise Refused(_("U hebt deze inschrijving geannuleerd. Schrijf u opnieuw in als u toch wilt komen."))
    if registration.confirmed_at is not None:
        return registration
    _refuse_if_over(occasion, at)
    registration.confirmed_at = at
    registration.waitlisted = not has_seat(occasion)
    registration.save(update_fields=["confirmed_at", "waitlisted"])
    verb = "registration_waitlisted" if registration.waitlisted else "registration_confirmed"
    record(about=registration, verb=verb, by=None, at=at)
    mail_registrant(registration, "registration_waiting" if registration.waitlisted else "registration_confirmed")
    return registration


@transaction.atomic
def cancel_registration(*, registration: Registration, at: datetime, by=None) -> Registration:
    """Cancel, by the own link (`by` None) or by staff on request. The seat goes to who waits longest.

    Cancelling twice does nothing more. Raises Refused once the occasion has begun: who stays away then was registered.
    """
    occasion = _held(Occasion(pk=registration.occasion_id))
    registration = locked(registration)
    registration.occasion = occasion
    if registration.cancelled_at is not None:
        return registration
    if occasion.has_started(at):
        raise Refused(_("De bijeenkomst is al begonnen. Annuleren kan niet meer."))
    registration.cancelled_at = at
    registration.save(update_fields=["cancelled_at"])
    record(about=registration, verb="registration_cancelled", by=by, at=at)
    if registration.confirmed_at is not None:
        mail_registrant(registration, "registration_cancelled")
        fill_seats(occasion, at=at)
    return registration


@transaction.atomic
def change_registration(
    *, registration: Registration, name: str, sector: str, organisation_name: str, at: datetime
) -> Registration:
    """Change who comes, by the own link. The address stays: it is what was confirmed.

    Raises Refused when the registration was cancelled or the occasion has begun.
    """
    occasion = _held(Occasion(pk=registration.occasion_id))
    registration = locked(registration)
    registration.occasion = occasion
    if registration.cancelled_at is not None:
        raise Refused(_("Deze inschrijving is geannuleerd. U kunt ze niet meer wijzigen."))
    _refuse_if_over(occasion, at)
    registration.name, registration.sector, registration.organisation_name = name, sector, organisation_name
    save_checked(registration)
    record(about=registration, verb="registration_changed", by=None, at=at)
    return registration


def _held(occasion: Occasion) -> Occasion:
    """The occasion as it is now, locked, with what it belongs to."""
    return locked(occasion, *relations_to_owners(Occasion))


def _refuse_unless_open(occasion: Occasion, at: datetime) -> None:
    if reason := occasion.why_closed(at=at, owner=occasion.owner):
        raise Refused(reason)


def _refuse_if_over(occasion: Occasion, at: datetime) -> None:
    """Who asked in time may still confirm or change after the closing, until it begins."""
    if occasion.owner is None or occasion.owner.is_cancelled:
        raise Refused(_("Deze bijeenkomst gaat niet door."))
    if occasion.has_started(at):
        raise Refused(_("Deze bijeenkomst is voorbij of al begonnen."))


@outbox.unless_muted
def _mail_unless_too_many(registration: Registration, kind: str) -> None:
    key = f"registration-mails:{registration.occasion_id}:{registration.email.strip().lower()}"
    if counted(key, seconds=DAY_SECONDS) <= MAILS_PER_DAY:
        mail_registrant(registration, kind)
