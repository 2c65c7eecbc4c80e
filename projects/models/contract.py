"""What happens to the contract of a procurement after its award, as rows: it is amended, and it is delivered in parts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import not_before
from projects.models.procurement import Procurement


@tracked()
class ContractAmendment(models.Model):
    """A change of the contract. The difference is in euro, without VAT; it may be below zero."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="amendments", verbose_name=_("opdracht"))
    amended_on = DayField(_("gewijzigd op"))
    reason = models.TextField(_("reden"))
    difference = models.DecimalField(_("verschil in bedrag"), max_digits=14, decimal_places=2, null=True, blank=True)
    ends_on = DayField(_("nieuw einde"), null=True, blank=True)

    class Meta:
        verbose_name = _("wijziging van het contract")
        verbose_name_plural = _("wijzigingen van het contract")
        ordering = ["amended_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="contract_amendment_says_why",
                condition=~models.Q(reason=""),
                violation_error_message=_("Een wijziging van het contract vermeldt waarom."),
            ),
        ]
        triggers = [
            not_before(
                "contract_amendment_after_the_contract",
                day="amended_on",
                link="procurement_id",
                to="projects_procurement",
                since="contract_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procurement_id} {self.amended_on}"


@tracked()
class PartialDelivery(models.Model):
    """A part of the result that was accepted. It is no delivery of the procurement: that is the whole (I05)."""

    procurement = models.ForeignKey(
        Procurement, models.CASCADE, related_name="partial_deliveries", verbose_name=_("opdracht")
    )
    delivered_on = DayField(_("opgeleverd op"))
    part = models.CharField(_("welk deel"), max_length=200)
    result = models.TextField(_("resultaat"), blank=True)

    class Meta:
        verbose_name = _("gedeeltelijke oplevering")
        verbose_name_plural = _("gedeeltelijke opleveringen")
        ordering = ["delivered_on", "pk"]
        constraints = [
            models.CheckConstraint(
                name="partial_delivery_says_which_part",
                condition=~models.Q(part=""),
                violation_error_message=_("Een gedeeltelijke oplevering vermeldt welk deel."),
            ),
        ]
        triggers = [
            not_before(
                "partial_delivery_after_the_award",
                day="delivered_on",
                link="procurement_id",
                to="projects_procurement",
                since="awarded_on",
            ),
        ]

    def __str__(self) -> str:
        return self.part
