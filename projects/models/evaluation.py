from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.formats import day_text
from pio_portal.invariants import together
from projects.enums import AgendaSubject, EvaluationReason, Phase
from projects.models.project import Project
from projects.models.task import ProjectTask
from projects.querysets import EvaluationQuerySet

USER = settings.AUTH_USER_MODEL


@tracked()
class Evaluation(models.Model):
    """A moment at which the client and PIO look back on a project, and ahead. It is open until its minutes are closed."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="evaluations", verbose_name=_("project"))
    reason = models.CharField(_("aanleiding"), max_length=10, choices=EvaluationReason)
    phase = models.CharField(_("fase die begon"), max_length=30, choices=Phase, blank=True)
    planned_on = DayField(_("gepland op"))
    planned_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField(_("voorbereiding gevraagd op"), null=True, blank=True)
    present = models.CharField(_("aanwezig"), max_length=300, blank=True)
    conclusion = models.TextField(_("besluit"), blank=True)
    decisions = models.ManyToManyField(ProjectTask, blank=True, related_name="decided_at", verbose_name=_("afspraken"))
    held_on = DayField(_("gehouden op"), null=True, blank=True)
    closed_at = models.DateTimeField(_("verslag afgesloten op"), null=True, blank=True)
    closed_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = EvaluationQuerySet.as_manager()

    class Meta:
        verbose_name = _("evaluatie")
        verbose_name_plural = _("evaluaties")
        ordering = ["-planned_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(held_on__isnull=True),
                name="evaluation_open_once",
                violation_error_message=_("Er is al een evaluatie gepland."),
            ),
            models.CheckConstraint(
                name="evaluation_held_says_when_it_was_closed",
                condition=together("held_on", "closed_at"),
                violation_error_message=_("Een verslag dat afgesloten is, vermeldt wanneer."),
            ),
        ]
        indexes = [
            models.Index(fields=["planned_on"], condition=Q(held_on__isnull=True), name="evaluation_open_by_day")
        ]

    def __str__(self) -> str:
        return str(_("Evaluatie van %(day)s")) % {"day": day_text(self.held_on or self.planned_on, long=True)}

    @property
    def is_open(self) -> bool:
        return self.held_on is None

    def get_staff_url(self) -> str:
        return reverse("projects:staff_evaluation", args=[self.project.ref, self.pk])

    def get_applicant_url(self) -> str:
        return reverse("projects:applicant_evaluation", args=[self.project.ref, self.pk])


@tracked()
class AgendaPoint(models.Model):
    """What an evaluation looks at: what changed, what the client prepared about it, and what was said."""

    evaluation = models.ForeignKey(Evaluation, models.CASCADE, related_name="points", verbose_name=_("evaluatie"))
    subject = models.CharField(_("onderwerp"), max_length=12, choices=AgendaSubject)
    title = models.CharField(_("punt"), max_length=200)
    text = models.TextField(_("wat veranderde"), blank=True)
    prepared = models.TextField(_("voorbereiding van de klant"), blank=True)
    prepared_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    prepared_at = models.DateTimeField(_("voorbereid op"), null=True, blank=True)
    minutes = models.TextField(_("wat gezegd werd"), blank=True)

    class Meta:
        verbose_name = _("agendapunt")
        verbose_name_plural = _("agendapunten")
        ordering = ["evaluation", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["evaluation", "subject"],
                condition=~Q(subject=AgendaSubject.OWN),
                name="agenda_point_of_a_subject_once",
            ),
            models.CheckConstraint(
                name="agenda_point_preparation_says_when",
                condition=Q(prepared="") | Q(prepared_at__isnull=False),
                violation_error_message=_("Een voorbereiding vermeldt wanneer ze geschreven is."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
