from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import same_parent
from projects.models.preparation import PreparationStep
from projects.models.project import Project, kept_with_project
from projects.querysets import ConsultancyOrderQuerySet

CENT = Decimal("0.01")
VAT = Decimal("21.00")  # percent: what is proposed; each order says its own


def _amount(label: str, **options: object) -> models.DecimalField:
    return models.DecimalField(label, max_digits=12, decimal_places=2, **options)


@tracked()
class ConsultancyOrder(models.Model):
    """What a consultant does for a project, ordered by PIO under a framework contract.

    Amounts in euro without VAT. For PIO alone: no client, no page of the public and no search shows them.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="consultancy_orders", verbose_name=_("project"))
    step = models.ForeignKey(
        PreparationStep, models.PROTECT, null=True, blank=True, related_name="orders", verbose_name=_("stap")
    )
    consultant = models.CharField(_("consultant"), max_length=200)
    framework = models.CharField(_("raamcontract"), max_length=120)
    subject = models.CharField(_("opdracht"), max_length=200)
    ordered_on = DayField(_("besteld op"))
    estimate = _amount(_("raming"), null=True, blank=True)
    ordered = _amount(_("besteld"))
    invoiced = _amount(_("gefactureerd"), default=0)
    paid = _amount(_("betaald"), default=0)
    vat_rate = models.DecimalField(_("btw-tarief"), max_digits=4, decimal_places=2, default=VAT)

    objects = ConsultancyOrderQuerySet.as_manager()

    class Meta:
        verbose_name = _("bestelling bij een consultant")
        verbose_name_plural = _("bestellingen bij consultants")
        ordering = ["ordered_on", "pk"]
        indexes = [models.Index(fields=["-ordered_on", "-id"], name="consultancy_newest")]
        constraints = [
            models.CheckConstraint(
                name="consultancy_amounts_follow_each_other",
                condition=Q(ordered__gte=F("invoiced"), invoiced__gte=F("paid"), paid__gte=0),
                violation_error_message=_(
                    "Er wordt niet meer betaald dan gefactureerd, noch meer gefactureerd dan besteld."
                ),
            ),
            models.CheckConstraint(
                name="consultancy_estimate_not_negative", condition=Q(estimate=None) | Q(estimate__gte=0)
            ),
            models.CheckConstraint(
                name="consultancy_vat_rate_is_a_share",
                condition=Q(vat_rate__gte=0, vat_rate__lte=100),
                violation_error_message=_("Een btw-tarief ligt tussen 0 en 100 procent."),
            ),
        ]
        triggers = [
            kept_with_project("consultancy_stays_once_closed"),
            same_parent(
                "consultancy_step_of_its_project", link="step_id", to="projects_preparationstep", parent="project_id"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultant}: {self.subject}"

    def get_staff_url(self) -> str:
        return reverse("projects:change_consultancy", args=[self.project.ref, self.pk])

    def with_vat(self, amount: Decimal) -> Decimal:
        """The amount with VAT at the rate of this order."""
        return (amount * (1 + self.vat_rate / 100)).quantize(CENT, ROUND_HALF_UP)

    @property
    def ordered_with_vat(self) -> Decimal:
        return self.with_vat(self.ordered)

    @property
    def invoiced_with_vat(self) -> Decimal:
        return self.with_vat(self.invoiced)

    @property
    def paid_with_vat(self) -> Decimal:
        return self.with_vat(self.paid)
