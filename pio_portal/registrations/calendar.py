"""An occasion as a file for one's own calendar."""

from datetime import timedelta

from pio_portal.audit.history import changes_of
from pio_portal.calendar_file import Dated, calendar_file
from pio_portal.correspondence.outbox import link
from pio_portal.registrations.models import Registration

FILENAME, CONTENT_TYPE = "bijeenkomst.ics", "text/calendar"
LASTS = timedelta(hours=2)  # where no end is known


def calendar_of(registration: Registration) -> bytes:
    """The occasion of a registration, which has a start: as it is now, or struck out once it does not concern them."""
    occasion = registration.occasion
    owner = occasion.owner
    changes = [changes_of(row) for row in (occasion, owner, registration) if row is not None]
    moments = [moment for _number, moment in changes if moment is not None]
    gone = registration.is_cancelled or (owner is not None and owner.is_cancelled)
    dated = Dated(
        name=f"bijeenkomst-{occasion.pk}",
        title=occasion.title,
        begins=occasion.starts_at,
        ends=occasion.ends_at or occasion.starts_at + LASTS,
        changed_at=max(moments, default=registration.registered_at or occasion.starts_at),
        sequence=sum(number for number, _moment in changes),
        cancelled=gone,
        where=occasion.where,
        address=link(registration),
    )
    return calendar_file([dated])
