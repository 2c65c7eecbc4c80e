import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.fields import DayField
from pio_portal.invariants import Demand, state_demands
from pio_portal.searched import Sorted
from pio_portal.ui.querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A staff list as someone wants to see it again: its query string, under a name. `shared` shows it to colleagues.

    One without a name is how its owner left the list: it opens so again, unless another view is the default.
    """

    list = models.CharField(max_length=80)  # the name of the list's address
    name = models.CharField(_("naam"), max_length=60, blank=True)
    query = models.TextField(blank=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views")
    shared = models.BooleanField(_("delen met het team"), default=False)
    is_default = models.BooleanField(_("standaard"), default=False)
    saved_at = models.DateTimeField(_("bewaard op"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("bewaarde weergave")
        verbose_name_plural = _("bewaarde weergaven")
        ordering = [Sorted("name"), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "owner", "name"],
                name="saved_view_named_once",
                violation_error_message=_("U hebt al een weergave met deze naam. Kies een andere naam."),
            ),
            models.UniqueConstraint(
                fields=["list", "owner"],
                condition=models.Q(is_default=True),
                name="saved_view_one_default",
                violation_error_message=_("Een lijst heeft één standaardweergave."),
            ),
            models.CheckConstraint(
                name="saved_view_without_a_name_is_only_remembered",
                condition=~models.Q(name="") | models.Q(shared=False, is_default=False),
                violation_error_message=_("Geef de weergave een naam."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def label_for(self, user) -> str:
        """How it is called for someone: a colleague's says whose it is."""
        return self.name if self.owner_id == user.pk else f"{self.name} ({self.owner})"

    def get_list_url(self) -> str:
        """The list, as it was saved."""
        return f"{reverse(self.list)}?{self.query}"


class Snooze(models.Model):
    """A row of Vandaag that somebody put off: it comes back on the day `until`, or never when it was done before."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=80)  # the name of its source
    url = models.CharField(max_length=500)
    until = DayField(_("tot"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind", "url"], name="snoozed_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.url}"


class BulkStatus(models.TextChoices):
    """How far a change of many rows is."""

    WAITING = "waiting", _("Wacht op de start")
    RUNNING = "running", _("Bezig")
    DONE = "done", _("Klaar")


class BulkJob(models.Model):
    """One change on many rows at once, done by the worker. Each row succeeds or is refused by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.CharField(max_length=80)
    arguments = models.JSONField(default=dict)
    rows = models.JSONField(default=list)  # primary keys, in order
    back = models.CharField(max_length=2000, blank=True)  # the list that it was asked from
    status = models.CharField(max_length=10, choices=BulkStatus, default=BulkStatus.WAITING)
    done = models.PositiveIntegerField(default=0)  # rows looked at, so that a restart goes on where it was
    refused = models.JSONField(default=list)  # [[row's name, why]]
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            *state_demands(
                "status",
                Demand("bulk_job_runs_without_an_end", [BulkStatus.WAITING, BulkStatus.RUNNING], empty=["finished_at"]),
                Demand("bulk_job_done_says_when", [BulkStatus.DONE], filled=["finished_at"]),
            )
        ]
        indexes = [models.Index(fields=["finished_at"], name="bulk_job_finished")]

    def __str__(self) -> str:
        return f"{self.action} ({len(self.rows)})"

    def get_absolute_url(self) -> str:
        return reverse("ui:bulk_job", args=[self.pk])

    @property
    def percent(self) -> int:
        return 100 * self.done // max(1, len(self.rows))

    def reasons(self) -> dict[str, list[str]]:
        """The refused rows, per reason."""
        found: dict[str, list[str]] = {}
        for name, why in self.refused:
            found.setdefault(why, []).append(name)
        return found


class CalendarLink(models.Model):
    """The secret address at which a calendar reads someone's agenda. Only its digest is kept; a new one ends the last."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="calendar_link")
    digest = models.CharField(max_length=64, unique=True)
    own = models.BooleanField(_("alleen mijn dossiers"), default=True)
    made_at = models.DateTimeField(_("gemaakt op"))
    read_on = DayField(_("laatst gelezen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("agendalink")
        verbose_name_plural = _("agendalinks")

    def __str__(self) -> str:
        return str(self.user)
