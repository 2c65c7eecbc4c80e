from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from projects.enums import ThresholdKind
from projects.querysets import ThresholdQuerySet


@tracked()
class Threshold(models.Model):
    """An amount of the procurement law, from the day on which it holds until the next of its kind."""

    kind = models.CharField(_("drempel"), max_length=20, choices=ThresholdKind)
    starts_on = DayField(_("geldt vanaf"))
    amount = models.DecimalField(_("bedrag"), max_digits=14, decimal_places=2)
    source = models.CharField(_("bron"), max_length=200)

    objects = ThresholdQuerySet.as_manager()

    class Meta:
        verbose_name = _("drempelbedrag")
        verbose_name_plural = _("drempelbedragen")
        ordering = ["kind", "-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "starts_on"],
                name="threshold_one_a_day",
                violation_error_message=_("Voor deze drempel staat er al een bedrag vanaf die dag."),
            ),
            models.CheckConstraint(
                name="threshold_is_an_amount",
                condition=Q(amount__gt=0),
                violation_error_message=_("Een drempel is meer dan nul euro."),
            ),
            models.CheckConstraint(
                name="threshold_says_its_source",
                condition=~Q(source=""),
                violation_error_message=_("Een drempel vermeldt zijn bron."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.starts_on}"
