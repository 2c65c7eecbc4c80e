from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import empty, not_before
from projects.models.procurement import Procurement
from projects.models.project import kept_with_part


@tracked()
class Lot(models.Model):
    """A part of a procurement that can be awarded by itself. Amounts in euro, without VAT."""

    procurement = models.ForeignKey(Procurement, models.CASCADE, related_name="lots", verbose_name=_("opdracht"))
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("titel"), max_length=200)
    estimate = models.DecimalField(_("raming"), max_digits=14, decimal_places=2, null=True, blank=True)
    awarded_on = DayField(_("gegund op"), null=True, blank=True)
    contractor_name = models.CharField(_("opdrachtnemer"), max_length=200, blank=True)
    award_value = models.DecimalField(_("gunningsbedrag"), max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("perceel")
        verbose_name_plural = _("percelen")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["procurement", "number"],
                name="lot_number_is_its_own",
                violation_error_message=_("Dit nummer heeft al een perceel."),
            ),
            models.CheckConstraint(
                name="lot_number_begins_at_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Percelen zijn genummerd vanaf 1."),
            ),
            models.CheckConstraint(
                name="lot_awarded_says_to_whom",
                condition=(Q(awarded_on__isnull=True) & Q(contractor_name="") & Q(award_value__isnull=True))
                | (Q(awarded_on__isnull=False) & ~Q(contractor_name="")),
                violation_error_message=_("Een gegund perceel vermeldt wanneer, en wie de opdrachtnemer is."),
            ),
            models.CheckConstraint(
                name="lot_amounts_not_negative",
                condition=(empty("estimate") | Q(estimate__gte=0)) & (empty("award_value") | Q(award_value__gte=0)),
                violation_error_message=_("Een bedrag kan niet negatief zijn."),
            ),
        ]
        triggers = [
            kept_with_part("lot_stays_once_closed", link="procurement_id", to="projects_procurement"),
            not_before(
                "lot_awarded_after_the_launch",
                day="awarded_on",
                link="procurement_id",
                to="projects_procurement",
                since="launched_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"
