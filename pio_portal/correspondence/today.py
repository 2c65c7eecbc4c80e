"""What correspondence puts on Vandaag: messages to read and to answer, mails that did not arrive, tasks that failed."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pio_portal.accounts.access import ADMINISTRATORS, STAFF
from pio_portal.correspondence.enums import Place
from pio_portal.correspondence.models import Mention, Message, OutboxTask, SentMail
from pio_portal.correspondence.querysets import about_any
from pio_portal.correspondence.thread_kinds import KINDS, ThreadKind, permission
from pio_portal.correspondence.workflow.mentions import READS
from pio_portal.ui.registry import ASKED, Item, register_signal, register_task
from pio_portal.workdays import one_working_day_before

AT_MOST = 10


@register_task("correspondence.messages", roles=STAFF, order=23)
def unread_messages(user, _now: datetime) -> Iterable[Item]:
    """What the other side wrote and nobody of PIO opened yet, in the dossiers that the user follows or nobody does."""
    for kind, about, row in _first(_followed(user).unread_by(pio=True)):
        yield Item(
            title=_("Bericht lezen: %(title)s") % {"title": kind.title(about)},
            url=kind.address(about, True),  # noqa: FBT003 - the side of PIO
            tag=ngettext("%(n)d nieuw bericht", "%(n)d nieuwe berichten", row["n"]) % {"n": row["n"]},
            tone="act",
            source=f"{kind.reference(about)} · {kind.whose(about)}",
        )


@register_task("correspondence.mentions", roles=STAFF, order=22)
def mentions(user, _now: datetime) -> Iterable[Item]:
    """Messages and notes in which a colleague names the user, and that they did not open since."""
    rows = Mention.objects.filter(user=user, seen_at=None).select_related("by").order_by("at", "pk")[:ASKED]
    dossiers = _dossiers([(row.about_type_id, row.about_id) for row in rows])
    items = {}
    for row in rows:
        kind, about = dossiers[row.about_type_id, row.about_id]
        if not user.has_perm(permission(READS[Place(row.place)], about), about):
            continue  # they declared an interest since
        address = kind.notes(about) if row.place == Place.NOTES else kind.address(about, True)  # noqa: FBT003 - PIO's
        items[address] = Item(
            title=_("%(who)s noemt u in “%(title)s”") % {"who": row.by.name, "title": kind.title(about)},
            url=address,
            tag=Place(row.place).label,
            tone="act",
            source=f"{kind.reference(about)} · {kind.whose(about)}",
        )
    return items.values()


@register_signal("correspondence.unanswered", roles=STAFF, order=22)
def unanswered_messages(user, now: datetime) -> Iterable[Item]:
    """Messages of the other side that wait for an answer for over a working day."""
    for kind, about, row in _first(_followed(user).unanswered(one_working_day_before(now))):
        yield Item(
            title=_("Onbeantwoord bericht: %(title)s") % {"title": kind.title(about)},
            url=kind.address(about, True),  # noqa: FBT003 - the side of PIO
            due=row["since"],
            tag=_("Wacht op antwoord"),
            tone="warn",
            source=f"{kind.reference(about)} · {kind.whose(about)}",
        )


def _followed(user) -> Any:
    """The messages of every dossier that the user follows, of all kinds in one query."""
    wanted = Q(pk__in=[])
    for kind in KINDS.values():
        wanted |= about_any(kind.followed(user))
    return Message.objects.filter(wanted)


def _first(messages: QuerySet) -> list[tuple[ThreadKind, Any, dict[str, Any]]]:
    """Of each dossier of these messages how many there are and since when, who waits longest first.

    One query, and one for each kind of dossier among them.
    """
    rows = messages.order_by().values("about_type", "about_id").annotate(n=Count("pk"), since=Min("sent_at"))
    waiting = list(rows.order_by("since")[:ASKED])
    found = _dossiers([(row["about_type"], row["about_id"]) for row in waiting])
    return [(*found[row["about_type"], row["about_id"]], row) for row in waiting]


def _dossiers(keys: Collection[tuple[int, int]]) -> dict[tuple[int, int], tuple[ThreadKind, Any]]:
    """The dossiers with these types and keys, each with its kind. One query for each kind among them."""
    found = {}
    for model, kind in KINDS.items():
        own_type = ContentType.objects.get_for_model(model).pk
        rows = model._default_manager.select_related("organisation").in_bulk([pk for of, pk in keys if of == own_type])
        found |= {(own_type, pk): (kind, about) for pk, about in rows.items()}
    return found


@register_signal("correspondence.given_up", roles=ADMINISTRATORS, order=5)
def given_up(_user, _now: datetime) -> Iterable[Item]:
    """What the worker could not do: until it is tried again or thrown away."""
    rows = OutboxTask.objects.filter(failed_at__isnull=False).order_by("-failed_at")
    return [
        Item(
            title=_("Een taak is mislukt: %(error)s") % {"error": row.error[:120]},
            url=reverse("admin:correspondence_outboxtask_change", args=[row.pk]),
            tag=_("Mislukt"),
            tone="bad",
            source=row.key,
        )
        for row in rows[:AT_MOST]
    ]


@register_signal("correspondence.undelivered", roles=STAFF | ADMINISTRATORS, order=5)
def undelivered(_user, _now: datetime) -> Iterable[Item]:
    """Mails that were refused or came back: a decision could go unseen."""
    rows = SentMail.objects.undelivered().select_related("email").order_by("-email__created", "-pk")
    return [
        Item(
            title=_("Mail niet bezorgd: %(subject)s") % {"subject": mail.email.subject},
            url=mail.get_staff_url(),
            due=mail.email.created,
            tag=_("Niet bezorgd"),
            tone="bad",
            source=mail.recipient,
        )
        for mail in rows[:AT_MOST]
    ]
