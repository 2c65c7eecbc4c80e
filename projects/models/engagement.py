from django.db import models
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from projects.enums import Side
from projects.models.project import Project


@tracked()
class Engagement(models.Model):
    """What one side promises for the project (plan, action 3). Both sides confirm the whole list."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="engagements", verbose_name=_("project"))
    side = models.CharField(_("wie"), max_length=10, choices=Side)
    text = models.CharField(_("engagement"), max_length=300)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagementen")
        ordering = ["side", "position", "pk"]

    def __str__(self) -> str:
        return self.text
