import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from pio_portal.fields import DayField
from projects.enums import Phase, Risk
from projects.models.project import Project
from projects.models.tempo import Milestone


class PhaseEntry(models.Model):
    """The day on which a project entered a phase: what durations are counted from."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="phase_entries", verbose_name=_("project"))
    phase = models.CharField(_("fase"), max_length=30, choices=Phase)
    entered_on = DayField(_("begonnen op"))

    class Meta:
        verbose_name = _("begin van een fase")
        verbose_name_plural = _("begin van fasen")
        ordering = ["project", "entered_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["project", "phase"], name="phase_entered_once")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.phase}: {self.entered_on}"


class ForecastChange(models.Model):
    """A forecast that moved, by itself or along with another: what was expected on an earlier day is read from these."""

    milestone = models.ForeignKey(
        Milestone, models.CASCADE, related_name="forecast_changes", verbose_name=_("mijlpaal")
    )
    from_on = DayField(_("van"), null=True, blank=True)
    to_on = DayField(_("naar"))
    at = models.DateTimeField(_("gewijzigd op"))

    class Meta:
        verbose_name = _("gewijzigde verwachting")
        verbose_name_plural = _("gewijzigde verwachtingen")
        ordering = ["milestone", "at", "pk"]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.milestone_id}: {self.to_on}"


class EarlyWarning(models.Model):
    """How likely a project misses its target, and when its launch may come; counted from the portfolio, never typed.

    Without a `chance` too few projects speak. `facts` is the evidence, which `projects.tempo.evidence` words.
    """

    project = models.OneToOneField(Project, models.CASCADE, related_name="warning", verbose_name=_("project"))
    chance = models.PositiveSmallIntegerField(_("kans op een gemiste streeftermijn (%)"), null=True, blank=True)
    p10_on = DayField(_("vroegst te verwachten"), null=True, blank=True)
    p50_on = DayField(_("te verwachten"), null=True, blank=True)
    p90_on = DayField(_("laatst te verwachten"), null=True, blank=True)
    facts = models.JSONField(_("waarop dit steunt"), default=dict)
    computed_at = models.DateTimeField(_("berekend op"), db_index=True)

    class Meta:
        verbose_name = _("vroege waarschuwing")
        verbose_name_plural = _("vroege waarschuwingen")
        indexes = [models.Index(fields=["-chance"], name="warning_by_chance")]
        constraints = [
            models.CheckConstraint(name="warning_chance_in_percent", condition=Q(chance__lte=100)),
            models.CheckConstraint(
                name="warning_range_in_order",
                condition=(Q(p50_on__isnull=True) | Q(p50_on__gte=F("p10_on")))
                & (Q(p90_on__isnull=True) | Q(p90_on__gte=F("p50_on"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.chance}"

    @property
    def risk(self) -> Risk:
        return Risk.of(self.chance)
