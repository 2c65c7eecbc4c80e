from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from projects.enums import StepKind
from projects.models.project import Project, kept_with_project


@tracked()
class PreparationStep(models.Model):
    """A step of the preparation. What PIO ordered of consultants for it is in its `orders`."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="steps", verbose_name=_("project"))
    kind = models.CharField(_("stap"), max_length=30, choices=StepKind)
    started_on = DayField(_("gestart op"), null=True, blank=True)
    ended_on = DayField(_("afgerond op"), null=True, blank=True)
    despite = models.CharField(_("afgerond met open opmerkingen omdat"), max_length=300, blank=True)
    skipped_reason = models.CharField(_("overgeslagen omdat"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("stap van het voortraject")
        verbose_name_plural = _("stappen van het voortraject")
        ordering = ["pk"]
        triggers = [kept_with_project("step_stays_once_closed")]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="step_once_per_project"),
            models.CheckConstraint(
                name="step_ends_after_it_starts",
                condition=Q(ended_on__isnull=True) | Q(started_on__isnull=True) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("Een stap kan niet eindigen voor hij begint."),
            ),
            models.CheckConstraint(
                name="step_despite_remarks_has_ended", condition=Q(despite="") | Q(ended_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
