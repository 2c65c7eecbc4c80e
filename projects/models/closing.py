from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from projects.enums import KnowledgeKind
from projects.models.project import Project


@tracked()
class KnowledgeRecord(models.Model):
    """That knowledge of this project was shared: what closing looks at.

    Events and stories tell it by calling the workflow.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="knowledge", verbose_name=_("project"))
    kind = models.CharField(_("soort"), max_length=10, choices=KnowledgeKind)
    title = models.CharField(_("titel"), max_length=200)
    on = DayField(_("datum"), null=True, blank=True)
    source = models.CharField(_("bron"), max_length=60, help_text=_("Referentie van de activiteit of het verhaal."))
    address = models.CharField(_("adres"), max_length=300, blank=True)
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("kennisdeling")
        verbose_name_plural = _("kennisdelingen")
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "kind", "source"], name="knowledge_told_once")]

    def __str__(self) -> str:
        return self.title
