from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.fields import DayField
from pio_portal.invariants import Demand, state_demands, text, together
from pio_portal.organisations.models import Organisation
from reporting.enums import ImportStatus, ReportStatus

USER = settings.AUTH_USER_MODEL


class Contract(models.Model):
    """A row of the contract-management extract (e-Delta) of the Facilitair Bedrijf: what I12 counts."""

    year = models.PositiveSmallIntegerField(_("jaar"))
    number = models.CharField(_("nummer"), max_length=60)
    authority = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("overheid")
    )
    amount = models.DecimalField(_("bedrag"), max_digits=16, decimal_places=2, null=True, blank=True)
    awarded_on = DayField(_("gegund op"), null=True, blank=True)
    innovative = models.BooleanField(_("innovatief"), null=True, blank=True)

    class Meta:
        verbose_name = _("contract")
        verbose_name_plural = _("contracten")
        indexes = [models.Index(fields=["year", "awarded_on"], name="contract_year")]
        constraints = [models.UniqueConstraint(fields=["year", "number"], name="contract_number_once_per_year")]

    def __str__(self) -> str:
        return f"{self.year}/{self.number}"


class Target(models.Model):
    """What management aims at for an indicator in a year. The plan itself sets none."""

    indicator = models.CharField(_("indicator"), max_length=3)
    year = models.PositiveSmallIntegerField(_("jaar"))
    value = models.DecimalField(_("doel"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("doel")
        verbose_name_plural = _("doelen")
        constraints = [
            models.UniqueConstraint(fields=["indicator", "year"], name="target_once_per_year"),
            models.CheckConstraint(
                name="target_not_negative",
                condition=Q(value__gte=0),
                violation_error_message=_("Een doel is 0 of meer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.year}"


class Report(models.Model):
    """An indicator report, made by the worker. Its figures are kept as they were; the PDF is its document."""

    from_year = models.PositiveSmallIntegerField(_("van"))
    to_year = models.PositiveSmallIntegerField(_("tot en met"))
    as_of = DayField(_("stand op"))
    status = models.CharField(_("status"), max_length=10, choices=ReportStatus, default=ReportStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(_("voortgang in procent"), default=0)
    step = models.CharField(_("bezig met"), max_length=120, blank=True)
    error = models.TextField(blank=True)
    figures = models.JSONField(null=True)
    requested_at = models.DateTimeField(_("gevraagd op"))
    requested_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("klaar op"), null=True)

    class Meta:
        verbose_name = _("rapport")
        verbose_name_plural = _("rapporten")
        ordering = ["-requested_at"]
        constraints = [
            models.CheckConstraint(name="report_years_in_order", condition=Q(from_year__lte=F("to_year"))),
            models.CheckConstraint(name="report_progress_in_percent", condition=Q(progress__lte=100)),
            *state_demands(
                "status",
                Demand("report_says_who_asked", list(ReportStatus), filled=["requested_by"]),
                Demand(
                    "report_unfinished_has_no_figures",
                    [ReportStatus.QUEUED, ReportStatus.RUNNING],
                    empty=["figures", "done_at", text("error")],
                ),
                Demand(
                    "report_done_says_when_and_what",
                    [ReportStatus.DONE],
                    filled=["figures", "done_at"],
                    empty=[text("error")],
                ),
                Demand(
                    "report_failed_says_why",
                    [ReportStatus.FAILED],
                    filled=[text("error")],
                    empty=["figures", "done_at"],
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_year}-{self.to_year} ({self.as_of})"

    def get_absolute_url(self) -> str:
        return reverse("reporting:report", args=[self.pk])


class ImportRun(models.Model):
    """An upload of programme tables by staff: first a dry run with its faults, then, when confirmed, the import."""

    status = models.CharField(_("status"), max_length=10, choices=ImportStatus, default=ImportStatus.CHECKING)
    filename = models.CharField(_("bestand"), max_length=200)
    faults = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    kept = models.JSONField(default=list)  # (table, row, what of it stays as the portal has it)
    uploaded_at = models.DateTimeField(_("opgeladen op"))
    uploaded_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("bevestigd op"), null=True)
    confirmed_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(_("klaar op"), null=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-uploaded_at"]
        constraints = [
            *state_demands(
                "status",
                Demand("import_says_who_uploaded", list(ImportStatus), filled=["uploaded_by"]),
                Demand("import_unchecked_has_no_end", [ImportStatus.CHECKING], empty=["done_at"]),
                Demand(
                    "import_checked_says_when",
                    [state for state in ImportStatus if state != ImportStatus.CHECKING],
                    filled=["done_at"],
                ),
                Demand(
                    "import_unconfirmed_has_no_confirmation",
                    [ImportStatus.CHECKING, ImportStatus.READY],
                    empty=["confirmed_at", "confirmed_by"],
                ),
                Demand(
                    "import_confirmed_says_when_and_by_whom",
                    [ImportStatus.IMPORTING, ImportStatus.DONE],
                    filled=["confirmed_at", "confirmed_by"],
                ),
            ),
            models.CheckConstraint(
                name="import_confirmation_says_when_and_by_whom",
                condition=together("confirmed_at", "confirmed_by"),
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    def get_absolute_url(self) -> str:
        return reverse("reporting:import_run", args=[self.pk])
