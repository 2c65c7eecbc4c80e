"""What registrants are told. One mail at once; news to everybody through the worker."""

from datetime import datetime

from pio_portal.correspondence import outbox
from pio_portal.registrations.calendar import CONTENT_TYPE, FILENAME, calendar_of
from pio_portal.registrations.models import Occasion, Registration
from pio_portal.registrations.texts import places_of

MOVED = ("occasion_changed", "occasion_cancelled", "registration_cancelled")  # what a calendar must follow


@outbox.unless_muted
def mail_registrant(registration: Registration, kind: str, **context: str) -> None:
    """Queue a standard mail to one registrant. The occasion of the registration gives the places of the wording."""
    outbox.post_mail(
        kind,
        to=registration,
        about=registration,
        context=places_of(registration.occasion, registration) | context,
        attachments=_calendar(registration, kind),
    )


def _calendar(registration: Registration, kind: str) -> list[outbox.Enclosure]:
    """What moves or strikes out the occasion in the calendar of who had a seat."""
    had_a_seat = registration.is_seated or registration.is_cancelled
    if kind not in MOVED or not had_a_seat or registration.occasion.starts_at is None:
        return []
    return [outbox.Enclosure(FILENAME, CONTENT_TYPE, calendar_of(registration))]


def tell_registrants(*, occasion: Occasion, kind: str, at: datetime, **context: str) -> None:
    """Have the worker send a standard mail to everybody who is registered or waits, as part of this transaction."""
    outbox.post_task(
        "registrations.tell",
        key=f"tell:{kind}:{occasion.pk}:{at.isoformat()}",
        occasion=occasion.pk,
        kind=kind,
        since=at.isoformat(),
        context=context,
    )
