"""The day for which somebody is asked something: not over before it is asked, and not out of sight."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.formats import day_text

AHEAD = timedelta(days=366)


def check_due(due_on: date, *, at: datetime, field: str = "due_on") -> None:
    """Raise Refused unless the day is today or later, and within a year."""
    today = timezone.localdate(at)
    if not today <= due_on <= today + AHEAD:
        raise Refused(
            _("Kies een dag van vandaag tot en met %(last)s.") % {"last": day_text(today + AHEAD)}, field=field
        )
