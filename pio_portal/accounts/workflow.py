"""What happens to accounts that allauth does not do by itself."""

from datetime import datetime

from allauth.account.models import EmailAddress

from pio_portal.accounts.models import User


def confirm_address(*, user: User) -> None:
    """Make the user's address the one confirmed address of the account."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()


def choose_mails(*, gets_reminders: bool, gets_copies: bool, by: User, at: datetime) -> User:  # noqa: ARG001 - a verb
    """Say which mails one gets that nobody need get: reminders, and copies of what others must act on."""
    by.gets_reminders, by.gets_copies = gets_reminders, gets_copies
    by.save(update_fields=["gets_reminders", "gets_copies"])
    return by
