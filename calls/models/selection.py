import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import ApplicationStatus, CheckOutcome, Doubt
from calls.enums import DecisionStatus as Status
from calls.models.application import Application
from calls.models.call import EligibilityPoint
from calls.querysets import CheckQuerySet, ConflictQuerySet, SelectionDecisionQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, refusal, state_demands, text

USER = settings.AUTH_USER_MODEL


@tracked()
class EligibilityCheck(models.Model):
    """What staff found on one condition of eligibility of one application."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="eligibility_checks")
    point = models.ForeignKey(EligibilityPoint, models.PROTECT, related_name="checks")
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=CheckOutcome)
    note = models.TextField(_("opmerking"), blank=True)
    at = models.DateTimeField(_("nagekeken op"))
    by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")

    objects = CheckQuerySet.as_manager()

    class Meta:
        ordering = ["point__position", "point_id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "point"], name="eligibility_checked_once_per_point"),
            models.CheckConstraint(name="eligibility_outcome_is_known", condition=Q(outcome__in=CheckOutcome.values)),
        ]

    def __str__(self) -> str:
        return f"{self.point}: {self.get_outcome_display()}"


@tracked()
class Conflict(models.Model):
    """Someone's conflict of interest on an application: from then on it does not exist for that person.

    Whoever works for an applying organisation has one without a row (`calls.rules`).
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="conflicts")
    user = models.ForeignKey(USER, models.CASCADE, related_name="conflicts")
    reason = models.TextField(_("welk belang"))
    declared_at = models.DateTimeField(_("verklaard op"))

    objects = ConflictQuerySet.as_manager()

    class Meta:
        verbose_name = _("belangenconflict")
        verbose_name_plural = _("belangenconflicten")
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="conflict_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} ≠ {self.application_id}"


@tracked()
class Decision(models.Model):
    """What is decided on one application. Prepared inside PIO; once the programme lead publishes it, it never changes.

    Applicants see the published one only. A draft that is published is the same row: who prepared it stays known.
    `version` counts what was written in the draft, and is its optimistic lock. The application carries the outcome as
    its status and the day as its `decided_on`; triggers keep the two rows equal.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="decisions", verbose_name=_("aanvraag"))
    status = FSMField(_("status"), choices=Status, default=Status.DRAFT, protected=True)
    outcome = models.CharField(_("beslissing"), max_length=20, choices=ApplicationStatus)
    grounds = models.TextField(_("motivering"), blank=True)
    feedback = models.TextField(_("feedback aan de aanvrager"), blank=True)
    conditions = models.TextField(_("voorwaarden van de selectie"), blank=True)
    # What spoke against it when it was published, and why it was taken all the same: never for applicants.
    doubts = ArrayField(
        models.CharField(max_length=20, choices=Doubt), default=list, blank=True, verbose_name=_("wat ertegen sprak")
    )
    despite = models.TextField(_("waarom toch"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    prepared_at = models.DateTimeField(_("voorbereid op"), null=True)
    prepared_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_on = DayField(_("beslist op"), null=True, blank=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, blank=True)
    published_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    dropped_at = models.DateTimeField(_("verwijderd op"), null=True, blank=True)
    dropped_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    imported = models.BooleanField(_("geïmporteerd"), default=False, editable=False)

    objects = SelectionDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslissing")
        verbose_name_plural = _("beslissingen")
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "decision_draft_says_who_prepares_it",
                    [Status.DRAFT],
                    filled=["prepared_at", "prepared_by"],
                    empty=["decided_on", "published_at", "published_by", "dropped_at", "dropped_by"],
                    message=_("Een ontwerp vermeldt wie het wanneer voorbereidde, en is nog niet gepubliceerd."),
                ),
                Demand(
                    "decision_published_says_when_why_and_by_whom",
                    [Status.PUBLISHED],
                    filled=[
                        "prepared_at",
                        "prepared_by",
                        "decided_on",
                        "published_at",
                        "published_by",
                        text("grounds"),
                    ],
                    empty=["dropped_at", "dropped_by"],
                    message=_("Een beslissing vermeldt haar datum, haar motivering en wie ze nam."),
                ),
                Demand(
                    "decision_dropped_says_when_and_by_whom",
                    [Status.DROPPED],
                    filled=["prepared_at", "prepared_by", "dropped_at", "dropped_by"],
                    empty=["decided_on", "published_at", "published_by"],
                    message=_("Een verwijderd ontwerp vermeldt wanneer en door wie."),
                ),
                exempt="imported",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=~Q(status=Status.DROPPED),
                name="decision_current_once_per_application",
                violation_error_message=_("Over deze aanvraag bestaat al een beslissing of een ontwerp."),
            ),
            models.CheckConstraint(
                name="decision_outcome_is_a_decision", condition=Q(outcome__in=ApplicationStatus.decided())
            ),
            models.CheckConstraint(
                name="decision_refusal_has_feedback",
                condition=~Q(status=Status.PUBLISHED)
                | ~Q(outcome=ApplicationStatus.NOT_SELECTED)
                | ~Q(feedback="")
                | Q(imported=True),
                violation_error_message=_("Schrijf feedback waarmee de aanvrager verder kan."),
            ),
            models.CheckConstraint(
                name="decision_conditions_are_of_a_selection",
                condition=Q(conditions="") | Q(outcome=ApplicationStatus.SELECTED),
                violation_error_message=_("Alleen een selectie heeft voorwaarden."),
            ),
            models.CheckConstraint(
                name="decision_against_a_serious_doubt_says_why",
                condition=~Q(status=Status.PUBLISHED)
                | ~Q(doubts__overlap=Doubt.serious())
                | ~Q(despite="")
                | Q(imported=True),
                violation_error_message=_("Schrijf waarom u toch zo beslist."),
            ),
            models.CheckConstraint(
                name="decision_doubts_are_known", condition=Q(doubts__contained_by=list(Doubt.values))
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="application_agrees",
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("status", "outcome", "decided_on", "application_id")
                | pgtrigger.Delete,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="PERFORM calls_check_application(coalesce(NEW.application_id, OLD.application_id)); RETURN NULL;",
            ),
            # After the write, so that a check constraint that is broken too is named first.
            pgtrigger.Trigger(
                name="ended_stays",
                operation=pgtrigger.Update | pgtrigger.Delete,
                when=pgtrigger.After,
                condition=~pgtrigger.Q(old__status=Status.DRAFT.value) & pgtrigger.Q(old__imported=False),
                func=refusal("decision_ended_stays", "a decision that was published or dropped never changes"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.get_outcome_display()}"

    @property
    def doubts_text(self) -> str:
        """What spoke against it, in words: `onder de uitsluitingsdrempel, advies ontbreekt`."""
        return ", ".join(str(Doubt(doubt).label).lower() for doubt in self.doubts)

    @transition(status, source=Status.DRAFT, target=Status.PUBLISHED, permission="calls.publish_decision")
    def publish(self): ...

    @transition(status, source=Status.DRAFT, target=Status.DROPPED, permission="calls.prepare_decision")
    def drop(self): ...
