from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet


class DocumentQuerySet(QuerySet):
    def of(self, owner: Model):
        """The documents of one owner that were not removed."""
        return self.filter(
            owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk, removed_at__isnull=True
        )

    def of_each(self, model: type[Model], keys: Iterable[int] | QuerySet):
        """The documents of several owners of one model that were not removed; `keys` may be a query of them."""
        owners = keys if isinstance(keys, QuerySet) else list(keys)
        return self.filter(
            owner_type=ContentType.objects.get_for_model(model), owner_id__in=owners, removed_at__isnull=True
        )

    def of_at(self, owner: Model, moment: datetime):
        """The documents of one owner that were not removed by then."""
        still = Q(removed_at__isnull=True) | Q(removed_at__gt=moment)
        return self.filter(still, owner_type=ContentType.objects.get_for_model(owner), owner_id=owner.pk)

    def open_to(self, user):
        """Without those meant for PIO alone, for who is not of PIO. Whether their owner may be seen is another question."""
        return self if user.is_pio else self.for_applicants()

    def for_applicants(self):
        """Without what only PIO may see."""
        return self.filter(internal=False)
