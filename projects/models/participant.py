from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Concat, Lower, Trim
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.organisations.identifiers import format_kbo
from pio_portal.searched import Normal
from projects.enums import ParticipantRole
from projects.models.procurement import Procurement
from projects.models.project import kept_with_part

BELGIUM = "BE"


@tracked(exclude=("identity",))
class Participant(models.Model):
    """An enterprise in an award procedure. The same one counts once per procurement.

    It is known by its KBO number, else by its country with its number there, else by its country and its name.
    """

    procurement = models.ForeignKey(
        Procurement, models.CASCADE, related_name="participants", verbose_name=_("opdracht")
    )
    kbo = models.CharField(_("KBO-nummer"), max_length=10, blank=True)
    country = models.CharField(_("land"), max_length=2, default=BELGIUM)
    foreign_number = models.CharField(_("nummer in dat land"), max_length=30, blank=True)
    name = models.CharField(_("naam"), max_length=200, blank=True)
    is_sme = models.BooleanField(_("kmo"), null=True, blank=True)
    role = models.CharField(_("rol"), max_length=20, choices=ParticipantRole, default=ParticipantRole.TENDERER)
    consortium = models.CharField(_("combinatie"), max_length=100, blank=True)
    identity = models.GeneratedField(
        expression=Case(
            When(~Q(kbo=""), then=Concat(Value("kbo:"), F("kbo"))),
            When(~Q(foreign_number=""), then=Concat(Value("nr:"), Lower("country"), Value(":"), F("foreign_number"))),
            default=Concat(
                Value("naam:"), Lower("country"), Value(":"), Trim(Normal("name"), output_field=models.CharField())
            ),
        ),
        output_field=models.CharField(max_length=440),
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
            models.CheckConstraint(
                name="participant_number_in_one_form",
                condition=Q(foreign_number="") | (Q(kbo="") & Q(foreign_number__regex=r"^[A-Z0-9]+$")),
                violation_error_message=_("Een nummer is Belgisch of buitenlands, in hoofdletters en cijfers."),
            ),
            models.UniqueConstraint(
                fields=["procurement", "role", "identity"],
                condition=Q(imported=False),
                name="participant_once_in_a_role",
                violation_error_message=_("Deze onderneming staat er al in met deze rol."),
            ),
        ]
        triggers = [kept_with_part("participant_stays_once_closed", link="procurement_id", to="projects_procurement")]

    def __str__(self) -> str:
        return self.name or self.kbo

    @property
    def number(self) -> str:
        """Its number as people write it: that of the KBO, else that of its own country; empty when none is known."""
        return format_kbo(self.kbo) if self.kbo else self.foreign_number
