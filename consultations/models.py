from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from consultations.enums import ConsultationStatus as Status
from consultations.querysets import ConsultationQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, state_demands, text
from pio_portal.registrations.models import Occasion
from pio_portal.registrations.owners import HasOccasion
from projects.models import Project


@tracked()
class MarketConsultation(HasOccasion, models.Model):
    """A meeting at which the market answers to the need of one or more projects, before anything is bought."""

    ref = models.CharField(_("referentie"), max_length=20, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    occasion = models.OneToOneField(Occasion, models.PROTECT, related_name="consultation")
    projects = models.ManyToManyField(Project, blank=True, related_name="consultations", verbose_name=_("projecten"))
    summary = models.TextField(_("samenvatting"), blank=True)
    programme = models.TextField(_("programma"), blank=True)
    status = FSMField(_("status"), choices=Status, default=Status.DRAFT, protected=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True, editable=False)
    conclusions = models.TextField(_("conclusies"), blank=True)
    concluded_on = DayField(_("conclusies gepubliceerd op"), null=True, blank=True, editable=False)
    cancel_reason = models.TextField(_("reden van annulering"), blank=True)
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    handle_permission = "consultations.handle_consultation"

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = _("marktconsultatie")
        verbose_name_plural = _("marktconsultaties")
        indexes = [models.Index(fields=["status"], name="consultation_by_status")]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "consultation_draft_is_not_announced",
                    [Status.DRAFT],
                    empty=["published_at"],
                    message=_("Een marktconsultatie in voorbereiding is nog niet gepubliceerd."),
                ),
                Demand(
                    "consultation_published_says_when_and_what",
                    [Status.PUBLISHED],
                    filled=["published_at", text("summary")],
                    message=_("Een gepubliceerde marktconsultatie heeft een samenvatting, en vermeldt sinds wanneer."),
                ),
                Demand(
                    "consultation_concluded_says_when_and_what",
                    [Status.CONCLUDED],
                    filled=["published_at", "concluded_on", text("conclusions")],
                    message=_("Gepubliceerde conclusies hebben een tekst en een datum."),
                ),
                Demand(
                    "consultation_not_concluded_has_no_conclusions",
                    [Status.DRAFT, Status.PUBLISHED, Status.CANCELLED],
                    empty=["concluded_on", text("conclusions")],
                    message=_("Conclusies staan alleen bij een marktconsultatie die afgerond is."),
                ),
                Demand(
                    "consultation_cancelled_says_why",
                    [Status.CANCELLED],
                    filled=[text("cancel_reason")],
                    message=_("Een geannuleerde marktconsultatie vermeldt waarom."),
                ),
                Demand(
                    "consultation_not_cancelled_has_no_reason",
                    [Status.DRAFT, Status.PUBLISHED, Status.CONCLUDED],
                    empty=[text("cancel_reason")],
                    message=_("Alleen een geannuleerde marktconsultatie heeft een reden van annulering."),
                ),
                exempt="imported",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ref} {self.occasion.title}"

    @property
    def takes_registrations(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def is_cancelled(self) -> bool:
        return self.status == Status.CANCELLED

    def get_absolute_url(self) -> str:
        return reverse("consultations:consultation", args=[self.slug])

    def get_staff_url(self) -> str:
        return reverse("consultations:staff_consultation", args=[self.ref])

    @transition(status, source=Status.DRAFT, target=Status.PUBLISHED, permission="consultations.handle_consultation")
    def publish(self): ...

    @transition(
        status, source=Status.PUBLISHED, target=Status.CONCLUDED, permission="consultations.handle_consultation"
    )
    def conclude(self): ...

    @transition(
        status,
        source=[Status.DRAFT, Status.PUBLISHED],
        target=Status.CANCELLED,
        permission="consultations.handle_consultation",
    )
    def cancel(self): ...
