"""A row of Vandaag that somebody puts off, or takes back."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from pio_portal.change import Refused
from pio_portal.ui import registry
from pio_portal.ui.models import Snooze

LONGEST = 31  # days: what waits longer is forgotten


@transaction.atomic
def snooze(*, kind: str, url: str, days: int, by: Any, at: datetime) -> date:
    """Put off one row until so many days from now. Gives the day; the row stays a row of this user alone.

    Raises Refused for what stands on no Vandaag, and for more than a month.
    """
    if kind not in registry.registered.tasks | registry.registered.signals:
        raise Refused(_("Dit staat niet meer op uw Vandaag."))
    if not 0 < days <= LONGEST:
        raise Refused(_("U kunt iets hoogstens %(days)d dagen uitstellen.") % {"days": LONGEST})
    until = localdate(at) + timedelta(days=days)
    Snooze.objects.filter(user=by, until__lte=localdate(at)).delete()
    Snooze.objects.update_or_create(user=by, kind=kind, url=url, defaults={"until": until})
    return until


@transaction.atomic
def wake(*, by: Any, at: datetime) -> None:  # noqa: ARG001 - every verb knows its moment
    """Take back all that this user put off."""
    Snooze.objects.filter(user=by).delete()
