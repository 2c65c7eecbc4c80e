from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    Max,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from post_office.models import STATUS

from pio_portal.audit.models import Entry

SETTLED = "messages_settled"  # the line of the timeline with which PIO says that no answer is needed


def about_any(dossiers: QuerySet) -> Q:
    """The condition of belonging to one of these dossiers, which are of one model."""
    owner_type = ContentType.objects.get_for_model(dossiers.model)
    return Q(about_type=owner_type, about_id__in=dossiers.order_by().values("pk"))


class AboutQuerySet(QuerySet):
    """Rows that belong to a dossier, whatever that is."""

    def of(self, about: Model):
        """Those of one dossier."""
        return self.filter(about_type=ContentType.objects.get_for_model(about), about_id=about.pk)

    def counted_for(self, model: type[Model]) -> Coalesce:
        """How many of these rows each row of a list of dossiers has: an annotation."""
        rows = self.filter(about_type=ContentType.objects.get_for_model(model), about_id=OuterRef("pk"))
        count = rows.order_by().values("about_id").annotate(n=Count("pk", distinct=True)).values("n")
        return Coalesce(Subquery(count, output_field=IntegerField()), 0)


class SentMailQuerySet(AboutQuerySet):
    def undelivered(self):
        """Refused by the mail server or come back, and not settled: their readers do not know what they say."""
        return self.filter(Q(email__status=STATUS.failed) | Q(bounced_at__isnull=False), settled_at__isnull=True)


class MessageQuerySet(AboutQuerySet):
    def received_by(self, *, pio: bool):
        """What a side received from the other one."""
        return self.filter(from_pio=not pio)

    def unread_by(self, *, pio: bool):
        """What a side received and nobody of it opened yet: colleagues share what they read."""
        return self.received_by(pio=pio).filter(reads__isnull=True)

    def counts(self, *, pio: bool) -> dict[str, int]:
        """How many messages there are (`number`), and how many a side did not read (`unread`). One query."""
        return self.order_by().aggregate(number=Count("pk", distinct=True), unread=self._unread(pio=pio))

    def _unread(self, *, pio: bool) -> Count:
        return Count("pk", filter=Q(from_pio=not pio, reads__isnull=True), distinct=True)

    def threads(self, *, pio: bool):
        """A row per dossier: its newest message, how many there are, how many this side did not read. Unread first."""
        unread = self._unread(pio=pio)
        waiting = Case(When(unread__gt=0, then=Value(0)), default=Value(1), output_field=IntegerField())
        rows = self.order_by().values("about_type", "about_id")
        return rows.annotate(newest=Max("pk"), number=Count("pk", distinct=True), unread=unread).order_by(
            waiting, "-newest"
        )

    def unanswered(self, before: datetime):
        """From applicants, sent by a moment, with nothing of PIO after it: no message, no word that none is needed."""
        later = self.model.objects.filter(
            about_type=OuterRef("about_type"),
            about_id=OuterRef("about_id"),
            sent_at__gte=OuterRef("sent_at"),
            from_pio=True,
        )
        return self.filter(from_pio=False, sent_at__lte=before).exclude(Exists(later)).exclude(Exists(_settled()))


class NoteQuerySet(AboutQuerySet):
    def with_changes(self):
        """Adds `changed_at`: when the note was last changed after it was written, from its history."""
        changes = self.model._meta.get_field("history").related_model.objects.filter(
            pgh_obj=OuterRef("pk"), pgh_label="update"
        )
        return self.annotate(changed_at=Subquery(changes.order_by("-pgh_id").values("pgh_created_at")[:1]))


def _settled() -> QuerySet:
    return Entry.objects.filter(
        verb=SETTLED, about_type=OuterRef("about_type"), about_id=OuterRef("about_id"), at__gte=OuterRef("sent_at")
    )
