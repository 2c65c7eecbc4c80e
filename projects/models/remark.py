from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from pio_portal.audit.history import tracked
from pio_portal.invariants import Demand, same_parent, state_demands, text
from projects.enums import RemarkStatus
from projects.models.document import DocumentVersion, ProjectDocument
from projects.models.project import Project, kept_with_part
from projects.querysets import RemarkQuerySet

USER = settings.AUTH_USER_MODEL
VERSIONS = "projects_documentversion"
SETTLED = ["settled_in", "settled_at", "settled_by"]


@tracked()
class Remark(models.Model):
    """What PIO remarks on a version of a tender document. The client handles it in its next one, or PIO resolves it."""

    document = models.ForeignKey(
        ProjectDocument, models.CASCADE, related_name="remarks", verbose_name=_("document van een project")
    )
    version = models.ForeignKey(DocumentVersion, models.CASCADE, related_name="remarks", verbose_name=_("versie"))
    place = models.CharField(_("waar"), max_length=80, blank=True)
    text = models.TextField(_("opmerking"))
    status = FSMField(_("stand"), choices=RemarkStatus, default=RemarkStatus.OPEN, protected=True)
    written_at = models.DateTimeField(_("geschreven op"))
    written_by = models.ForeignKey(USER, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(_("gemaild aan de klant op"), null=True, blank=True)
    answer = models.TextField(_("antwoord van de klant"), blank=True)
    answered_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    settled_in = models.ForeignKey(
        DocumentVersion, models.CASCADE, null=True, blank=True, related_name="+", verbose_name=_("opgelost in versie")
    )
    settled_at = models.DateTimeField(_("verwerkt op"), null=True, blank=True)
    settled_by = models.ForeignKey(USER, models.PROTECT, null=True, blank=True, related_name="+")
    reopened_because = models.TextField(_("heropend omdat"), blank=True)

    objects = RemarkQuerySet.as_manager()

    class Meta:
        verbose_name = _("opmerking")
        verbose_name_plural = _("opmerkingen")
        ordering = ["pk"]
        indexes = [models.Index(fields=["document"], condition=Q(status=RemarkStatus.OPEN), name="remark_open")]
        constraints = [
            *state_demands(
                "status",
                Demand("remark_open_is_not_settled", [RemarkStatus.OPEN], empty=SETTLED),
                Demand("remark_handled_says_how", [RemarkStatus.HANDLED], filled=[*SETTLED, text("answer")]),
                Demand("remark_resolved_says_when_and_where", [RemarkStatus.RESOLVED], filled=SETTLED),
            ),
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
        ]
        triggers = [
            same_parent("remark_is_on_a_version_of_its_document", link="version_id", to=VERSIONS, parent="document_id"),
            same_parent("remark_is_settled_in_its_document", link="settled_in_id", to=VERSIONS, parent="document_id"),
            kept_with_part("remark_stays_once_closed", link="document_id", to="projects_projectdocument"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def project(self) -> Project:
        return self.document.project

    @transition(status, source=RemarkStatus.OPEN, target=RemarkStatus.HANDLED, permission="projects.answer_remark")
    def handle(self): ...

    @transition(
        status,
        source=[RemarkStatus.OPEN, RemarkStatus.HANDLED],
        target=RemarkStatus.RESOLVED,
        permission="projects.handle_remark",
    )
    def resolve(self): ...

    @transition(
        status,
        source=[RemarkStatus.HANDLED, RemarkStatus.RESOLVED],
        target=RemarkStatus.OPEN,
        permission="projects.handle_remark",
    )
    def reopen(self): ...
