"""What happens to accounts that allauth does not do by itself."""

from datetime import datetime

from allauth.account.models import EmailAddress

from pio_portal.accounts.enums import ReminderDelay
from pio_portal.accounts.models import User


def confirm_address(*, user: User) -> None:
    """Make the user's address the one confirmed address of the account."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def choose_mails(
    *,
    gets_reminders: bool,
    gets_copies: bool,
    reminder_delay: int,
    by: User,
    at: datetime,  # noqa: ARG001 - a verb
) -> User:
    """Say which mails one gets that nobody need get: reminders, when, and copies of what others must act on."""
    by.gets_reminders, by.gets_copies = gets_reminders, gets_copies
    by.reminder_delay = ReminderDelay(reminder_delay)
    by.save(update_fields=["gets_reminders", "gets_copies", "reminder_delay"])
    return by
