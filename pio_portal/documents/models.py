import uuid

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pio_portal.audit.history import tracked
from pio_portal.documents.querysets import DocumentQuerySet
from pio_portal.invariants import Demand, state_demands


class Scan(models.TextChoices):
    """What the virus scanner said. Without a scanner a file is `none`; while it waits for one it cannot be opened."""

    NONE = "none", _("Niet gescand")
    PENDING = "pending", _("Wordt gescand")
    CLEAN = "clean", _("Veilig")
    INFECTED = "infected", _("Virus gevonden")

    @property
    def tone(self) -> str:
        return {self.PENDING: "act", self.CLEAN: "ok", self.INFECTED: "bad"}.get(self, "")


def storage_name(document: "Document", _filename: str) -> str:
    """A random name: nothing of what the user typed reaches the disk."""
    return f"{document.pk.hex[:2]}/{document.pk.hex}"


@tracked()
class Document(models.Model):
    """A file that belongs to something, uploaded or made by the portal. Its owner decides who may see it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    owner_id = models.BigIntegerField()
    owner = GenericForeignKey("owner_type", "owner_id")
    kind = models.CharField(_("soort"), max_length=40)
    title = models.CharField(_("titel"), max_length=200)
    filename = models.CharField(_("bestandsnaam"), max_length=200)
    content_type = models.CharField(_("bestandstype"), max_length=100)
    size = models.PositiveBigIntegerField(_("grootte in bytes"))
    sha256 = models.CharField(max_length=64)
    file = models.FileField(_("bestand"), upload_to=storage_name, max_length=120)
    internal = models.BooleanField(_("alleen voor PIO"), default=False)
    public = models.BooleanField(_("publiek"), default=False)
    scan = models.CharField(_("virusscan"), max_length=10, choices=Scan, default=Scan.NONE, editable=False)
    scanned_at = models.DateTimeField(_("gescand op"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("toegevoegd op"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(_("verwijderd op"), null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documenten")
        ordering = ["created_at", "pk"]
        indexes = [
            models.Index(fields=["owner_type", "owner_id", "kind"], name="document_of_owner"),
            models.Index(fields=["created_at"], condition=models.Q(scan=Scan.PENDING), name="document_to_scan"),
        ]

        constraints = [
            *state_demands(
                "scan",
                Demand("document_unscanned_has_no_verdict", [Scan.NONE, Scan.PENDING], empty=["scanned_at"]),
                Demand("document_scanned_says_when", [Scan.CLEAN, Scan.INFECTED], filled=["scanned_at"]),
            ),
            models.CheckConstraint(
                name="document_removed_by_says_when",
                condition=models.Q(removed_by__isnull=True) | models.Q(removed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="document_removed_after_it_was_added",
                condition=models.Q(removed_at__isnull=True) | models.Q(removed_at__gte=models.F("created_at")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title_in_history(self) -> str:
        """How a timeline names it, which others read than those who may open it."""
        return gettext("alleen voor PIO") if self.internal else self.title

    @property
    def is_open(self) -> bool:
        """Whether its bytes may leave: not while the scanner is at it, and never with a virus."""
        return self.scan in (Scan.NONE, Scan.CLEAN)

    @property
    def scan_tone(self) -> str:
        return Scan(self.scan).tone

    def read(self) -> bytes:
        """The bytes, all at once: for what the portal itself sends on. Views stream instead."""
        with self.file.open("rb") as stream:
            return stream.read()
