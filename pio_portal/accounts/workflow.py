"""Accounts that somebody of the programme makes. Whoever applies signs up alone (pio_portal.accounts.forms)."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db import transaction

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User


@transaction.atomic
def add_user(*, email: str, name: str, roles: Iterable[Role] = (), password: str | None = None) -> User:
    """Make an account whose e-mail address is taken as confirmed, because who makes it vouches for it.

    Without a password, its owner chooses one through “Wachtwoord vergeten”.
    """
    user = User.objects.create_user(email, password, name=name, roles=list(roles))
    confirm_address(user=user)
    return user


def confirm_address(*, user: User) -> None:
    """Make the user's address the one confirmed address of the account."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    EmailAddress.objects.filter(user=user).exclude(email=user.email).delete()
