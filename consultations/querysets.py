from datetime import datetime

from django.db.models import QuerySet

from consultations.enums import ConsultationStatus


class ConsultationQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and communication see those in preparation; everybody the published ones."""
        return self if user.is_authenticated and user.is_internal else self.public()

    def public(self):
        return self.exclude(status=ConsultationStatus.DRAFT)

    def upcoming(self, at: datetime):
        return self.filter(status=ConsultationStatus.PUBLISHED, occasion__starts_at__gte=at).order_by("occasion__starts_at", "pk")
