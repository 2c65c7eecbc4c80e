import secrets

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, state_demands, text, together
from pio_portal.organisations.models import Organisation
from pio_portal.searched import Normal
from projects.enums import SurveyKind, Use
from projects.enums import SurveyStatus as Status
from projects.models.project import Project
from projects.querysets import AdopterQuerySet, SurveyQuerySet

USER = settings.AUTH_USER_MODEL
ANSWER, APPROVE = "projects.answer_survey", "projects.approve_uptake"
BEST = 5

# What the client is asked about the guidance of PIO: how far it agrees, from 1 to 5.
STATEMENTS = {
    "pace": _("PIO hielp ons vlot vooruit."),
    "expertise": _("De mensen van PIO kenden hun vak."),
    "clarity": _("Wat PIO van ons vroeg, was duidelijk en nuttig."),
    "contact": _("PIO was goed bereikbaar en hield ons op de hoogte."),
    "value": _("Met PIO geraakten we verder dan alleen."),
}


def new_token() -> str:
    """A secret for the address of a form that is answered without an account."""
    return secrets.token_urlsafe(32)


def _score(field: str) -> models.PositiveSmallIntegerField:
    within = [MinValueValidator(1), MaxValueValidator(BEST)]
    return models.PositiveSmallIntegerField(STATEMENTS[field], null=True, blank=True, validators=within)


@tracked()
class Survey(models.Model):
    """A moment at which the client is asked something, by a link of its own: the use of the solution, or the guidance.

    Scores and remarks about the guidance are read in figures only: who gave them stays unsaid, also in a hand-over.
    """

    not_handed_over = ("token", *STATEMENTS, "remark")

    project = models.ForeignKey(Project, models.CASCADE, related_name="surveys", verbose_name=_("project"))
    kind = models.CharField(_("moment"), max_length=12, choices=SurveyKind)
    status = FSMField(_("stand"), choices=Status, default=Status.ASKED, protected=True)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    asked_at = models.DateTimeField(_("gevraagd op"))
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    use = models.CharField(_("in gebruik?"), max_length=10, choices=Use, blank=True)
    scale = models.CharField(_("op welke schaal"), max_length=300, blank=True)
    effect = models.TextField(_("wat het veranderde"), blank=True)
    approved_at = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    public_text = models.TextField(_("wat iedereen leest"), blank=True)

    pace = _score("pace")
    expertise = _score("expertise")
    clarity = _score("clarity")
    contact = _score("contact")
    value = _score("value")
    remark = models.TextField(_("opmerking"), blank=True)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = _("bevraging")
        verbose_name_plural = _("bevragingen")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["status", "answered_at"], name="survey_by_status")]
        constraints = [
            models.UniqueConstraint(fields=["project", "kind"], name="survey_asked_once"),
            *state_demands(
                "status",
                Demand(
                    "survey_asked_has_no_answer",
                    [Status.ASKED, Status.LAPSED],
                    empty=["answered_at", "answered_by", text("use"), "pace", "approved_at", "approved_by"],
                ),
                Demand(
                    "survey_answered_says_when",
                    [Status.ANSWERED],
                    filled=["answered_at"],
                    empty=["approved_at", "approved_by"],
                ),
                Demand(
                    "survey_approved_is_about_use",
                    [Status.APPROVED],
                    filled=["answered_at", text("use"), "approved_at", "approved_by"],
                ),
            ),
            models.CheckConstraint(
                name="survey_answer_fits_its_questions",
                condition=Q(answered_at__isnull=True)
                | (Q(kind__in=list(SurveyKind.about_use())) & ~Q(use="") & together(*STATEMENTS) & Q(pace=None))
                | (Q(kind__in=list(SurveyKind.about_guidance())) & Q(use="") & together(*STATEMENTS) & ~Q(pace=None)),
            ),
            models.CheckConstraint(
                name="survey_scores_from_one_to_five",
                condition=Q(pace=None) | Q(**{f"{name}__range": (1, BEST) for name in STATEMENTS}),
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return reverse("projects:survey", args=[self.token])

    @property
    def is_about_use(self) -> bool:
        return self.kind in SurveyKind.about_use()

    @property
    def is_open(self) -> bool:
        return self.status == Status.ASKED

    @transition(status, source=Status.ASKED, target=Status.ANSWERED, permission=ANSWER)
    def answer(self): ...

    @transition(status, source=Status.ANSWERED, target=Status.APPROVED, permission=APPROVE)
    def approve(self): ...

    @transition(status, source=Status.APPROVED, target=Status.ANSWERED, permission=APPROVE)
    def take_back(self): ...

    # By the portal itself, when the next one asks the same.

    @transition(status, source=Status.ASKED, target=Status.LAPSED, permission=APPROVE)
    def lapse(self): ...


@tracked()
class Adopter(models.Model):
    """An organisation that took the solution over from the client: since when, and how that is known.

    What a client names is read by everybody once PIO approved it.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="adopters", verbose_name=_("project"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="adoptions", verbose_name=_("organisatie")
    )
    name = models.CharField(_("naam"), max_length=200)
    since_on = DayField(_("sinds"))
    source = models.CharField(_("bron"), max_length=300)
    approved_at = models.DateTimeField(_("goedgekeurd op"), null=True, blank=True)
    approved_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AdopterQuerySet.as_manager()

    class Meta:
        verbose_name = _("overnemer")
        verbose_name_plural = _("overnemers")
        ordering = ["since_on", "name", "pk"]
        indexes = [models.Index(fields=["since_on"], name="adopter_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"],
                name="adopter_once_per_project",
                violation_error_message=_("Deze organisatie staat al bij dit project."),
            ),
            models.UniqueConstraint(
                "project",
                Normal("name"),
                name="adopter_named_once_per_project",
                violation_error_message=_("Deze organisatie staat al bij dit project."),
            ),
            models.CheckConstraint(
                name="adopter_approval_says_when_and_by_whom", condition=together("approved_at", "approved_by")
            ),
            models.CheckConstraint(name="adopter_has_a_name_and_a_source", condition=~Q(name="") & ~Q(source="")),
        ]

    def __str__(self) -> str:
        return self.name
