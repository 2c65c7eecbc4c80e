from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import same_parent
from projects.enums import DelayReason, Standing
from projects.models.project import Project
from projects.querysets import MilestoneQuerySet


@tracked()
class Milestone(models.Model):
    """A dated step. Baseline: agreed with the client; forecast: today's view; actual: reached."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones", verbose_name=_("project"))
    name = models.CharField(_("mijlpaal"), max_length=120)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)
    is_launch = models.BooleanField(_("lancering van de opdracht"), default=False)
    baseline_on = DayField(_("afgesproken"), null=True, blank=True)
    forecast_on = DayField(_("verwacht"), null=True, blank=True)
    actual_on = DayField(_("bereikt"), null=True, blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("mijlpaal")
        verbose_name_plural = _("mijlpalen")
        ordering = ["position", "baseline_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="milestone_name_once_per_project")]
        indexes = [models.Index(fields=["forecast_on"], condition=Q(actual_on__isnull=True), name="milestone_expected")]

    def __str__(self) -> str:
        return self.name

    @property
    def slip_days(self) -> int | None:
        """Days between what was agreed and what came or is expected; None when one of them is unknown."""
        seen = self.actual_on or self.forecast_on
        if seen is None or self.baseline_on is None:
            return None
        return (seen - self.baseline_on).days

    def standing(self, today: date) -> Standing:
        """How it does today; the launch is also held against the project's target."""
        if self.actual_on is not None:
            if self.baseline_on is None:
                return Standing.REACHED
            return Standing.LATE if self.actual_on > self.baseline_on else Standing.ON_TIME
        if self.forecast_on is None:
            return Standing.UNPLANNED
        if self.forecast_on < today:
            return Standing.OVERDUE
        if self.is_launch and past_target(self.forecast_on, self.project.target_launch_on):
            return Standing.PAST_TARGET
        return Standing.SLIPPING if (self.slip_days or 0) > 0 else Standing.ON_COURSE


def past_target(expected_on: date | None, target_on: date | None) -> bool:
    """Whether a launch is expected after the target; False when one of them is unknown."""
    return expected_on is not None and target_on is not None and expected_on > target_on


@tracked()
class Delay(models.Model):
    """A forecast that moved, with the reason. The log is never rewritten."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="delays", verbose_name=_("project"))
    milestone = models.ForeignKey(
        Milestone, models.CASCADE, null=True, blank=True, related_name="delays", verbose_name=_("mijlpaal")
    )
    reason = models.CharField(_("reden"), max_length=20, choices=DelayReason)
    from_on = DayField(_("van"), null=True, blank=True)
    to_on = DayField(_("naar"), null=True, blank=True)
    note = models.TextField(_("toelichting"), blank=True)
    at = models.DateTimeField(_("gemeld op"), null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("vertraging")
        verbose_name_plural = _("vertragingen")
        ordering = ["-at", "-pk"]
        triggers = [
            same_parent("milestone_of_this_project", link="milestone_id", to="projects_milestone", parent="project_id")
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
