from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Lower, Trim
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from projects.enums import ParticipantRole
from projects.models.procurement import Procurement


@tracked(exclude=("identity",))
class Participant(models.Model):
    """An enterprise in an award procedure. The same one (by KBO, else land and name) counts once per procurement."""

    procurement = models.ForeignKey(
        Procurement, models.CASCADE, related_name="participants", verbose_name=_("opdracht")
    )
    kbo = models.CharField(_("KBO-nummer"), max_length=10, blank=True)
    country = models.CharField(_("land"), max_length=2, default="BE")
    name = models.CharField(_("naam"), max_length=200, blank=True)
    role = models.CharField(_("rol"), max_length=20, choices=ParticipantRole, default=ParticipantRole.TENDERER)
    consortium = models.CharField(_("combinatie"), max_length=100, blank=True)
    identity = models.GeneratedField(
        expression=Case(
            When(kbo="", then=Concat(Value("naam:"), Lower("country"), Value(":"), Lower(Trim("name")))),
            default=Concat(Value("kbo:"), F("kbo")),
        ),
        output_field=models.CharField(max_length=220),
        db_persist=True,
    )
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        ordering = ["pk"]
        indexes = [models.Index(fields=["procurement", "identity"], name="participant_identity")]
        constraints = [
            models.CheckConstraint(
                name="participant_is_named",
                condition=~Q(kbo="") | ~Q(name=""),
                violation_error_message=_("Vul het ondernemingsnummer in, of de naam."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.kbo
