"""What the pages of one round share: the round, the way to it, the way between them."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.models import Call, Round
from pio_portal.ui.shapes import Crumb, Tab

PAGES = [
    ("calls:staff_round", gettext_lazy("Indiendatum")),
    ("calls:staff_round_ranking", gettext_lazy("Rangschikking")),
    ("calls:staff_round_drafts", gettext_lazy("Beslissingen voorbereiden")),
    ("calls:staff_round_decisions", gettext_lazy("Nalezen en publiceren")),
]


def round_for(request: HttpRequest, code: str, number: int) -> Round:
    """One round of a call that the user may see."""
    calls = Call.objects.visible_to(request.user)
    rounds = Round.objects.filter(call__in=calls).select_related("call")
    return get_object_or_404(rounds, call__code=code, number=number)


def to(name: str, current: Round, *more: str) -> str:
    """The address of a page of this round."""
    return reverse(name, args=[current.call.code, current.number, *more])


def tabs(current: Round, here: str) -> list[Tab]:
    """The pages of this round."""
    return [Tab(label=label, url=to(name, current), current=name == here) for name, label in PAGES]


def crumbs(current: Round, label: str, *, above: tuple[str, str] | None = None) -> list[Crumb]:
    """The way here: the calls, the call, the round's page `above` this one, this one."""
    call = current.call
    between = [Crumb(label=above[0], url=above[1])] if above else []
    return [
        Crumb(label=_("Oproepen"), url=reverse("calls:staff_calls")),
        Crumb(label=call.code, url=reverse("calls:staff_call", args=[call.code])),
        Crumb(label=_("Indiendatum %(n)d") % {"n": current.number}, url=to("calls:staff_round", current)),
        *between,
        Crumb(label=label),
    ]
