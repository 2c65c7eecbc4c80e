import pgtrigger
from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS

from pio_portal.audit.history import tracked
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.querysets import AboutQuerySet, MessageQuerySet, NoteQuerySet, SentMailQuerySet


class OutboxTask(models.Model):
    """A task that waits in the database until a worker did it: it survives a dead Redis and a killed worker."""

    task = models.CharField(_("taak"), max_length=120)
    arguments = models.JSONField(_("gegevens"), default=dict)
    key = models.CharField(_("sleutel"), max_length=200, unique=True)
    created_at = models.DateTimeField(_("gevraagd op"), auto_now_add=True)
    not_before = models.DateTimeField(_("niet voor"))
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    done_at = models.DateTimeField(_("gedaan op"), null=True)
    failed_at = models.DateTimeField(_("opgegeven op"), null=True)
    error = models.TextField(_("fout"), blank=True)

    class Meta:
        verbose_name = _("taak")
        verbose_name_plural = _("taken")
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(done_at__isnull=True, failed_at__isnull=True), name="outbox_waiting"
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="outbox_task_done_or_failed",
                condition=Q(done_at__isnull=True) | Q(failed_at__isnull=True),
            ),
            models.CheckConstraint(
                name="outbox_task_failed_says_why", condition=Q(failed_at__isnull=True) | ~Q(error="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task} ({self.key})"


class SentMail(models.Model):
    """Which mail was about which dossier: the link from a dossier to django-post-office's row.

    A mail that its reader did not get was refused (the row of django-post-office failed) or came back (`bounced_at`).
    It is a signal until it is sent again, or somebody of PIO settles it in another way.
    """

    email = models.OneToOneField("post_office.Email", models.CASCADE, related_name="sent_mail")
    kind = models.CharField(max_length=60)
    bounced_at = models.DateTimeField(_("teruggekomen op"), null=True, editable=False)
    bounce = models.TextField(_("waarom ze terugkwam"), blank=True, editable=False)
    settled_at = models.DateTimeField(_("afgehandeld op"), null=True, editable=False)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    about_type = models.ForeignKey(ContentType, models.PROTECT, null=True, related_name="+")
    about_id = models.BigIntegerField(null=True)
    about = GenericForeignKey("about_type", "about_id")

    objects = SentMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        indexes = [
            models.Index(fields=["about_type", "about_id"], name="sent_mail_of_dossier"),
            models.Index(
                fields=["bounced_at"],
                condition=Q(bounced_at__isnull=False, settled_at__isnull=True),
                name="sent_mail_that_came_back",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="sent_mail_that_came_back_says_why", condition=Q(bounced_at__isnull=True) | ~Q(bounce="")
            ),
            models.CheckConstraint(
                name="sent_mail_settled_says_when_and_by_whom",
                condition=Q(settled_at__isnull=True, settled_by__isnull=True)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.kind

    def get_staff_url(self) -> str:
        return reverse("correspondence:mail", args=[self.pk])

    @property
    def is_undelivered(self) -> bool:
        """Whether its reader did not get it, and nobody settled that."""
        return self.settled_at is None and (self.bounced_at is not None or self.email.status == STATUS.failed)

    @property
    def recipient(self) -> str:
        return ", ".join(self.email.to)


class WaitingMail(models.Model):
    """A mail that waits a moment for others of its kind to the same person, so that many leave as one."""

    kind = models.CharField(max_length=60)
    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    context = models.JSONField()
    reply_to = models.EmailField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["to", "kind"], name="waiting_mail_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.to_id}"


@tracked()
class MailTemplate(models.Model):
    """PIO's own wording of a standard mail. Without a row, the default that the code registers is used."""

    kind = models.CharField(_("soort"), max_length=60, unique=True)
    subject = models.CharField(_("onderwerp"), max_length=200)
    body = models.TextField(_("tekst"))
    version = models.PositiveIntegerField(_("versie"), default=1)
    changed_at = models.DateTimeField(_("gewijzigd op"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("standaardmail")
        verbose_name_plural = _("standaardmails")

    def __str__(self) -> str:
        return self.kind


@tracked()
class StandardReply(models.Model):
    """What PIO writes often: the start of a message, which its writer adapts."""

    title = models.CharField(_("naam"), max_length=120, unique=True)
    text = models.TextField(_("tekst"))
    changed_at = models.DateTimeField(_("gewijzigd op"))
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("standaardantwoord")
        verbose_name_plural = _("standaardantwoorden")

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A message in a dossier, between its applicants and PIO. What was sent never changes.

    `from_pio` is its side: colleagues of one side share what they wrote and what they read.
    """

    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    from_pio = models.BooleanField(_("van PIO"))
    text = models.TextField(_("bericht"))
    sent_at = models.DateTimeField(_("verstuurd op"))
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    key = models.CharField(max_length=64, blank=True)  # of the request: a second click sends nothing

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("bericht")
        verbose_name_plural = _("berichten")
        ordering = ["sent_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id", "-sent_at"], name="message_of_dossier")]
        constraints = [
            models.UniqueConstraint(
                fields=["about_type", "about_id", "key"], condition=~Q(key=""), name="message_once_per_request"
            )
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.sent_at:%Y-%m-%d %H:%M} {'PIO' if self.from_pio else ''}"

    @property
    def sender(self) -> str:
        """Who signs it, for both sides: `An Peeters (PIO)`, or the name of the applicant."""
        name = self.sent_by.name if self.sent_by else ""
        if not self.from_pio:
            return name
        return gettext("%(name)s (PIO)") % {"name": name} if name else gettext("PIO")


class MessageRead(models.Model):
    """That someone opened a message."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="reads")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "user"], name="message_read_once_per_person")]

    def __str__(self) -> str:
        return f"{self.message_id} {self.user_id}"


@tracked()
class Note(models.Model):
    """A note among those who handle or judge a dossier. It never leaves the programme."""

    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    text = models.TextField(_("notitie"))
    written_at = models.DateTimeField(_("geschreven op"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("notitie")
        verbose_name_plural = _("notities")
        ordering = ["written_at", "pk"]
        indexes = [models.Index(fields=["about_type", "about_id", "written_at"], name="note_of_dossier")]

    def __str__(self) -> str:
        return f"{self.written_at:%Y-%m-%d %H:%M}"


class Mention(models.Model):
    """That somebody of PIO was named in a message or a note of a dossier, and is asked to read it."""

    about_type = models.ForeignKey(ContentType, models.PROTECT, related_name="+")
    about_id = models.BigIntegerField()
    about = GenericForeignKey("about_type", "about_id")
    place = models.CharField(max_length=20, choices=Place)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    objects = AboutQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["user", "at"], condition=Q(seen_at=None), name="mention_not_seen")]
        constraints = [models.CheckConstraint(name="mention_in_a_known_place", condition=Q(place__in=Place.values))]

    def __str__(self) -> str:
        return f"{self.place} {self.at:%Y-%m-%d %H:%M}"
