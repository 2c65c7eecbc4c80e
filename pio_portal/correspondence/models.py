from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked


class OutboxTask(models.Model):
    """A task that waits in the database until a worker did it: it survives a dead Redis and a killed worker."""

    task = models.CharField(max_length=120)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    not_before = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(done_at__isnull=True, failed_at__isnull=True), name="outbox_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.key})"


class SentMail(models.Model):
    """Which mail was about which dossier: the link from a dossier to django-post-office's row."""

    email = models.OneToOneField("post_office.Email", models.CASCADE, related_name="sent_mail")
    kind = models.CharField(max_length=60)
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.BigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")

    class Meta:
        indexes = [models.Index(fields=["about_type", "about_id"], name="sent_mail_of_dossier")]

    def __str__(self) -> str:
        return self.kind


@tracked()
class MailTemplate(models.Model):
    """PIO's own wording of a standard mail. Without a row, the default that the code registers is used."""

    kind = models.CharField(_("soort"), max_length=60, unique=True)
    subject = models.CharField(_("onderwerp"), max_length=200)
    body = models.TextField(_("tekst"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    changed_at = models.DateTimeField(_("gewijzigd op"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("standaardmail")
        verbose_name_plural = _("standaardmails")

    def __str__(self) -> str:
        return self.kind
