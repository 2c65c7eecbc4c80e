import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from calls.enums import ReminderKind
from calls.models.application import Application
from calls.models.call import Round
from pio_portal.fields import MomentField

USER = settings.AUTH_USER_MODEL


class Extension(models.Model):
    """More time to submit: for everybody of a round, or for one application. A row is never changed.

    What holds now stands on the round (`closes_at`) or on the application (`extended_until`); this is the reason, the
    author and the end, as the receipt shows them.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="extensions", verbose_name=_("indiendatum"))
    application = models.ForeignKey(
        Application, models.PROTECT, null=True, blank=True, related_name="extensions", verbose_name=_("aanvraag")
    )
    was = models.DateTimeField(_("sloot eerst op"))
    until = MomentField(_("verlengd tot"))
    reason = models.TextField(_("reden"))
    at = models.DateTimeField(_("beslist op"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+", verbose_name=_("door"))

    class Meta:
        verbose_name = _("verlenging")
        verbose_name_plural = _("verlengingen")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="extension_gives_more_time", condition=Q(until__gt=F("was"))),
            models.CheckConstraint(name="extension_says_why", condition=~Q(reason="")),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.round_id} → {self.until:%Y-%m-%d %H:%M}"


class Reminder(models.Model):
    """That someone was reminded once of one due moment, so many hours before it (negative: after it)."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=20, choices=ReminderKind)
    due_at = models.DateTimeField()
    hours = models.SmallIntegerField()
    person = models.ForeignKey(USER, models.CASCADE, null=True, related_name="+")  # None: the applicants together
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "kind", "due_at", "hours", "person"],
                name="reminded_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.application_id} {self.kind} {self.hours}"
