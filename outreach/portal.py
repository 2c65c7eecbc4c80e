"""What the shared pages show of events and stories: menu, Vandaag, home and search."""

from datetime import datetime

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from outreach.cards import event_card, story_card
from outreach.enums import EventStatus
from outreach.models import Event, Story
from pio_portal.accounts.access import COMMUNICATION, STAFF
from pio_portal.accounts.enums import Role
from pio_portal.formats import day_text
from pio_portal.ui import menu, registry

TELLERS = STAFF | COMMUNICATION
ON_HOME = 3
TASKS = 20
EVENTS, STORIES = gettext_lazy("Activiteiten"), gettext_lazy("Verhalen")


def register_portal() -> None:
    """Make it known to the shared pages. Called when the app loads."""
    registry.register_menu(
        label=EVENTS,
        url_name="outreach:staff_events",
        group=menu.NETWORK,
        icon="calendar-event",
        roles=TELLERS,
        count=announced,
        order=100,
    )
    registry.register_menu(
        label=gettext_lazy("Communicatie"),
        url_name="outreach:staff_stories",
        group=menu.NETWORK,
        icon="megaphone",
        roles=TELLERS,
        lands=frozenset({Role.COMMUNICATION}),
        order=110,
    )
    registry.register_menu(label=EVENTS, url_name="outreach:events", world="public", order=40)
    registry.register_menu(label=STORIES, url_name="outreach:stories", world="public", order=50)
    registry.register_task("outreach.hold", to_mark_held, roles=TELLERS)
    registry.register_dates("outreach.events", sessions, roles=TELLERS)
    registry.register_home_block("outreach.events", template="outreach/public/home_events.html", context=soon, order=30)
    registry.register_home_block(
        "outreach.story", template="outreach/public/home_story.html", context=newest_story, order=40
    )
    registry.register_search("outreach.events", label=EVENTS, find=find_events, world="public", order=40)
    registry.register_search("outreach.stories", label=STORIES, find=find_stories, world="public", order=50)
    registry.register_search(
        "outreach.desk_events", label=EVENTS, find=find_desk_events, world="beheer", roles=TELLERS, order=40
    )
    registry.register_search(
        "outreach.desk_stories", label=STORIES, find=find_desk_stories, world="beheer", roles=TELLERS, order=50
    )


def announced(_user) -> int:
    """Those that are announced and not yet marked as held."""
    return Event.objects.filter(status=EventStatus.PUBLISHED).count()


def to_mark_held(_user, now: datetime) -> list[registry.Item]:
    """Past, but nobody noted whether it took place: the projects wait for it."""
    past = Event.objects.awaiting_mark(now).select_related("occasion").past(now)
    return [
        registry.Item(
            title=_("Noteer of “%(title)s” gehouden is") % {"title": event.title},
            url=event.get_staff_url(),
            due=timezone.localdate(event.occasion.starts_at),
            tone="warn",
            tag=_("Activiteit"),
            source=event.ref,
        )
        for event in past[:TASKS]
        if event.occasion.has_ended(now)
    ]


def sessions(_user, now: datetime) -> list[registry.Item]:
    """The next events."""
    return [
        registry.Item(
            title=event.title,
            url=event.get_staff_url(),
            due=event.occasion.starts_at,
            source=event.ref,
            tag=event.get_kind_display(),
        )
        for event in Event.objects.announced(now).select_related("occasion")[:TASKS]
    ]


def soon(_request: HttpRequest) -> dict | None:
    """The next events, when there are any."""
    cards = [event_card(event) for event in Event.objects.announced(timezone.now()).for_cards()[:ON_HOME]]
    return {"cards": cards} if cards else None


def newest_story(_request: HttpRequest) -> dict | None:
    """The newest stories, when there are any."""
    newest = Story.objects.public().order_by("-published_at", "-pk")[:ON_HOME]
    cards = [story_card(story) for story in newest]
    return {"cards": cards} if cards else None


def find_events(_user, q: str, limit: int) -> list[registry.Hit]:
    """Announced ones only, whoever asks."""
    return _event_hits(Event.objects.public(), q, limit, staff=False)


def find_desk_events(user, q: str, limit: int) -> list[registry.Hit]:
    """All that the user may see."""
    return _event_hits(Event.objects.visible_to(user), q, limit, staff=True)


def find_stories(_user, q: str, limit: int) -> list[registry.Hit]:
    """Published ones only, whoever asks."""
    return _story_hits(Story.objects.public(), q, limit, staff=False)


def find_desk_stories(user, q: str, limit: int) -> list[registry.Hit]:
    """All that the user may see."""
    return _story_hits(Story.objects.visible_to(user), q, limit, staff=True)


def _event_hits(rows, q: str, limit: int, *, staff: bool) -> list[registry.Hit]:
    found = rows.search(q).select_related("occasion").order_by("-occasion__starts_at", "-pk")[:limit]
    return [
        registry.Hit(
            title=event.title,
            url=event.get_staff_url() if staff else event.get_absolute_url(),
            reference=event.ref if staff else "",
            summary=day_text(event.occasion.starts_at),
        )
        for event in found
    ]


def _story_hits(rows, q: str, limit: int, *, staff: bool) -> list[registry.Hit]:
    found = rows.search(q).order_by("-published_at", "-pk")[:limit]
    return [
        registry.Hit(
            title=story.title,
            url=story.get_staff_url() if staff else story.get_absolute_url(),
            summary=story.lead,
        )
        for story in found
    ]
