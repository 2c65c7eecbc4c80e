from datetime import datetime

from django.db.models import Q

from consultations.enums import ConsultationStatus
from pio_portal.references import as_reference
from pio_portal.registrations.querysets import HasOccasionQuerySet
from pio_portal.searched import normal


class ConsultationQuerySet(HasOccasionQuerySet):
    def visible_to(self, user):
        """PIO sees those in preparation; everybody the published ones."""
        return self if user.is_authenticated and user.is_pio else self.public()

    def public(self):
        return self.exclude(status=ConsultationStatus.DRAFT)

    def open_to_join(self, at: datetime):
        """Announced, and one can still register: by the own closing, else until the start."""
        closing = Q(occasion__registration_closes_at__isnull=True) | Q(occasion__registration_closes_at__gt=at)
        return self.filter(closing, status=ConsultationStatus.PUBLISHED, occasion__starts_at__gt=at).upcoming(at)

    def awaiting_conclusions(self, at: datetime):
        """Held, but the market has not been told what came of it."""
        return self.filter(status=ConsultationStatus.PUBLISHED, imported=False, occasion__starts_at__lt=at)

    def for_cards(self):
        """With all that a public card shows, in two queries."""
        return (
            self.select_related("occasion").prefetch_related("projects__organisation", "projects__theme").with_seats()
        )

    def search(self, text: str):
        """Every word in the title, the reference, the summary or a project's title or reference."""
        if reference := as_reference(text, prefix="MC"):
            return self.filter(ref=reference)
        found = self
        for word in normal(text).split():
            found = found.filter(
                Q(occasion__title__has=word)
                | Q(ref__has=word)
                | Q(summary__has=word)
                | Q(pk__in=self._of_project(word))
            )
        return found

    def _of_project(self, word: str):
        linked = self.model.projects.through.objects
        named = Q(project__title__has=word) | Q(project__ref__has=word)
        return linked.filter(named).values("marketconsultation")
