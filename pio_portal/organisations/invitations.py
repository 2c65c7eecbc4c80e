"""The invitation of a colleague: everything stands in its link, signed, and nothing is kept until it is taken."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.core import signing
from django.utils.crypto import constant_time_compare, salted_hmac

from pio_portal.accounts.models import User
from pio_portal.organisations.models import Organisation

SALT = "organisations.invitation"
VALID = timedelta(days=30)


@dataclass(frozen=True)
class Invitation:
    """Who invited to what, and when; the address of the guest is known by its digest alone."""

    organisation: Organisation
    by: User
    at: datetime
    guest: str

    def is_for(self, email: str) -> bool:
        """Whether this is the address that was invited."""
        return constant_time_compare(self.guest, _digest(email))


def key_of(*, organisation: Organisation, email: str, by: User, at: datetime) -> str:
    """The part of the link that says it all."""
    return signing.dumps([organisation.pk, by.pk, int(at.timestamp()), _digest(email)], salt=SALT)


def read(key: str) -> Invitation | None:
    """The invitation in a link; None when it was not signed here, is too old, or what it names is gone."""
    try:
        organisation, by, at, guest = signing.loads(key, salt=SALT, max_age=VALID)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Organisation.objects.filter(pk=organisation).first()
    inviter = User.objects.filter(pk=by, is_active=True).first()
    if found is None or inviter is None:
        return None
    return Invitation(found, inviter, datetime.fromtimestamp(at, tz=UTC), guest)


def _digest(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower()).hexdigest()[:32]
