"""What the shared pages show of consultations: menu, Vandaag, home and search."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.cards import card_of
from consultations.models import MarketConsultation
from pio_portal.accounts.access import STAFF
from pio_portal.formats import day_text
from pio_portal.ui import menu, registry

ON_HOME = 3
TASKS = 20


def register_portal() -> None:
    """Make it known to the shared pages. Called when the app loads."""
    title = gettext_lazy("Marktconsultaties")
    registry.register_menu(
        label=title,
        url_name="consultations:staff_consultations",
        world="beheer",
        group=menu.WORK,
        icon="broadcast",
        roles=STAFF,
        count=announced,
        order=40,
    )
    registry.register_menu(label=title, url_name="consultations:consultations", world="public", order=30)
    registry.register_task("consultations.conclude", to_conclude, roles=STAFF)
    registry.register_dates("consultations.sessions", sessions, roles=STAFF)
    registry.register_home_block(
        "consultations.open", template="consultations/public/home_block.html", context=open_now, order=20
    )
    registry.register_search("consultations", label=title, find=search_public, world="public", order=30)
    registry.register_search("consultations.desk", label=title, find=search_desk, world="beheer", roles=STAFF, order=30)


def announced(_user) -> int:
    """Those that are announced or await their conclusions: the work at hand."""
    return MarketConsultation.objects.filter(status="published").count()


def to_conclude(_user, now: datetime) -> list[registry.Item]:
    """Held, but nobody told the market what came of it."""
    held = MarketConsultation.objects.awaiting_conclusions(now).select_related("occasion").past(now)
    return [
        registry.Item(
            title=_("Publiceer de conclusies van “%(title)s”") % {"title": consultation.title},
            url=consultation.get_staff_url(),
            due=timezone.localdate(consultation.occasion.starts_at),
            tone="warn",
            tag=_("Conclusies"),
            source=consultation.ref,
        )
        for consultation in held[:TASKS]
        if consultation.occasion.has_ended(now)
    ]


def sessions(user, now: datetime) -> list[registry.Item]:
    """The next consultations."""
    upcoming = MarketConsultation.objects.visible_to(user).filter(status="published").upcoming(now)
    return [
        registry.Item(
            title=consultation.title,
            url=consultation.get_staff_url(),
            due=consultation.occasion.starts_at,
            source=consultation.ref,
            tag=_("Marktconsultatie"),
        )
        for consultation in upcoming.select_related("occasion")[:TASKS]
    ]


def open_now(_request: HttpRequest) -> dict | None:
    """What one can join now; nothing when there is nothing."""
    rows = MarketConsultation.objects.open_to_join(timezone.now()).for_cards()[:ON_HOME]
    cards = [card_of(consultation) for consultation in rows]
    return {"cards": cards} if cards else None


def search_public(_user, q: str, limit: int) -> list[registry.Hit]:
    """Published ones only, whoever asks."""
    return _hits(MarketConsultation.objects.public(), q, limit, staff=False)


def search_desk(user, q: str, limit: int) -> list[registry.Hit]:
    """All that staff may see."""
    return _hits(MarketConsultation.objects.visible_to(user), q, limit, staff=True)


def _hits(rows, q: str, limit: int, *, staff: bool) -> list[registry.Hit]:
    found = rows.search(q).select_related("occasion").order_by("-occasion__starts_at", "-pk")[:limit]
    return [
        registry.Hit(
            title=consultation.title,
            url=consultation.get_staff_url() if staff else consultation.get_absolute_url(),
            reference=consultation.ref if staff else "",
            summary=day_text(consultation.occasion.starts_at),
        )
        for consultation in found
    ]
