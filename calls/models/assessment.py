from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import Advice, AssignmentStatus, Scale
from calls.models.application import Application, BrusselsDay
from calls.models.call import Criterion
from calls.querysets import AssignmentQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField, MomentField
from pio_portal.invariants import Demand, state_demands, text


@tracked()
class Assignment(models.Model):
    """One adviser asked to judge one application: first declares conflicts, then scores, then advises."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="assignments", verbose_name=_("aanvraag"))
    adviser = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="assignments", verbose_name=_("beoordelaar")
    )
    status = FSMField(_("status"), choices=AssignmentStatus, default=AssignmentStatus.ASSIGNED, protected=True)
    assigned_at = models.DateTimeField(_("toegewezen op"))
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    due_on = DayField(_("advies voor"), null=True, blank=True)
    declared_at = models.DateTimeField(_("verklaring op"), null=True, blank=True)
    advice = models.CharField(_("advies"), max_length=10, choices=Advice, blank=True)
    advice_text = models.TextField(_("toelichting bij het advies"), blank=True)
    advised_at = models.DateTimeField(_("advies op"), null=True, blank=True)
    withdrawn_at = MomentField(_("ingetrokken op"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("beoordeling")
        verbose_name_plural = _("beoordelingen")
        indexes = [
            models.Index(
                fields=["due_on"], condition=Q(status__in=AssignmentStatus.waiting()), name="assignment_awaited"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "adviser"],
                name="assignment_once_per_adviser",
                violation_error_message=_("Deze beoordelaar is al toegewezen."),
            ),
            models.CheckConstraint(
                name="assignment_due_after_it_was_asked",
                condition=Q(due_on__isnull=True) | Q(due_on__gte=BrusselsDay("assigned_at")),
                violation_error_message=_("Vraag het advies voor een dag die nog komt."),
            ),
            *state_demands(
                "status",
                Demand(
                    "assignment_asked_says_by_whom",
                    [*AssignmentStatus.waiting(), *AssignmentStatus.gone(), AssignmentStatus.ADVISED],
                    filled=["assigned_by"],
                    message=_("Een beoordeling vermeldt wie ze vroeg."),
                ),
                Demand(
                    "assignment_not_declared_has_no_advice",
                    [AssignmentStatus.ASSIGNED],
                    empty=["declared_at", "advised_at", text("advice")],
                    message=_("Zonder verklaring over belangen is er geen advies."),
                ),
                Demand(
                    "assignment_declared_says_when",
                    [AssignmentStatus.DECLARED, AssignmentStatus.ADVISED, AssignmentStatus.CONFLICTED],
                    filled=["declared_at"],
                    message=_("Een verklaring over belangen vermeldt wanneer."),
                ),
                Demand(
                    "assignment_advised_says_what_and_when",
                    [AssignmentStatus.ADVISED],
                    filled=["advised_at", text("advice")],
                    message=_("Een advies vermeldt wat het is en wanneer het werd gegeven."),
                ),
                Demand(
                    "assignment_withdrawn_says_when_and_by_whom",
                    [AssignmentStatus.WITHDRAWN],
                    filled=["withdrawn_at", "withdrawn_by"],
                    message=_("Een ingetrokken toewijzing vermeldt wanneer en door wie."),
                ),
                Demand(
                    "assignment_not_withdrawn_says_nothing_of_it",
                    [status for status in AssignmentStatus if status != AssignmentStatus.WITHDRAWN],
                    empty=["withdrawn_at", "withdrawn_by"],
                    message=_("Alleen een ingetrokken toewijzing heeft een datum van intrekking."),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.adviser}"

    def get_absolute_url(self) -> str:
        return reverse("calls:assignment", args=[self.pk])

    @property
    def is_waiting(self) -> bool:
        """The advice is still to come."""
        return self.status in AssignmentStatus.waiting()

    @transition(
        status, source=AssignmentStatus.ASSIGNED, target=AssignmentStatus.DECLARED, permission="calls.judge_assignment"
    )
    def declare_none(self): ...

    @transition(
        status,
        source=[AssignmentStatus.ASSIGNED, AssignmentStatus.DECLARED, AssignmentStatus.ADVISED],
        target=AssignmentStatus.CONFLICTED,
        permission="calls.judge_assignment",
    )
    def declare_conflict(self): ...

    @transition(
        status, source=AssignmentStatus.DECLARED, target=AssignmentStatus.ADVISED, permission="calls.judge_assignment"
    )
    def advise(self): ...

    @transition(
        status, source=AssignmentStatus.ADVISED, target=AssignmentStatus.DECLARED, permission="calls.direct_assignment"
    )
    def reopen(self): ...

    @transition(
        status,
        source=[AssignmentStatus.ASSIGNED, AssignmentStatus.DECLARED],
        target=AssignmentStatus.WITHDRAWN,
        permission="calls.direct_assignment",
    )
    def take_back(self): ...

    @transition(
        status,
        source=AssignmentStatus.WITHDRAWN,
        target=AssignmentStatus.ASSIGNED,
        permission="calls.handle_assignment",
    )
    def ask_again(self): ...


@tracked()
class Score(models.Model):
    """An adviser's points on one criterion, within its scale."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="scores", verbose_name=_("criterium"))
    points = models.PositiveSmallIntegerField(_("punten"))
    comment = models.TextField(_("toelichting"), blank=True)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["criterion__position", "criterion_id"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once_per_criterion"),
            models.CheckConstraint(name="score_within_scale", condition=Q(points__lte=max(Scale.values))),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.points}"
