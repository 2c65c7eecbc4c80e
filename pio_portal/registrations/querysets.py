from datetime import datetime

from django.db.models import F, Q, QuerySet


class OccasionQuerySet(QuerySet):
    def upcoming(self, at: datetime):
        return self.filter(starts_at__gte=at).order_by("starts_at", "pk")

    def past(self, at: datetime):
        return self.filter(starts_at__lt=at).order_by("-starts_at", "-pk")


class RegistrationQuerySet(QuerySet):
    def active(self):
        """Registered and not cancelled: has a seat, or waits for one or for the confirmation."""
        return self.filter(cancelled_at__isnull=True)

    def seated(self):
        """Confirmed, not cancelled, not on the waiting list."""
        return self.active().filter(confirmed_at__isnull=False, waitlisted=False)

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
