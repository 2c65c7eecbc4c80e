"""Seats are given out here, and nowhere else; the caller holds the lock of the occasion."""

from datetime import datetime

from pio_portal.audit.workflow import record
from pio_portal.registrations.models import Occasion
from pio_portal.registrations.workflow.notices import mail_registrant


def has_seat(occasion: Occasion) -> bool:
    """Whether one more can sit."""
    return occasion.capacity is None or occasion.registrations.seated().count() < occasion.capacity


def fill_seats(occasion: Occasion, *, at: datetime) -> None:
    """Give free seats to who waits longest, and tell them. Not once it has begun: nobody could still come."""
    if occasion.has_started(at) or (occasion.owner is not None and occasion.owner.is_cancelled):
        return
    free = None if occasion.capacity is None else max(0, occasion.capacity - occasion.registrations.seated().count())
    for registration in occasion.registrations.waiting().select_for_update()[:free]:
        registration.waitlisted = False
        registration.save(update_fields=["waitlisted"])
        record(about=registration, verb="registration_moved_up", by=None, at=at)
        registration.occasion = occasion
        mail_registrant(registration, "registration_moved_up")
