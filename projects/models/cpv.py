from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pio_portal.searched import Normal
from projects.querysets import CpvQuerySet

# Notices in eForms write no check digit; who knows it writes it.
SHAPE = r"^\d{8}(-\d)?$"
validate_cpv = RegexValidator(
    SHAPE,
    _(
        "Geen geldige CPV-code. Verwacht: acht cijfers, eventueel met een streepje en het controlecijfer, bijvoorbeeld "
        "73100000-3."
    ),
)


class CpvCode(models.Model):
    """A code of the official list (CPV 2008, Regulation 213/2008), with its check digit where that is known."""

    code = models.CharField(_("code"), max_length=10, primary_key=True, validators=[validate_cpv])
    title = models.CharField(_("titel"), max_length=300)

    objects = CpvQuerySet.as_manager()

    class Meta:
        verbose_name = _("CPV-code")
        verbose_name_plural = _("CPV-codes")
        ordering = ["code"]
        indexes = [GinIndex(OpClass(Normal("title"), name="gin_trgm_ops"), name="cpv_title_trigram")]
        constraints = [
            models.CheckConstraint(
                name="cpv_code_has_its_shape",
                condition=Q(code__regex=SHAPE),
                violation_error_message=_("Een CPV-code is acht cijfers, eventueel met een streepje en een cijfer."),
            ),
            models.CheckConstraint(
                name="cpv_code_says_what_it_is",
                condition=~Q(title=""),
                violation_error_message=_("Een CPV-code heeft een titel."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
