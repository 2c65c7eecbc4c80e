"""People and organisations."""

import datetime as dt
from collections.abc import Iterable
from itertools import count

from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.accounts.workflow import confirm_address
from pio_portal.organisations.enums import Level, MembershipStatus, OrganisationType
from pio_portal.organisations.models import Membership, Organisation
from pio_portal.organisations.workflow import request_membership

AT = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
PASSWORD = "een-lang-wachtwoord-voor-tests"

_numbers = count(1)


def kbo(number: int) -> str:
    """A valid enterprise number made from a small one."""
    first_eight = f"{2_000_000 + number:08d}"
    return first_eight + f"{97 - int(first_eight) % 97:02d}"


def user(*roles: Role, **fields) -> User:
    """A user with these roles; without any: an applicant."""
    number = next(_numbers)
    fields = {"email": f"persoon{number}@voorbeeld.test", "name": f"Persoon {number}", "roles": list(roles)} | fields
    new = User(**fields)
    new.set_unusable_password()
    new.save()
    return new


def account(*, email: str, name: str, password: str, roles: Iterable[Role] = ()) -> User:
    """A user who can log in: with a password, and an address that is confirmed."""
    new = User.objects.create_user(email, password, name=name, roles=list(roles))
    confirm_address(user=new)
    return new


def who_logs_in(person: User) -> User:
    """The same person, with a password (`PASSWORD`) and an address that is confirmed."""
    person.set_password(PASSWORD)
    person.save()
    confirm_address(user=person)
    return person


def organisation(**fields) -> Organisation:
    """A public body with a valid KBO number."""
    number = next(_numbers)
    fields = {
        "kbo": kbo(number),
        "name": f"Stad {number}",
        "type": OrganisationType.LOCAL_AUTHORITY,
        "postcode": "9000",
    } | fields
    return Organisation.objects.create(**fields)


def member(of: Organisation | None = None, level: Level = Level.MANAGER, **fields) -> User:
    """An active member of the organisation (a new one when none is given)."""
    new = user(**fields)
    Membership.objects.create(
        organisation=of or organisation(),
        user=new,
        level=level,
        status=MembershipStatus.ACTIVE,
        requested_at=AT,
        decided_at=AT,
        decided_by=new,
    )
    return new


def asking(of: Organisation) -> Membership:
    """Somebody who asked to belong to the organisation, and waits."""
    return request_membership(organisation=of, by=user(), at=AT)
