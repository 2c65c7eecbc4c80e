"""Predicates on roles, shared by the rules of every app."""

import rules

from pio_portal.accounts.enums import Role


def has_role(*roles: Role) -> rules.predicates.Predicate:
    """A predicate: the user has one of the roles."""
    return rules.predicate(lambda user: getattr(user, "has_role", lambda *_: False)(*roles), name="_or_".join(roles))


is_pio = has_role(Role.STAFF, Role.LEAD)
is_lead = has_role(Role.LEAD)
is_adviser = has_role(Role.ADVISER)
is_secretary = has_role(Role.SECRETARY)
is_communication = has_role(Role.COMMUNICATION)
is_administrator = has_role(Role.ADMINISTRATOR)
