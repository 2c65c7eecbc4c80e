import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calls.models import Call
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from projects.enums import Outcome, Side
from projects.models.project import Project, kept_with_project
from projects.querysets import EngagementQuerySet

USER = settings.AUTH_USER_MODEL


@tracked()
class Engagement(models.Model):
    """What one side promises for the project (plan, action 3). Both sides confirm the whole list."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="engagements", verbose_name=_("project"))
    side = models.CharField(_("wie"), max_length=10, choices=Side)
    text = models.CharField(_("engagement"), max_length=300)
    person = models.CharField(_("wie staat ervoor in"), max_length=120, blank=True)
    due_on = DayField(_("tegen"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        verbose_name = _("engagement")
        verbose_name_plural = _("engagementen")
        ordering = ["side", "position", "pk"]
        triggers = [kept_with_project("engagement_stays_once_closed")]

    def __str__(self) -> str:
        return self.text


@tracked()
class ProposedEngagement(models.Model):
    """What a call proposes that one side promises: its projects begin with it, and adapt it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="proposed_engagements", verbose_name=_("oproep"))
    side = models.CharField(_("wie"), max_length=10, choices=Side)
    text = models.CharField(_("engagement"), max_length=300)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        verbose_name = _("voorgesteld engagement")
        verbose_name_plural = _("voorgestelde engagementen")
        ordering = ["side", "position", "pk"]

    def __str__(self) -> str:
        return self.text


@tracked()
class EngagementVersion(models.Model):
    """The list of engagements as both sides confirmed it. It never changes: another list is another version."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="engagement_versions", verbose_name=_("project"))
    number = models.PositiveSmallIntegerField(_("versie"))
    lines = models.JSONField(_("engagementen"))
    pio_confirmed_at = models.DateTimeField(_("bevestigd door PIO op"))
    pio_confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    client_confirmed_at = models.DateTimeField(_("bevestigd door de klant op"))
    client_confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("versie van de engagementen")
        verbose_name_plural = _("versies van de engagementen")
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["project", "number"], name="engagement_version_once")]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.project_id}: {self.number}"


@tracked()
class EngagementCheck(models.Model):
    """What became of an engagement on a day: at an evaluation, or when it was due. The latest one counts."""

    engagement = models.ForeignKey(Engagement, models.CASCADE, related_name="checks", verbose_name=_("engagement"))
    outcome = models.CharField(_("stand"), max_length=10, choices=Outcome)
    note = models.CharField(_("toelichting"), max_length=500, blank=True)
    checked_on = DayField(_("nagegaan op"))
    at = models.DateTimeField(_("vastgelegd op"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("door"))

    class Meta:
        verbose_name = _("nazicht van een engagement")
        verbose_name_plural = _("nazicht van engagementen")
        ordering = ["-checked_on", "-pk"]
        indexes = [models.Index(fields=["engagement", "-checked_on", "-id"], name="engagement_check_latest")]
        constraints = [
            models.CheckConstraint(
                name="engagement_not_kept_says_why",
                condition=Q(outcome=Outcome.KEPT) | ~Q(note=""),
                violation_error_message=_("Zeg waarom het engagement niet of maar deels is nagekomen."),
            )
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.engagement_id}"
