from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet


class DocumentQuerySet(QuerySet):
    def of(self, owner: Model):
        """The documents of one owner that were not removed."""
        return self.filter(
            owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk, removed_at__isnull=True
        )

    def for_applicants(self):
        """Without what only PIO may see."""
        return self.filter(internal=False)
