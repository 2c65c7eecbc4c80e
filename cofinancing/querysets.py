from decimal import Decimal

from django.db.models import F, QuerySet, Sum, Window
from django.db.models.functions import Coalesce, Lag

from cofinancing.enums import DecisionKind, RequestStatus
from pio_portal.accounts.enums import Role


class MeetingQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and the secretary see all meetings, committee members too; nobody else any."""
        return self if user.is_authenticated and user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE) else self.none()


class RequestQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and the secretary see all; a committee member what stands on a meeting's agenda."""
        if not user.is_authenticated:
            return self.none()
        if user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT):
            return self
        return self.filter(meeting__isnull=False) if user.has_role(Role.COMMITTEE) else self.none()

    def waiting(self):
        return self.filter(status__in=[RequestStatus.REQUESTED, RequestStatus.SCHEDULED])


class DecisionQuerySet(QuerySet):
    def visible_to(self, user):
        """As requests: the decisions themselves are for PIO, the committee and management."""
        if user.is_authenticated and user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMITTEE):
            return self
        return self.none()

    def in_order(self):
        return self.order_by("procurement", "decided_on", "ref")

    def amounts(self):
        """Those that say what is granted in all; a refusal changes nothing."""
        return self.exclude(kind=DecisionKind.REFUSAL)

    def with_difference(self):
        """Adds `difference`: the change in euro against the decision before it on the same procurement."""
        before = Window(Lag("amount"), partition_by=F("procurement"), order_by=[F("decided_on"), F("ref")])
        return self.amounts().annotate(difference=F("amount") - Coalesce(before, Decimal(0)))


class LedgerQuerySet(QuerySet):
    def total(self) -> Decimal:
        return self.aggregate(total=Coalesce(Sum("amount"), Decimal(0)))["total"]
