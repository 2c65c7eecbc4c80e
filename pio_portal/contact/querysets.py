from django.db.models import Q, QuerySet

from pio_portal.contact.enums import EnquiryStatus
from pio_portal.searched import normal


class EnquiryQuerySet(QuerySet):
    def visible_to(self, user):
        """What people asked PIO is for PIO."""
        return self if user.is_pio else self.none()

    def waiting(self):
        """Nobody answered them yet."""
        return self.filter(status=EnquiryStatus.OPEN)

    def search(self, text: str):
        """Every word in what was asked or who asked it."""
        found = self
        for word in normal(text).split():
            found = found.filter(Q(ref__has=word) | Q(text__has=word) | Q(name__has=word) | Q(email__has=word))
        return found
