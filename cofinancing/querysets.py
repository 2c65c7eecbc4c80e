from decimal import Decimal

from django.db.models import Count, F, QuerySet, Sum, Window
from django.db.models.functions import Coalesce

from calls.impartiality import interests_of
from cofinancing.enums import DecisionKind, MeetingStatus, RequestStatus
from pio_portal.accounts.enums import Role
from projects.models import Procurement, Project


def _without_interest(rows: QuerySet, user) -> QuerySet:
    """Rows of procurements of projects in which the user has no interest, which `projects.rules` asks of one."""
    if not interests_of(user):
        return rows
    return rows.filter(procurement__project__in=Project.objects.without_conflict_of(user).values("pk"))


class MeetingQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and the secretary see all meetings, committee members too; nobody else any."""
        sees = user.is_authenticated and user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.COMMITTEE)
        return self if sees else self.none()

    def with_agenda(self):
        """Adds `items` and `asked`: how many requests stand on the agenda, and their sum in euro."""
        return self.annotate(items=Count("requests"), asked=Coalesce(Sum("requests__requested"), Decimal(0)))

    def planned(self):
        return self.filter(status=MeetingStatus.PLANNED).order_by("held_at")


class RequestQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and the secretary see all; a committee member what stands on a meeting's agenda; never with an interest."""
        if not user.is_authenticated:
            return self.none()
        rows = _without_interest(self, user)
        if user.has_role(Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT):
            return rows
        return rows.filter(meeting__isnull=False) if user.has_role(Role.COMMITTEE) else self.none()

    def for_list(self):
        """With what a row of the list shows."""
        return self.select_related("procurement__project__organisation", "meeting")

    def search(self, text: str):
        """By what the procurement and its project are called."""
        return self.filter(procurement__in=Procurement.objects.matching(text).values("pk"))

    def waiting(self):
        """Not decided yet."""
        return self.filter(status__in=[RequestStatus.REQUESTED, RequestStatus.SCHEDULED])


class DecisionQuerySet(QuerySet):
    def visible_to(self, user):
        """As requests: the decisions themselves are for PIO, the committee and management."""
        if user.is_authenticated and user.has_role(
            Role.STAFF, Role.LEAD, Role.SECRETARY, Role.MANAGEMENT, Role.COMMITTEE
        ):
            return _without_interest(self, user)
        return self.none()

    def in_order(self):
        return self.order_by("procurement", "decided_on", "ref")

    def amounts(self):
        """Those that say what is granted in all; a refusal changes nothing."""
        return self.exclude(kind=DecisionKind.REFUSAL)

    def current_amount(self, procurement) -> Decimal:
        """The total that is granted now for a procurement (euro), 0 when nothing is."""
        last = self.amounts().filter(procurement=procurement).order_by("-decided_on", "-ref").first()
        return last.amount if last else Decimal(0)

    def history_of(self, procurement) -> list:
        """Every decision on a procurement, oldest first, each with its `difference` (euro; None for a refusal)."""
        rows, before = list(self.filter(procurement=procurement).order_by("decided_on", "ref")), Decimal(0)
        for row in rows:
            row.difference = None if row.kind == DecisionKind.REFUSAL else row.amount - before
            before = before if row.kind == DecisionKind.REFUSAL else row.amount
        return rows


class LedgerQuerySet(QuerySet):
    def with_balance(self):
        """Adds `balance`: what is committed on the envelope after each movement (euro)."""
        return self.annotate(
            balance=Window(Sum("amount"), partition_by=F("envelope"), order_by=[F("at").asc(), F("pk").asc()])
        )

    def total(self) -> Decimal:
        return self.aggregate(total=Coalesce(Sum("amount"), Decimal(0)))["total"]
