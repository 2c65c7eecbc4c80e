from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import refusal, same_parent
from projects.enums import DelayReason, ProjectState, Standing
from projects.models.project import Project, kept_with_project
from projects.querysets import MilestoneQuerySet

MAX_LAG = 3650  # days between two milestones


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
        triggers = [
            kept_with_project("milestone_stays_once_closed"),
            pgtrigger.Trigger(
                name="baseline_by_amendment",
                operation=pgtrigger.UpdateOf("baseline_on"),
                when=pgtrigger.Before,
                condition=pgtrigger.Q(
                    old__baseline_on__isnull=False, old__baseline_on__df=pgtrigger.F("new__baseline_on")
                ),
                func=f"""
                    IF NOT EXISTS (SELECT 1 FROM projects_baselineamendment a
                            WHERE a.milestone_id = NEW.id AND a.status = 'agreed' AND a.to_on = NEW.baseline_on)
                        AND NOT EXISTS (SELECT 1 FROM projects_project p WHERE p.id = NEW.project_id AND p.imported) THEN
                        {refusal("baseline_moves_by_amendment", "no agreed amendment says so")}
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - our own tables
            ),
        ]

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
        """How it does today; the launch is also held against the project's target. In a project that is over nothing comes any more."""
        if self.actual_on is not None:
            late = self.baseline_on is not None and self.actual_on > self.baseline_on
            return Standing.REACHED if self.baseline_on is None else Standing.LATE if late else Standing.ON_TIME
        if self.project.state in (ProjectState.STOPPED, ProjectState.CLOSED):
            return Standing.LEFT_OUT
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


class ProposedMilestone(models.Model):
    """What a call proposes to reach on the way to the launch, and after which part of the term."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="proposed_milestones", verbose_name=_("oproep"))
    name = models.CharField(_("mijlpaal"), max_length=120)
    percent = models.PositiveSmallIntegerField(_("deel van de streeftermijn, in procent"))
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("voorgestelde mijlpaal")
        verbose_name_plural = _("voorgestelde mijlpalen")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["call", "name"], name="proposed_milestone_once_per_call"),
            models.CheckConstraint(
                name="proposed_milestone_before_the_launch", condition=Q(percent__gt=0, percent__lt=100)
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class MilestoneLink(models.Model):
    """A milestone that follows on another: it is due `lag_days` after that one at the earliest."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="waits_for", verbose_name=_("mijlpaal"))
    after = models.ForeignKey(Milestone, models.CASCADE, related_name="followed_by", verbose_name=_("volgt op"))
    lag_days = models.PositiveSmallIntegerField(_("minstens zoveel dagen later"), default=0)

    class Meta:
        verbose_name = _("volgorde van mijlpalen")
        verbose_name_plural = _("volgorde van mijlpalen")
        ordering = ["milestone", "after"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "after"], name="milestone_follows_another_once"),
            models.CheckConstraint(
                name="milestone_follows_another",
                condition=~Q(milestone=F("after")),
                violation_error_message=_("Een mijlpaal volgt niet op zichzelf."),
            ),
            models.CheckConstraint(name="milestone_lag_within_ten_years", condition=Q(lag_days__lte=MAX_LAG)),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="milestones_of_one_project_without_circle",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("milestone_id", "after_id"),
                when=pgtrigger.After,
                func=f"""
                    PERFORM 1 FROM projects_project p JOIN projects_milestone m ON m.project_id = p.id
                        WHERE m.id = NEW.milestone_id FOR UPDATE OF p;
                    IF NOT EXISTS (SELECT 1 FROM projects_milestone a JOIN projects_milestone b
                        ON a.project_id = b.project_id WHERE a.id = NEW.milestone_id AND b.id = NEW.after_id) THEN
                        {refusal("milestones_of_one_project", "after_id is of another project")}
                    END IF;
                    IF EXISTS (
                        WITH RECURSIVE earlier(id) AS (
                            SELECT NEW.after_id
                            UNION SELECT l.after_id FROM projects_milestonelink l JOIN earlier e ON l.milestone_id = e.id
                        ) SELECT 1 FROM earlier WHERE id = NEW.milestone_id
                    ) THEN
                        {refusal("milestones_follow_without_circle", "the milestone would follow on itself")}
                    END IF;
                    RETURN NEW;
                """,  # noqa: S608 - our own tables
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone_id} < {self.after_id}"


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
