from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, state_demands, text, together
from projects.enums import HandoverStatus as Status
from projects.models.project import Project
from projects.querysets import HandoverQuerySet

USER = settings.AUTH_USER_MODEL
MAY = "projects.hand_over"
HANDED = ["handed_over_at", "handed_over_by", text("reference")]


@tracked()
class Handover(models.Model):
    """The dossier of a project that is over, on its way to the dossier system of the agency.

    Its document is the file as it was made last (`made_at`, `sha256`). The history keeps what was handed over before.
    """

    handed_over = False  # it is about the dossier, no part of it: else handing over would change what is handed over

    project = models.OneToOneField(Project, models.PROTECT, related_name="handover", verbose_name=_("project"))
    status = FSMField(_("stand"), choices=Status, default=Status.QUEUED, protected=True)
    queued_at = models.DateTimeField(_("in de rij sinds"))
    made_at = models.DateTimeField(_("bestand gemaakt op"), null=True, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    handed_over_at = models.DateTimeField(_("overgedragen op"), null=True, blank=True)
    handed_over_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("overgedragen door")
    )
    reference = models.CharField(_("dossiernummer in KRIS"), max_length=60, blank=True)
    answered_at = models.DateTimeField(_("beantwoord op"), null=True, blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    rejection = models.TextField(_("reden van weigering"), blank=True)
    changed_at = models.DateTimeField(_("gewijzigd op"), null=True, blank=True)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overdracht")
        verbose_name_plural = _("overdrachten")
        indexes = [models.Index(fields=["status", "-queued_at", "-id"], name="handover_by_status")]
        constraints = [
            *state_demands(
                "status",
                Demand(
                    "handover_queued_was_not_handed_over",
                    [Status.QUEUED],
                    empty=[*HANDED, "answered_at", "answered_by", text("rejection"), "changed_at"],
                ),
                Demand(
                    "handover_done_says_when_by_whom_and_where",
                    [Status.HANDED_OVER],
                    filled=[*HANDED, "made_at"],
                    empty=["answered_at", "answered_by", text("rejection"), "changed_at"],
                ),
                Demand(
                    "handover_acknowledged_says_when_and_by_whom",
                    [Status.ACKNOWLEDGED],
                    filled=[*HANDED, "made_at", "answered_at", "answered_by"],
                    empty=[text("rejection"), "changed_at"],
                ),
                Demand(
                    "handover_rejected_says_why",
                    [Status.REJECTED],
                    filled=[*HANDED, "made_at", "answered_at", "answered_by", text("rejection")],
                    empty=["changed_at"],
                ),
                Demand(
                    "handover_changed_says_when",
                    [Status.CHANGED],
                    filled=[*HANDED, "made_at", "changed_at"],
                ),
            ),
            models.CheckConstraint(
                name="handover_file_says_when_and_its_sum", condition=together("made_at", text("sha256"))
            ),
            models.CheckConstraint(
                name="handover_answered_after_it_was_handed_over",
                condition=Q(answered_at__isnull=True) | Q(answered_at__gte=models.F("handed_over_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.project.ref

    def get_staff_url(self) -> str:
        return reverse("projects:staff_handover", args=[self.project.ref])

    # A file that was refused, or changed since, is handed over anew.

    @transition(
        status, source=[Status.QUEUED, Status.REJECTED, Status.CHANGED], target=Status.HANDED_OVER, permission=MAY
    )
    def hand_over(self): ...

    @transition(status, source=Status.HANDED_OVER, target=Status.ACKNOWLEDGED, permission=MAY)
    def acknowledge(self): ...

    @transition(status, source=Status.HANDED_OVER, target=Status.REJECTED, permission=MAY)
    def reject(self): ...

    # By the portal itself, when the dossier is no longer what was handed over.

    @transition(status, source=[Status.HANDED_OVER, Status.ACKNOWLEDGED], target=Status.CHANGED, permission=MAY)
    def change(self): ...
