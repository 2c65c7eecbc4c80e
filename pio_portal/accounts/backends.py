"""Who gets in with a password."""

from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.internal.flows.email_verification import send_verification_email_for_user
from allauth.account.models import EmailAddress
from allauth.core import context

from pio_portal.accounts.models import User


class ConfirmedBackend(AuthenticationBackend):
    """An account opens only once its address is confirmed; until then the right password is as good as a wrong one.

    Else whoever signs up with the address of somebody else would learn from logging in whether there was an account
    already. The owner of the address gets the link to confirm it again.
    """

    def _check_password(self, user: User | None, password: str) -> User | None:
        found = super()._check_password(user, password)
        if found is None or EmailAddress.objects.filter(user=found, verified=True).exists():
            return found
        send_verification_email_for_user(context.request, found)
        return None
