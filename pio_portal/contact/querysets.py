from django.db.models import Q, QuerySet

from pio_portal.contact.enums import EnquiryStatus


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
        for word in text.split():
            found = found.filter(
                Q(ref__icontains=word) | Q(text__icontains=word) | Q(name__icontains=word) | Q(email__icontains=word)
            )
        return found
