"""Who has which section open now, for the colleagues to see. Nothing depends on it."""

from datetime import datetime, timedelta

from calls.models import Application, Presence
from pio_portal.accounts.models import User
from pio_portal.searched import Sorted

ALIVE = timedelta(seconds=60)
FORGOTTEN = timedelta(hours=1)


def sign_in(*, application: Application, section: str, by: User, at: datetime) -> None:
    """Note that someone has a section open now. A person counts in one section of an application at a time."""
    Presence.objects.bulk_create(
        [Presence(application=application, user=by, section=section, seen_at=at)],
        update_conflicts=True,
        unique_fields=["application", "user"],
        update_fields=["section", "seen_at"],
    )


def present(application: Application, *, besides: User, at: datetime) -> list[Presence]:
    """The others who are writing in this application now, by name. One query."""
    others = Presence.objects.filter(application=application, seen_at__gt=at - ALIVE).exclude(user=besides)
    return list(others.select_related("user").order_by(Sorted("user__name"), "pk"))


def forget_the_gone(now: datetime) -> None:
    """Remove the notes that are older than an hour."""
    Presence.objects.filter(seen_at__lt=now - FORGOTTEN).delete()
