"""An application that is given back to be completed: a row for each time that PIO asked."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import CompletionStatus as Status
from calls.models.application import Application
from calls.models.content import Revision
from calls.querysets import CompletionQuerySet
from pio_portal.audit.history import tracked
from pio_portal.fields import DayField
from pio_portal.invariants import Demand, refusal, state_demands

USER = settings.AUTH_USER_MODEL


@tracked()
class CompletionRequest(models.Model):
    """What PIO asked the applicants to complete, why and until when; and how that ended.

    Asking again, or giving more time, is a new row: what was asked before stays as it was.
    """

    application = models.ForeignKey(
        Application, models.PROTECT, related_name="completion_requests", verbose_name=_("aanvraag")
    )
    status = FSMField(_("status"), choices=Status, default=Status.OPEN, protected=True)
    sections = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name=_("aan te vullen")
    )  # keys of the form's sections and `Part`s; none is everything
    reason = models.TextField(_("wat moet worden aangevuld"))
    due_on = DayField(_("aanvullen voor"))
    asked_at = models.DateTimeField(_("gevraagd op"))
    asked_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(_("afgelopen op"), null=True, blank=True)
    ended_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    revision = models.OneToOneField(
        Revision, models.PROTECT, null=True, blank=True, related_name="answers_request", verbose_name=_("aanvulling")
    )

    objects = CompletionQuerySet.as_manager()

    class Meta:
        verbose_name = _("gevraagde aanvulling")
        verbose_name_plural = _("gevraagde aanvullingen")
        ordering = ["asked_at", "pk"]
        indexes = [models.Index(fields=["due_on"], condition=Q(status=Status.OPEN), name="completion_awaited")]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "completion_open_has_no_end",
                    [Status.OPEN],
                    filled=["asked_by"],
                    empty=["ended_at", "ended_by", "revision"],
                    message=_("Een aanvulling die nog wordt gevraagd, is niet afgelopen."),
                ),
                Demand(
                    "completion_answered_says_when_by_whom_and_how",
                    [Status.ANSWERED],
                    filled=["asked_by", "ended_at", "ended_by", "revision"],
                    message=_("Een aanvulling vermeldt wanneer, door wie en met welke versie ze werd ingediend."),
                ),
                Demand(
                    "completion_ended_says_when_and_by_whom",
                    [Status.STOPPED, Status.REPLACED, Status.LAPSED],
                    filled=["asked_by", "ended_at", "ended_by"],
                    empty=["revision"],
                    message=_("Een aanvulling die niet meer wordt verwacht, vermeldt sinds wanneer en door wie."),
                ),
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(status=Status.OPEN),
                name="completion_open_once_per_application",
                violation_error_message=_("Van deze aanvraag wordt al een aanvulling gevraagd."),
            ),
            models.CheckConstraint(
                name="completion_says_what",
                condition=~Q(reason=""),
                violation_error_message=_("Schrijf wat de aanvrager moet aanvullen."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="application_agrees",
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("status", "application_id") | pgtrigger.Delete,
                when=pgtrigger.After,
                timing=pgtrigger.Deferred,
                func="PERFORM calls_check_application(coalesce(NEW.application_id, OLD.application_id)); RETURN NULL;",
            ),
            # After the write, so that a check constraint that is broken too is named first.
            pgtrigger.Trigger(
                name="asked_stays",
                operation=pgtrigger.Update,
                when=pgtrigger.After,
                condition=pgtrigger.AnyChange("application", "sections", "reason", "due_on", "asked_at", "asked_by"),
                func=refusal("completion_asked_stays", "what was asked never changes"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}: {self.get_status_display()}"

    def asks_for(self, part: str) -> bool:
        """Whether it opens this part: what was named and, when nothing was, everything.

        `CompletionQuerySet.asking_for` says the same of many.
        """
        return not self.sections or part in self.sections

    # Consequences of what happens to the application, whose own transitions ask the permission.

    @transition(status, source=Status.OPEN, target=Status.ANSWERED, permission="calls.answer_completionrequest")
    def answer(self): ...

    @transition(status, source=Status.OPEN, target=Status.STOPPED, permission="calls.handle_completionrequest")
    def stop(self): ...

    @transition(status, source=Status.OPEN, target=Status.REPLACED, permission="calls.handle_completionrequest")
    def replace(self): ...

    @transition(status, source=Status.OPEN, target=Status.LAPSED, permission="calls.end_completionrequest")
    def lapse(self): ...
