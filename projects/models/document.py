import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.documents.models import Document
from pio_portal.invariants import same_parent
from projects.enums import DocumentKind
from projects.models.procurement import Procurement
from projects.models.project import Project, kept_with_project
from projects.querysets import DocumentVersionQuerySet


@tracked()
class ProjectDocument(models.Model):
    """A document of a project, or of one of its procurements, in versions.

    The last version is the document; those before it stay readable.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="documents", verbose_name=_("project"))
    procurement = models.ForeignKey(
        Procurement, models.CASCADE, null=True, blank=True, related_name="documents", verbose_name=_("opdracht")
    )
    kind = models.CharField(_("soort"), max_length=20, choices=DocumentKind)
    title = models.CharField(_("titel"), max_length=200)
    internal = models.BooleanField(_("alleen voor PIO"), default=False)

    class Meta:
        verbose_name = _("document van een project")
        verbose_name_plural = _("documenten van een project")
        ordering = ["pk"]
        triggers = [
            same_parent(
                "document_of_a_procurement_of_its_project",
                link="procurement_id",
                to="projects_procurement",
                parent="project_id",
            ),
            kept_with_project("document_stays_once_closed"),
        ]
        constraints = [
            models.CheckConstraint(name="project_document_kind_is_known", condition=Q(kind__in=DocumentKind.values))
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> Project | Procurement:
        """What it is about, in whose timeline its changes stand: its procurement, else its project."""
        return self.procurement or self.project

    @property
    def title_in_history(self) -> str:
        """How a timeline names it, which others read than those who may open it."""
        return gettext("alleen voor PIO") if self.internal else self.title

    def get_staff_url(self) -> str:
        return reverse("projects:staff_document", args=[self.project.ref, self.pk])

    def get_applicant_url(self) -> str:
        return reverse("projects:applicant_document", args=[self.project.ref, self.pk])


@tracked()
class DocumentVersion(models.Model):
    """A file as which a document was given, with what changed in it. Its file says when, and by whom. It never changes."""

    document = models.ForeignKey(
        ProjectDocument, models.CASCADE, related_name="versions", verbose_name=_("document van een project")
    )
    number = models.PositiveSmallIntegerField(_("versie"))
    file = models.OneToOneField(Document, models.PROTECT, related_name="+", verbose_name=_("bestand"))
    note = models.CharField(_("wat er veranderde"), max_length=500, blank=True)

    objects = DocumentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("versie van een document")
        verbose_name_plural = _("versies van een document")
        ordering = ["document_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
            models.CheckConstraint(name="document_version_counts_from_one", condition=Q(number__gte=1)),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.document_id}: {self.number}"
