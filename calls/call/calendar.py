"""The dates of a call as a calendar file."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from calls.models import Call
from pio_portal.audit.history import changes_of
from pio_portal.calendar_file import Dated, calendar_file

WARN_BEFORE = timedelta(days=7)
LAST_HALF_HOUR = timedelta(minutes=30)  # a closing is a moment; a calendar wants a beginning and an end


def of_call(call: Call, address: str) -> bytes:
    """An .ics file with each closing, and a sign a week before: the last half hour in which one can submit."""
    return calendar_file(_closings(call, address), title=call.title)


def _closings(call: Call, address: str) -> Iterator[Dated]:
    number, changed_at = changes_of(call)
    since = changed_at or call.published_at or timezone.now()
    rounds = call.rounds.annotate(
        changes=Count("history", filter=Q(history__pgh_label="update")), changed_at=Max("history__pgh_created_at")
    )
    for current in rounds:
        yield Dated(
            name=f"indiendatum-{call.code}-{current.number}",
            title=_("Indiendatum %(n)d, %(call)s") % {"n": current.number, "call": call.title},
            begins=current.closes_at - LAST_HALF_HOUR,
            ends=current.closes_at,
            changed_at=max(since, current.changed_at or since),
            sequence=number + current.changes,
            about=_("Tot dit moment kunt u een aanvraag indienen: %(address)s") % {"address": address},
            address=address,
            warn=(WARN_BEFORE, _("Nog een week om in te dienen")),
        )
