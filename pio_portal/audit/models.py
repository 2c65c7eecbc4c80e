import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models


class Entry(models.Model):
    """One verb, once done: the line that a dossier's timeline shows. Rows are never changed or removed."""

    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    verb = models.CharField(max_length=60)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    detail = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["about_type", "about_id", "-at"], name="audit_entry_of_dossier"),
            models.Index(fields=["-at"], name="audit_entry_recent"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class ReferenceCounter(models.Model):
    """The last number given out per prefix and year (see pio_portal.references)."""

    prefix = models.CharField(max_length=8)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "year"], name="one_counter_per_prefix_and_year")]

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}: {self.last}"
