from datetime import datetime

from django.db.models import QuerySet

from outreach.enums import EventStatus, StoryStatus


class EventQuerySet(QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_internal else self.public()

    def public(self):
        return self.exclude(status=EventStatus.DRAFT)

    def upcoming(self, at: datetime):
        return self.filter(status=EventStatus.PUBLISHED, occasion__starts_at__gte=at).order_by("occasion__starts_at", "pk")


class StoryQuerySet(QuerySet):
    def visible_to(self, user):
        return self if user.is_authenticated and user.is_internal else self.public()

    def public(self):
        return self.filter(status=StoryStatus.PUBLISHED)
