from datetime import datetime

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from pio_portal.searched import Sorted


class OccasionQuerySet(QuerySet):
    def upcoming(self, at: datetime):
        return self.filter(starts_at__gte=at).order_by("starts_at", "pk")

    def past(self, at: datetime):
        return self.filter(starts_at__lt=at).order_by("-starts_at", "-pk")


class RegistrationQuerySet(QuerySet):
    def active(self):
        """Registered and not cancelled: has a seat, or waits for one or for the confirmation."""
        return self.filter(cancelled_at__isnull=True)

    def confirmed(self):
        """Confirmed and not cancelled: with a seat or on the waiting list. Those to whom news is told."""
        return self.active().filter(confirmed_at__isnull=False)

    def seated(self):
        """Confirmed, not cancelled, not on the waiting list."""
        return self.confirmed().filter(waitlisted=False)

    def waiting(self):
        """On the waiting list, who waits longest first."""
        return self.confirmed().filter(waitlisted=True).order_by("confirmed_at", "pk")

    def of_person(self, email: str):
        """By normalised address: trimmed, without case."""
        return self.filter(email_key=email.strip().lower())

    def for_list(self):
        """By name, with a last key so that the order is always the same."""
        return self.order_by(Sorted("name"), "email_key", "pk")

    def counting(self):
        """Those that the indicators count: confirmed, not waiting, not PIO's own, not cancelled before the start.

        Plan § 3.6: a no-show counts, someone who cancelled in time does not.
        """
        return self.filter(
            Q(cancelled_at__isnull=True) | Q(cancelled_at__gte=F("occasion__starts_at")),
            confirmed_at__isnull=False,
            waitlisted=False,
            own_staff=False,
        )


class HasOccasionQuerySet(QuerySet):
    """Of what has an occasion: asks its dates and its seats."""

    def with_seats(self):
        """Adds `seats_taken` and `waiting`, in the same query as the rows."""
        return self.annotate(
            seats_taken=_number_of(self._registrations().seated()), waiting=_number_of(self._registrations().waiting())
        )

    def upcoming(self, at: datetime):
        """Still to begin, the first first."""
        return self.filter(occasion__starts_at__gte=at).order_by("occasion__starts_at", "pk")

    def past(self, at: datetime):
        """Begun, the last first; those without a date behind them."""
        begun = Q(occasion__starts_at__lt=at) | Q(occasion__starts_at__isnull=True)
        return self.filter(begun).order_by(F("occasion__starts_at").desc(nulls_last=True), "-pk")

    def _registrations(self) -> RegistrationQuerySet:
        occasion = self.model._meta.get_field("occasion").related_model
        return occasion.registrations.rel.related_model.objects.filter(occasion=OuterRef("occasion_id"))


def _number_of(registrations: RegistrationQuerySet) -> Coalesce:
    counted = registrations.order_by().values("occasion").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
