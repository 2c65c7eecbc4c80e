"""What happens to accounts that allauth does not do by itself."""

from allauth.account.models import EmailAddress

from pio_portal.accounts.models import User


def confirm_address(*, user: User) -> None:
    """Make the user's address the one confirmed address of the account."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
