import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.fields import DayField
from pio_portal.invariants import same_parent
from projects.enums import ReminderStep
from projects.models.engagement import Engagement
from projects.models.project import Project
from projects.models.tempo import Milestone


class LateReminder(models.Model):
    """That one person was told once that the day of a milestone or an engagement is past."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="reminders", verbose_name=_("project"))
    milestone = models.ForeignKey(Milestone, models.CASCADE, null=True, related_name="+", verbose_name=_("mijlpaal"))
    engagement = models.ForeignKey(
        Engagement, models.CASCADE, null=True, related_name="+", verbose_name=_("engagement")
    )
    due_on = DayField(_("tegen"))
    step = models.CharField(_("stap"), max_length=10, choices=ReminderStep)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("aan"))
    sent_at = models.DateTimeField(_("verstuurd op"))

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        ordering = ["sent_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "engagement", "due_on", "step", "person"],
                name="late_reminder_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                name="late_reminder_of_one_thing",
                condition=Q(milestone__isnull=True) ^ Q(engagement__isnull=True),
                violation_error_message=_("Een herinnering gaat over een mijlpaal of over een engagement."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
            same_parent("milestone_of_this_project", link="milestone_id", to="projects_milestone", parent="project_id"),
            same_parent(
                "engagement_of_this_project", link="engagement_id", to="projects_engagement", parent="project_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.get_step_display()}"
