import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, refusal, state_demands
from projects.enums import AmendmentStatus
from projects.models.project import Project
from projects.models.tempo import Milestone
from projects.querysets import AmendmentQuerySet

USER = settings.AUTH_USER_MODEL


@tracked()
class BaselineAmendment(models.Model):
    """Another agreed date for a milestone: one person proposes it, another agrees. What is decided never changes."""

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="amendments", verbose_name=_("mijlpaal"))
    from_on = DayField(_("van"), null=True, blank=True)
    to_on = DayField(_("naar"))
    reason = models.TextField(_("reden"))
    status = FSMField(_("stand"), choices=AmendmentStatus, default=AmendmentStatus.PROPOSED, protected=True)
    proposed_at = models.DateTimeField(_("voorgesteld op"))
    proposed_by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("voorgesteld door"))
    decided_at = models.DateTimeField(_("beslist op"), null=True, blank=True)
    decided_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("beslist door")
    )

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("nieuwe afspraak")
        verbose_name_plural = _("nieuwe afspraken")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "amendment_proposed_is_not_decided",
                    [AmendmentStatus.PROPOSED],
                    empty=["decided_at", "decided_by"],
                ),
                Demand(
                    "amendment_decided_says_when_and_by_whom",
                    [AmendmentStatus.AGREED, AmendmentStatus.DECLINED],
                    filled=["decided_at", "decided_by"],
                ),
            ),
            models.CheckConstraint(
                name="amendment_agreed_by_another_person",
                condition=~Q(status=AmendmentStatus.AGREED) | ~Q(decided_by=F("proposed_by")),
                violation_error_message=_("Wie een nieuwe datum voorstelt, bevestigt die niet zelf."),
            ),
            models.CheckConstraint(name="amendment_says_why", condition=~Q(reason="")),
            models.UniqueConstraint(
                fields=["milestone"],
                condition=Q(status=AmendmentStatus.PROPOSED),
                name="amendment_one_open_per_milestone",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="amendment_decided_never_changes",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=~pgtrigger.Q(old__status=AmendmentStatus.PROPOSED.value),
                func=refusal("amendment_decided_never_changes", "it was decided"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone}: {self.to_on}"

    @property
    def project(self) -> Project:
        """Of which the milestone is a part."""
        return self.milestone.project

    @property
    def organisation_id(self) -> int:
        """The client, who may agree."""
        return self.project.organisation_id

    @transition(
        status, source=AmendmentStatus.PROPOSED, target=AmendmentStatus.AGREED, permission="projects.agree_amendment"
    )
    def agree(self): ...

    @transition(
        status,
        source=AmendmentStatus.PROPOSED,
        target=AmendmentStatus.DECLINED,
        permission="projects.decline_amendment",
    )
    def decline(self): ...
