"""Who has a permission or sees a row, as one set: of roles, of levels in an organisation, or of named people."""

from django.contrib.auth.models import AnonymousUser

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level
from tests.factories.ground import member, user

ANONYMOUS = "anonymous"
PIO = {Role.STAFF, Role.LEAD}
LOGGED_IN = {*Role, None}
EVERYBODY = LOGGED_IN | {ANONYMOUS}


def everybody() -> dict:
    """Somebody of each role, None without any, and somebody who did not log in."""
    return {role: user(role) for role in Role} | {None: user(), ANONYMOUS: AnonymousUser()}


def roles_with(permission: str, thing=None) -> set:
    """The roles that have it by themselves."""
    return those_with(permission, thing, everybody())


def levels_with(permission: str, thing, of) -> set[Level | None]:
    """The levels in the organisation that have it, of people without a role; None is a manager elsewhere."""
    return those_with(permission, thing, {level: member(of, level) for level in Level} | {None: member()})


def those_with(permission: str, thing, people: dict) -> set:
    """The names of the people who have it."""
    return {name for name, person in people.items() if person.has_perm(permission, thing)}


def roles_seeing(row) -> set:
    """The roles to whom the row's queryset shows it."""
    return those_seeing(row, everybody())


def those_seeing(row, people: dict) -> set:
    """The names of the people to whom the row's queryset shows it."""
    return {name for name, person in people.items() if row in type(row).objects.visible_to(person)}
