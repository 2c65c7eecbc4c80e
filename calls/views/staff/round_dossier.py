"""What the pages of one submission round share: the round, its addresses, its tabs and the way to it."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from calls.models import Call, Round
from calls.views.staff.crumbs import call_crumbs
from pio_portal.ui.shapes import Crumb, Tab

OVERVIEW = "calls:staff_round"
TABS = [
    (OVERVIEW, gettext_lazy("Indiendatum")),
    ("calls:staff_round_ranking", gettext_lazy("Rangschikking")),
    ("calls:staff_round_drafts", gettext_lazy("Beslissingen voorbereiden")),
    ("calls:staff_round_decisions", gettext_lazy("Nalezen en publiceren")),
]


def round_for(request: HttpRequest, code: str, number: int) -> Round:
    """The round behind an address, with its call."""
    calls = Call.objects.visible_to(request.user)
    rounds = Round.objects.filter(call__in=calls).select_related("call")
    return get_object_or_404(rounds, call__code=code, number=number)


def round_url(round_: Round, name: str = OVERVIEW, *more: str) -> str:
    """The address of a page of the round; `name` is that of its route."""
    return reverse(name, args=[round_.call.code, round_.number, *more])


def round_tabs(round_: Round, here: str) -> list[Tab]:
    """The pages of the round; `here` is the name of the current one's route."""
    return [Tab(label=label, url=round_url(round_, name), current=name == here) for name, label in TABS]


def round_crumbs(round_: Round, *below: Crumb, at_it: bool = False) -> list[Crumb]:
    """The way to the round (`at_it`: this is its own page), and from there to what lies `below` it."""
    label = _("Indiendatum %(n)d") % {"n": round_.number}
    return [*call_crumbs(round_.call), Crumb(label=label, url="" if at_it else round_url(round_)), *below]
