"""A round at a glance: how far its applications are on the way from submission to decision, and what is late."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.enums import ApplicationStatus as Status
from calls.enums import AssignmentStatus
from calls.models import Application, Assignment, Decision, Round

LET_THROUGH = [Status.ELIGIBLE, Status.SELECTED, Status.NOT_SELECTED]


@dataclass(frozen=True)
class Step:
    """One step: how many of how many took it, the list of those, and what is still to be done with its own list."""

    label: Any
    done: int
    of: int | None
    url: str
    left: str = ""
    left_url: str = ""

    @property
    def is_done(self) -> bool:
        """Nothing is left to do in it."""
        return self.of is not None and 0 < self.of == self.done


@dataclass(frozen=True)
class Late:
    """Something that should have been there: in words, with the list of it."""

    text: str
    url: str


@dataclass(frozen=True)
class Cockpit:
    steps: list[Step]
    late: list[Late]


def cockpit_of(shown: Round, user, today: date) -> Cockpit:
    """The steps of a round as this user may see them. Four queries, however many applications there are."""
    rows = Application.objects.visible_to(user).submitted().filter(round=shown).order_by()
    running = rows.exclude(status__in=[Status.WITHDRAWN, Status.VOID])
    states = _states(running)
    advices = _advices(running, today)
    drafts = Decision.objects.drafts().filter(application__in=running).aggregate(n=Count("pk"))["n"]
    return Cockpit(
        [
            _submitted(shown, states),
            _checked(shown, states),
            _advised(shown, advices),
            _drafted(shown, states, drafts),
            _published(shown, states),
        ],
        _late(shown, running, advices, today),
    )


def _states(running: Any) -> dict[str, int]:
    waiting = Q(status__in=[Status.SUBMITTED, Status.INFO_REQUESTED])
    return running.aggregate(
        all=Count("pk"),
        to_check=Count("pk", filter=waiting),
        let_through=Count("pk", filter=Q(status__in=LET_THROUGH)),
        decided=Count("pk", filter=Q(status__in=Status.decided())),
    )


def _advices(running: Any, today: date) -> dict[str, int]:
    asked = Assignment.objects.filter(application__in=running).exclude(status__in=AssignmentStatus.gone())
    waiting = Q(status__in=AssignmentStatus.waiting(), application__status=Status.ELIGIBLE)
    return asked.aggregate(
        asked=Count("pk", filter=waiting | Q(status=AssignmentStatus.ADVISED)),
        given=Count("pk", filter=Q(status=AssignmentStatus.ADVISED)),
        waiting=Count("pk", filter=waiting),
        late=Count("pk", filter=waiting & Q(due_on__lt=today)),
    )


def _submitted(shown: Round, states: dict[str, int]) -> Step:
    return Step(_("ingediend"), states["all"], None, _list(shown))


def _checked(shown: Round, states: dict[str, int]) -> Step:
    n = states["to_check"]
    left = ngettext("%(n)d nog na te gaan", "%(n)d nog na te gaan", n) % {"n": n} if n else ""
    to_check = _list(shown, status=[Status.SUBMITTED, Status.INFO_REQUESTED])
    return Step(
        _("ontvankelijk"), states["let_through"], states["all"], _list(shown, status=LET_THROUGH), left, to_check
    )


def _advised(shown: Round, advices: dict[str, int]) -> Step:
    n = advices["waiting"]
    left = ngettext("wacht op %(n)d advies", "wacht op %(n)d adviezen", n) % {"n": n} if n else ""
    ranking = reverse("calls:staff_round_ranking", args=[shown.call.code, shown.number])
    return Step(_("adviezen"), advices["given"], advices["asked"], ranking, left, _list(shown, beoordeling="wacht"))


def _drafted(shown: Round, states: dict[str, int], drafts: int) -> Step:
    ready = drafts + states["decided"]
    n = states["all"] - ready
    left = ngettext("%(n)d zonder ontwerp", "%(n)d zonder ontwerp", n) % {"n": n} if n else ""
    url = reverse("calls:staff_round_drafts", args=[shown.call.code, shown.number])
    return Step(_("ontwerpen"), ready, states["all"], url, left, _list(shown, beoordeling="zonder-ontwerp"))


def _published(shown: Round, states: dict[str, int]) -> Step:
    n = states["all"] - states["decided"]
    left = ngettext("%(n)d nog niet beslist", "%(n)d nog niet beslist", n) % {"n": n} if n else ""
    url = _list(shown, status=Status.decided())
    to_publish = reverse("calls:staff_round_decisions", args=[shown.call.code, shown.number])
    return Step(_("gepubliceerd"), states["decided"], states["all"], url, left, to_publish)


def _late(shown: Round, running: Any, advices: dict[str, int], today: date) -> list[Late]:
    """What was asked for a day that is over."""
    completions = running.awaiting_completion(late_on=today).count()
    found = []
    if n := advices["late"]:
        told = ngettext("%(n)d advies is laat", "%(n)d adviezen zijn laat", n) % {"n": n}
        found.append(Late(told, _list(shown, beoordeling="laat")))
    if completions:
        told = ngettext("%(n)d aanvulling is laat", "%(n)d aanvullingen zijn laat", completions) % {"n": completions}
        found.append(Late(told, _list(shown, beoordeling="aanvulling-laat")))
    return found


def _list(shown: Round, **chosen: Any) -> str:
    """The list of applications of the round, narrowed further."""
    chosen = {name: value if isinstance(value, str) else [str(v) for v in value] for name, value in chosen.items()}
    return f"{reverse('calls:staff_applications')}?{urlencode({'indiendatum': shown.pk} | chosen, doseq=True)}"
