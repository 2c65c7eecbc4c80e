from django.db.models import Q, QuerySet

from pio_portal.organisations.enums import Level, MembershipStatus


class OrganisationQuerySet(QuerySet):
    def visible_to(self, user):
        """The programme's people see all; others the organisations that they belong to."""
        return self if user.is_internal else self.of_member(user)

    def of_member(self, user, level: Level = Level.VIEWER):
        """Organisations in which the user is an active member of at least this level."""
        return self.filter(
            memberships__user=user, memberships__status=MembershipStatus.ACTIVE, memberships__level__gte=level
        )

    def matching(self, text: str):
        """By name, or by KBO or OVO code written in any way."""
        digits = "".join(c for c in text if c.isdigit())
        found = Q(name__icontains=text.strip()) | Q(ovo__iexact=text.strip())
        if len(digits) >= 9:  # noqa: PLR2004 - an old number without its leading zero
            found |= Q(kbo=digits.zfill(10))
        return self.filter(found)


class MembershipQuerySet(QuerySet):
    def active(self):
        return self.filter(status=MembershipStatus.ACTIVE)

    def requested(self):
        return self.filter(status=MembershipStatus.REQUESTED)
