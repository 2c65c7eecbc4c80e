"""In what somebody has an interest, known once for a whole page: lists leave it out, rules refuse it."""

from dataclasses import dataclass

from django.db.models import Value

from pio_portal.organisations.enums import MembershipStatus


@dataclass(frozen=True)
class Interests:
    """The bodies for which somebody works, and the applications in which they declared a conflict: their keys."""

    organisations: frozenset[int]
    applications: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.organisations or self.applications)


def interests_of(user) -> Interests:
    """One query per user object: nearly everybody of the programme has none, and then no list needs to leave out any."""
    if "interests" not in user.known:
        levels, applications = {}, set()
        works = user.memberships.filter(status=MembershipStatus.ACTIVE).values_list("organisation", "level")
        for key, level in works.union(user.conflicts.values_list("application", Value(0)), all=True):
            if level:
                levels[key] = level
            else:
                applications.add(key)
        user.known |= {"interests": Interests(frozenset(levels), frozenset(applications)), "levels": levels}
    return user.known["interests"]
