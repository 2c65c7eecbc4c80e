"""Who writes an application together: organisations that were invited, and people who are at it now."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from calls.enums import InvitationStatus as Status
from calls.models.application import Application
from calls.querysets import InvitationQuerySet
from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, state_demands
from pio_portal.organisations.models import Organisation

USER = settings.AUTH_USER_MODEL


@tracked()
class Invitation(models.Model):
    """Another organisation is asked to take part. When its manager accepts, it is one of `application.partners`."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="invitations", verbose_name=_("aanvraag"))
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="invitations", verbose_name=_("organisatie")
    )
    status = FSMField(_("status"), choices=Status, default=Status.INVITED, protected=True)
    message = models.TextField(_("bericht"), blank=True)
    invited_at = models.DateTimeField(_("uitgenodigd op"))
    invited_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    decided_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("uitnodiging")
        verbose_name_plural = _("uitnodigingen")
        ordering = ["invited_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "organisation"],
                condition=Q(status__in=[Status.INVITED, Status.ACCEPTED]),
                name="invitation_once_per_organisation",
                violation_error_message=_("Deze organisatie is al uitgenodigd."),
            ),
            *state_demands(
                "status",
                Demand(
                    "invitation_waiting_has_no_answer",
                    [Status.INVITED],
                    filled=["invited_by"],
                    empty=["decided_at", "decided_by"],
                    message=_("Een uitnodiging die nog wacht, is niet beantwoord."),
                ),
                Demand(
                    "invitation_accepted_says_when",
                    [Status.ACCEPTED],
                    filled=["decided_at"],  # nobody answered for partners of which history tells that they took part
                    message=_("Een aanvaarde uitnodiging vermeldt wanneer."),
                ),
                Demand(
                    "invitation_ended_says_when_and_by_whom",
                    [Status.DECLINED, Status.CANCELLED, Status.LEFT],
                    filled=["decided_at", "decided_by"],
                    message=_("Een uitnodiging die voorbij is, vermeldt wanneer en door wie."),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id} · {self.organisation}"

    def get_absolute_url(self) -> str:
        return reverse("calls:applicant_invitation", args=[self.pk])

    @transition(status, source=Status.INVITED, target=Status.ACCEPTED, permission="calls.answer_invitation")
    def accept(self): ...

    @transition(status, source=Status.INVITED, target=Status.DECLINED, permission="calls.answer_invitation")
    def decline(self): ...

    @transition(status, source=Status.INVITED, target=Status.CANCELLED, permission="calls.cancel_invitation")
    def cancel(self): ...

    @transition(status, source=Status.ACCEPTED, target=Status.LEFT, permission="calls.leave_invitation")
    def leave(self): ...


class Presence(models.Model):
    """Who has which section open, as of the last sign of life; old rows mean nothing."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="presences")
    user = models.ForeignKey(USER, models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    seen_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seen_at"], name="presence_seen")]
        constraints = [models.UniqueConstraint(fields=["application", "user"], name="presence_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user_id} @ {self.application_id}/{self.section}"
