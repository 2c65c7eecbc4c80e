"""Who may do what for an organisation. Every app asks these predicates about the organisation of its dossier."""

import rules

from pio_portal.accounts.rules import is_administrator, is_pio
from pio_portal.organisations.enums import Level, MembershipStatus


def level_in(user, organisation_id: int | None) -> int:
    """The user's level in the organisation, 0 for none. One query per user object, however often it is asked."""
    if not getattr(user, "is_authenticated", False) or organisation_id is None:
        return 0
    if "levels" not in user.known:
        rows = user.memberships.filter(status=MembershipStatus.ACTIVE).values_list("organisation_id", "level")
        user.known["levels"] = dict(rows)
    return user.known["levels"].get(organisation_id, 0)


def member_of(attribute: str, level: Level) -> rules.predicates.Predicate:
    """A predicate: the user has at least this level in the organisation that the object's attribute names."""

    @rules.predicate(name=f"{level.name.lower()}_of_{attribute}")
    def check(user, thing) -> bool:
        return thing is not None and level_in(user, getattr(thing, attribute)) >= level

    return check


rules.add_perm("organisations.view_organisation", is_pio | is_administrator | member_of("pk", Level.VIEWER))
rules.add_perm("organisations.change_organisation", is_pio | member_of("pk", Level.MANAGER))
rules.add_perm("organisations.note_mail_domain", is_pio)
rules.add_perm("organisations.manage_organisation", member_of("pk", Level.MANAGER))
rules.add_perm("organisations.manage_membership", is_pio | member_of("organisation_id", Level.MANAGER))


@rules.predicate
def is_self(user, membership) -> bool:
    return membership is not None and membership.user_id == user.pk


rules.add_perm("organisations.end_membership", is_pio | is_self | member_of("organisation_id", Level.MANAGER))
