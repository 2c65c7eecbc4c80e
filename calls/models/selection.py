from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from calls.enums import ApplicationStatus, CheckOutcome
from calls.models.application import Application
from calls.models.call import EligibilityPoint
from calls.querysets import CheckQuerySet, ConflictQuerySet, DraftQuerySet
from pio_portal.audit.history import tracked

USER = settings.AUTH_USER_MODEL


@tracked()
class EligibilityCheck(models.Model):
    """What staff found on one condition of eligibility of one application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="eligibility_checks")
    point = models.ForeignKey(EligibilityPoint, models.PROTECT, related_name="checks")
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=CheckOutcome)
    note = models.TextField(_("opmerking"), blank=True)
    at = models.DateTimeField(_("nagekeken op"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["point__position", "point_id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "point"], name="eligibility_checked_once_per_point"),
            models.CheckConstraint(name="eligibility_outcome_is_known", condition=Q(outcome__in=CheckOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.get_outcome_display()}"


@tracked()
class Conflict(models.Model):
    """Someone's conflict of interest on an application: from then on it does not exist for that person.

    Whoever works for an applying organisation has one without a row (`calls.rules`).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(USER, models.CASCADE, related_name="conflicts")
    reason = models.TextField(_("welk belang"))
    declared_at = models.DateTimeField(_("verklaard op"))

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("belangenconflict")
        verbose_name_plural = _("belangenconflicten")
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="conflict_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} ≠ {self.application_id}"


@tracked()
class DecisionDraft(models.Model):
    """A decision that is being prepared: seen inside PIO only, until the programme lead publishes it and it is gone.

    `version` is its optimistic lock.
    """

    application = models.OneToOneField(Application, models.CASCADE, related_name="decision_draft")
    outcome = models.CharField(_("beslissing"), max_length=20, choices=ApplicationStatus)
    grounds = models.TextField(_("motivering"), blank=True)
    feedback = models.TextField(_("feedback aan de aanvrager"), blank=True)
    version = models.PositiveIntegerField(default=1)
    drafted_at = models.DateTimeField(_("voorbereid op"))
    drafted_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("ontwerpbeslissing")
        verbose_name_plural = _("ontwerpbeslissingen")
        constraints = [
            models.CheckConstraint(
                name="decision_draft_is_a_decision", condition=Q(outcome__in=ApplicationStatus.decided())
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.get_outcome_display()}"
