"""What co-financing puts on Vandaag."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from cofinancing.enums import RequestStatus
from cofinancing.models import CofinancingRequest, Envelope, Meeting
from cofinancing.rules import OFFICE, READERS
from pio_portal.accounts.access import COMMITTEE, SECRETARY, STAFF
from pio_portal.formats import money_text
from pio_portal.ui.registry import ASKED, Item, Span, register_dates, register_signal, register_task

SOON = timedelta(days=14)
NEARLY_USED = 90  # percent


@register_task("cofinancing.unscheduled", roles=OFFICE)
def unscheduled(user, _now: datetime) -> Iterable[Item]:
    """Requests that stand on no agenda."""
    rows = CofinancingRequest.objects.visible_to(user).for_list().filter(status=RequestStatus.REQUESTED)
    return [_item(row, _("Op een agenda zetten")) for row in rows.order_by("requested_at")[:ASKED]]


@register_task("cofinancing.undecided", roles=SECRETARY)
def undecided(user, now: datetime) -> Iterable[Item]:
    """Requests whose meeting is over, without a decision."""
    rows = CofinancingRequest.objects.visible_to(user).for_list().filter(status=RequestStatus.SCHEDULED)
    late = rows.filter(meeting__held_at__lt=now).order_by("meeting__held_at")
    return [_item(row, _("Beslissing vastleggen"), due=row.meeting.held_at) for row in late[:ASKED]]


@register_signal("cofinancing.empty_agenda", roles=OFFICE)
def empty_agenda(user, now: datetime) -> Iterable[Item]:
    """A meeting within two weeks on which nothing stands."""
    soon = Meeting.objects.visible_to(user).planned().with_agenda().filter(held_at__gte=now, held_at__lt=now + SOON)
    return [
        Item(
            title=_("De agenda van deze vergadering is nog leeg"),
            url=meeting.get_absolute_url(),
            due=meeting.held_at,
            tone="warn",
            tag=_("Lege agenda"),
            source=_("Beslissingscomité"),
        )
        for meeting in soon.filter(items=0)
    ]


@register_signal("cofinancing.envelope", roles=READERS)
def nearly_used(_user, now: datetime) -> Iterable[Item]:
    """This year's envelope, when little of it is left."""
    envelope = Envelope.objects.filter(year=localdate(now).year).first()
    if envelope is None or envelope.used_percent < NEARLY_USED:
        return []
    return [
        Item(
            title=_("Van de enveloppe %(year)s is nog %(left)s over")
            % {"year": envelope.year, "left": money_text(envelope.left)},
            url=envelope.get_absolute_url(),
            tone="warn",
            tag=_("Bijna op"),
            source=_("Cofinanciering"),
        )
    ]


@register_dates("cofinancing.meetings", roles=STAFF | COMMITTEE)
def meetings(user, span: Span) -> Iterable[Item]:
    """The meetings that are planned."""
    coming = (
        Meeting.objects.visible_to(user).planned().filter(span.of("held_at")).order_by("held_at", "pk")[: span.most]
    )
    return [Item(title=_("Beslissingscomité"), url=m.get_absolute_url(), due=m.held_at, source=m.place) for m in coming]


def _item(row: CofinancingRequest, what: str, due: datetime | None = None) -> Item:
    return Item(
        title=f"{what}: {row.procurement.title}",
        url=row.get_absolute_url(),
        due=due,
        tone="warn" if due else "",
        source=f"{row.procurement.ref} · {row.procurement.project.organisation.name}",
    )
