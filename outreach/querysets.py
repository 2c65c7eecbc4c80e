from datetime import datetime

from django.db.models import Q, QuerySet

from outreach.enums import EventStatus, StoryStatus
from pio_portal.accounts.enums import Role
from pio_portal.references import as_reference
from pio_portal.registrations.querysets import HasOccasionQuerySet
from pio_portal.searched import normal


def _tells(user) -> bool:
    """Whether this user sees what is prepared, as `outreach.rules` says of one."""
    return user.is_authenticated and (user.is_pio or user.has_role(Role.COMMUNICATION))


class EventQuerySet(HasOccasionQuerySet):
    def visible_to(self, user):
        """PIO and communication see what is prepared; everybody the announced ones."""
        return self if _tells(user) else self.public()

    def public(self):
        return self.exclude(status=EventStatus.DRAFT)

    def announced(self, at: datetime):
        """Announced and still to begin, the first first."""
        return self.filter(status=EventStatus.PUBLISHED).upcoming(at)

    def awaiting_mark(self, at: datetime):
        """Past, but nobody said yet that it was held."""
        return self.filter(status=EventStatus.PUBLISHED, imported=False, occasion__starts_at__lt=at)

    def for_cards(self):
        """With all that a public card shows, in two queries."""
        return self.select_related("occasion").prefetch_related("partners").with_seats()

    def search(self, text: str):
        """Every word in the title, the reference or the summary."""
        if reference := as_reference(text, prefix="E"):
            return self.filter(ref=reference)
        found = self
        for word in normal(text).split():
            found = found.filter(Q(occasion__title__has=word) | Q(ref__has=word) | Q(summary__has=word))
        return found


class StoryQuerySet(QuerySet):
    def visible_to(self, user):
        """PIO and communication see the drafts; everybody the published ones."""
        return self if _tells(user) else self.public()

    def public(self):
        return self.filter(status=StoryStatus.PUBLISHED)

    def search(self, text: str):
        """Every word in the title, the introduction or the text."""
        found = self
        for word in normal(text).split():
            found = found.filter(Q(title__has=word) | Q(lead__has=word) | Q(body__has=word))
        return found
