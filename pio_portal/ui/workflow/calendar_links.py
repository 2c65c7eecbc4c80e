"""The secret link by which someone's calendar reads the agenda: made, taken back, read."""

import hashlib
import secrets
from datetime import date, datetime

from django.db import transaction

from pio_portal.ui.models import CalendarLink

BYTES = 32


def digest_of(token: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_link(*, own: bool, by, at: datetime) -> str:
    """A new secret for this person, told once; the last one reads nothing any more. `own` leaves colleagues' dossiers out."""
    token = secrets.token_urlsafe(BYTES)
    fresh = {"digest": digest_of(token), "own": own, "made_at": at, "read_on": None}
    CalendarLink.objects.update_or_create(user=by, defaults=fresh)
    return token


def end_link(*, by, at: datetime) -> None:  # noqa: ARG001 - every verb takes the moment
    """Take the link back: whoever has it reads nothing any more. Without one nothing happens."""
    CalendarLink.objects.filter(user=by).delete()


def read_link(token: str, on: date) -> CalendarLink | None:
    """The link of this secret, if its owner may still work here; the first time on a day, that day is kept."""
    link = CalendarLink.objects.select_related("user").filter(digest=digest_of(token), user__is_active=True).first()
    if link is None or not link.user.is_internal:
        return None
    if link.read_on != on:
        CalendarLink.objects.filter(pk=link.pk).update(read_on=on)
    return link
