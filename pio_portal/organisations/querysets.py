from functools import reduce
from operator import and_
from typing import Protocol

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from pio_portal.accounts.enums import Role
from pio_portal.organisations.enums import Level, MembershipStatus
from pio_portal.searched import normal


class Counted(Protocol):
    """What is asked of the managers of the apps above whose rows are counted for each organisation."""

    def kept(self) -> QuerySet:
        """The rows that count: those that were not thrown away."""
        ...


class OrganisationQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and administrators see all; others the organisations that they belong to."""
        if not user.is_authenticated:
            return self.none()
        return self if user.is_pio or user.has_role(Role.ADMINISTRATOR) else self.of_member(user)

    def of_member(self, user, level: Level = Level.VIEWER):
        """Organisations in which the user is an active member of at least this level."""
        return self.filter(
            memberships__user=user, memberships__status=MembershipStatus.ACTIVE, memberships__level__gte=level
        )

    def matching(self, text: str):
        """By name, or by KBO or OVO code written in any way."""
        digits = "".join(c for c in text if c.isdigit())
        words = [Q(name__has=word) for word in normal(text).split()]
        found = reduce(and_, words, Q()) | Q(ovo__iexact=text.strip())
        if len(digits) >= 9:  # noqa: PLR2004 - an old number without its leading zero
            found |= Q(kbo=digits.zfill(10))
        return self.filter(found)

    def search(self, text: str):
        """What the staff's list searches."""
        return self.matching(text)

    def with_counts(self):
        """Adds `applications_made` and `projects_run`, counted only for the rows that are shown."""
        return self.annotate(
            applications_made=self._count_of("applications"),
            projects_run=self._count_of("projects"),
        )

    def _count_of(self, relation: str) -> Coalesce:
        """The rows of the apps above that point here, through their reverse relation."""
        above: Counted = self.model._meta.get_field(relation).related_model.objects
        rows = above.kept().filter(organisation=OuterRef("pk")).order_by().values("organisation")
        return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


class MembershipQuerySet(QuerySet):
    def of_people(self):
        """With the person and the organisation of each."""
        return self.select_related("user", "organisation")

    def active(self):
        return self.filter(status=MembershipStatus.ACTIVE)

    def requested(self):
        return self.filter(status=MembershipStatus.REQUESTED)
