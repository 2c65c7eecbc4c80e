from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from projects.enums import Phase


@tracked()
class DocumentTemplate(models.Model):
    """A document to start from in a phase, which PIO keeps for all clients. Its file is the document that it owns."""

    phase = models.CharField(_("fase"), max_length=30, choices=Phase)
    title = models.CharField(_("titel"), max_length=200)
    added_at = models.DateTimeField(_("toegevoegd op"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("sjabloon")
        verbose_name_plural = _("sjablonen")

    def __str__(self) -> str:
        return self.title
