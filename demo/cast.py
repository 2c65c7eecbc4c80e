"""Who is in the demo: the accounts of the contract, their colleagues, and the organisations."""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from demo.words import ENTERPRISES, FIRST, FROM_THE_PLAN, INVENTED, LAST, PLACES, STREETS
from pio_portal.accounts.demo import DEMO_ACCOUNTS, DEMO_DOMAIN, DEMO_PASSWORD
from pio_portal.accounts.enums import Role
from pio_portal.accounts.models import User
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.organisations.enums import OrganisationType as Type
from pio_portal.organisations.models import Membership, Organisation

HOME = "Stad Halle"


@dataclass
class Cast:
    """Everybody, by what they are for the programme."""

    lead: User
    staff: list[User]
    advisers: list[User]
    secretary: User
    communication: User
    bodies: dict[str, Organisation]
    enterprises: list[Organisation]
    managers: dict[int, User] = field(default_factory=dict)

    def manager_of(self, organisation: Organisation) -> User:
        """Who applies, confirms and answers for the organisation."""
        return self.managers[organisation.pk]

    @property
    def applicants(self) -> list[Organisation]:
        return list(self.bodies.values())


def demo_kbo(number: int) -> str:
    """A number with a right check, in a range that is not given out to public bodies."""
    first_eight = f"{19_990_000 + number:08d}"
    return first_eight + f"{97 - int(first_eight) % 97:02d}"


def gather(chance: Random, since: dt.datetime) -> Cast:
    """Make the accounts and the organisations. One password hash serves all: they share the demo's password."""
    hashed = make_password(DEMO_PASSWORD)
    users = {
        account.key: _user(account.email, account.name, [account.role] if account.role else [], hashed)
        for account in DEMO_ACCOUNTS
    }
    staff = [users["medewerker"]] + [
        _user(f"pio{n}@{DEMO_DOMAIN}", name, [Role.STAFF], hashed)
        for n, name in enumerate(["Bart De Wilde", "Els Van Dam", "Omar Haddad", "Katrien Baeten"], 1)
    ]
    advisers = [users["beoordelaar"]] + [
        _user(f"beoordelaar{n}@{DEMO_DOMAIN}", name, [Role.ADVISER], hashed)
        for n, name in enumerate(["Nele Claes", "Wout Mertens", "Saskia Van Loo", "Mehmet Yilmaz", "Ilse Verbeke"], 1)
    ]
    bodies = {
        body.name: Organisation.objects.create(
            name=body.name,
            type=body.type,
            street=f"{STREETS[n % len(STREETS)]} {n}",
            postcode=body.postcode,
            municipality=PLACES[body.postcode],
            kbo=demo_kbo(n),
            ovo=_ovo(body.type, n),
        )
        for n, body in enumerate(FROM_THE_PLAN + INVENTED, 1)
    }
    enterprises = [
        Organisation.objects.create(name=name, type=Type.ENTERPRISE, kbo=demo_kbo(500 + n))
        for n, name in enumerate(ENTERPRISES)
    ]
    cast = Cast(
        lead=users["programmaleider"],
        staff=staff,
        advisers=advisers,
        secretary=users["secretaris"],
        communication=users["communicatie"],
        bodies=bodies,
        enterprises=enterprises,
    )
    _staff_the_bodies(cast, users, chance, since, hashed)
    return cast


def _staff_the_bodies(cast: Cast, users: dict[str, User], chance: Random, since: dt.datetime, hashed: str) -> None:
    """A manager for each body; for the home of the demo's applicant, the two accounts of the contract."""
    for number, body in enumerate(cast.applicants):
        if body.name == HOME:
            cast.managers[body.pk] = users["aanvrager"]
            _member(body, users["aanvrager"], Level.MANAGER, since)
            _member(body, users["collega"], Level.EDITOR, since)
            continue
        name = f"{FIRST[(number * 5) % len(FIRST)]} {LAST[(number * 7 + 3) % len(LAST)]}"
        manager = _user(f"klant{number}@{DEMO_DOMAIN}", name, [], hashed)
        cast.managers[body.pk] = manager
        _member(body, manager, Level.MANAGER, since)
    newcomer = _user(f"nieuw@{DEMO_DOMAIN}", "Stijn Dekeyser", [], hashed)
    Membership.objects.create(
        organisation=cast.bodies[HOME],
        user=newcomer,
        level=Level.VIEWER,
        requested_at=since + dt.timedelta(days=chance.randint(1, 9)),
    )


def _user(email: str, name: str, roles: list[Role], hashed: str) -> User:
    user = User.objects.create(email=email, name=name, roles=roles, password=hashed)
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _member(body: Organisation, user: User, level: Level, since: dt.datetime) -> None:
    Membership.objects.create(
        organisation=body,
        user=user,
        level=level,
        status=MembershipStatus.ACTIVE,
        requested_at=since,
        decided_at=since,
        decided_by=user,
    )


def _ovo(kind: Type, number: int) -> str | None:
    return f"OVO99{number:04d}" if kind == Type.FLEMISH_GOVERNMENT else None
